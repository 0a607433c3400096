import { TrainingError } from '../base/errors.ts';
import type { Callback } from '../callbacks/callback.ts';
import type { Checkpoint, CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import type { JsonValue } from '../python/json-value.ts';
import { readVariablesText } from './read-variables.ts';
import { parseTrainingState } from './training-state.ts';
import type { TrainingState } from './training-state.ts';

/** What a run goes on from. */
export interface ResumeSource {
  readonly resumeFrom?: string;
  readonly startOver?: boolean;
  readonly store?: CheckpointStore;
  readonly callbacks?: readonly Callback[];
}

/**
 * Finds from where training goes on: the checkpoint that is named, else the first that a callback knows of; null when
 * it starts anew.
 *
 * @throws CheckpointError `not-found`; TrainingError `not-resumable`
 */
export async function findResumePoint(source: ResumeSource): Promise<ResumePoint | null> {
  if (source.startOver) return null;
  if (source.resumeFrom !== undefined) return readResumePoint(source.resumeFrom, source.store);
  for (const callback of source.callbacks ?? []) {
    const checkpoint = await callback.findResumePoint();
    if (checkpoint) return toResumePoint(checkpoint);
  }
  return null;
}

/** From where training goes on. */
export interface ResumePoint {
  readonly path: string;
  readonly isBackup: boolean;
  /** The program's state tree. */
  readonly variables: JsonValue;
  readonly state: TrainingState;
}

async function readResumePoint(path: string, store?: CheckpointStore): Promise<ResumePoint> {
  return toResumePoint(await (store ?? (await openCheckpointStore())).load(path));
}

function toResumePoint({ entry: { path, reason }, text, trainingState }: Checkpoint): ResumePoint {
  if (trainingState === null) {
    throw new TrainingError(
      'not-resumable',
      `The checkpoint ${path} was saved without a training state, so nobody knows where it was. ` +
        'Load its program and train that: loadProgram(path), then fit.',
      { details: { path } },
    );
  }
  return {
    path,
    isBackup: reason === 'backup',
    variables: readVariablesText(text),
    state: parseTrainingState(trainingState),
  };
}
