import type { WorkerModel } from './worker-model.ts';

/** What a run is made of; plain data, so that it can be remembered and sent to the worker. */
export type RunSettings = {
  readonly epochs: number;
  readonly batchSize: number;
  /** How many examples the prompt may hold at most. */
  readonly nbMaxExamples: number;
  readonly seed: number;
  /** The path under which checkpoints are saved. */
  readonly filepath: string;
  readonly saveBestOnly: boolean;
  /** Whether the model's answers are kept, as one would those of a model that costs. */
  readonly keepAnswers: boolean;
};

/** What a run was begun with, which no checkpoint tells. */
export interface BegunRun {
  /** The run's id in the store. */
  readonly run: string;
  readonly settings: RunSettings;
  /** Reward of the program before training; null until it is judged. */
  readonly untrained: number | null;
}

/** What a worker needs to know: the settings, the task's name, where the built-in one's sentences are, and who answers. Kept nowhere: it may hold a key. */
export type WorkerSettings = RunSettings & {
  readonly dataSetUrl: string;
  readonly task: string;
  readonly model: WorkerModel;
};

/** The folder that a run is backed up into: beside its checkpoints, so that tabs that train into other folders may. */
export function backupDirOf(filepath: string): string {
  const literal = filepath.split('{')[0] ?? '';
  return `${literal.slice(0, literal.lastIndexOf('/') + 1)}backup`;
}
