import type { Checkpoint, SaveReason } from '../checkpoints/checkpoint-store.ts';
import type { JsonValue } from '../python/json-value.ts';

/** A logged value: a scalar, or a list where a metric gives one value a field. */
export type LogValue = number | readonly number[];

/** Logged values under their snake_case names (`reward`, `val_reward`), sorted by name. */
export type Logs = Readonly<Record<string, LogValue>>;

/** Whether more (`up`) or less (`down`) of a metric is better; null when it does not say. */
export type MetricDirection = 'up' | 'down' | null;

/** What a checkpoint can be made of: whatever gives the text of its files, at once or with a promise. */
export interface SaveableProgram {
  /** The text of a program file: architecture, compile settings and variables. */
  toProgramFile(): string | Promise<string>;
  /** The text of a variables file: the state tree alone. */
  toVariablesFile(): string | Promise<string>;
}

/** A program as callbacks see it. All but the files is optional, so that a trainer that is not ours can be served. */
export interface CallbackProgram extends Partial<SaveableProgram> {
  /** Set it to end training after the batch or epoch at hand. */
  stopTraining?: boolean;
  /** Set it to end judging after the batch at hand. */
  stopEvaluating?: boolean;
  /** Set it to end answering after the batch at hand. */
  stopPredicting?: boolean;
  /** The compiled metrics, to look up in which direction each is better. */
  readonly metrics?: readonly { readonly name: string; readonly direction: MetricDirection }[];
  /** Everything needed to go on training from this moment, as text; null outside training. */
  getTrainingState?(): string | null;
  /** The trainable variables' values, to put back later. */
  getTrainableState?(): JsonValue;
  setTrainableState?(state: JsonValue): void;
}

/** What a trainer tells its callbacks about the run, before it begins. */
export interface CallbackParams {
  readonly verbose?: number;
  readonly epochs?: number;
  /** Batches an epoch; null when not known. */
  readonly steps?: number | null;
  readonly batchSize?: number;
  /** Class name of the optimizer. */
  readonly optimizer?: string;
  /** Id of the run, unlike any other's. */
  readonly run?: string;
  /** Path of the checkpoint that the run went on from; null for a fresh one. */
  readonly parent?: string | null;
  /** Id of the run that this one was forked from; null when it was not. */
  readonly origin?: string | null;
  /** Whether what callbacks remember of earlier runs is to be forgotten. @default false */
  readonly startsOver?: boolean;
  /** Names that this run's logs will hold at the end of an epoch; absent when not known. */
  readonly logNames?: readonly string[];
}

/**
 * Watches training: subclass it and override the hooks you need.
 *
 * Hooks may be async and are awaited, one callback after the other. `epoch` and `batch` are 0-based. Follows
 * `synalinks.callbacks.Callback`.
 *
 * @example
 * class Stopwatch extends Callback {
 *   override onEpochEnd(epoch: number, logs: Logs): void { console.log(epoch, logs['val_reward']); }
 * }
 */
export class Callback {
  /** Set before training begins. */
  params: CallbackParams = {};
  /** Set before training begins; null when there is none. */
  program: CallbackProgram | null = null;
  /**
   * Whether this callback writes training states. It then runs after all others at each hook, so that what it writes
   * knows what they did. @default false
   */
  readonly savesState: boolean = false;
  /**
   * Whether training goes on from what this callback saves, so that it has to save after all others: what they were
   * still to save would be lost if training were killed in between. Only for one that `savesState`. @default false
   */
  readonly savesLast: boolean = false;

  setParams(params: CallbackParams): void {
    this.params = params;
  }

  setProgram(program: CallbackProgram | null): void {
    this.program = program;
  }

  /**
   * Under which name this callback's state is kept: the same in every build, so not the class's own name, which
   * minifiers change. Give a callback that has state one of its own. @default 'Callback'
   */
  readonly stateName: string = 'Callback';

  /**
   * What this callback has to remember when a run is resumed; null when nothing. Asked between two batches, also when
   * what is saved amid one goes back to there.
   */
  getState(): JsonValue {
    return null;
  }

  /** Takes up what `getState` gave in the run that is resumed. */
  setState(_state: JsonValue): void {}

  /** A checkpoint that training should go on from; asked before it begins, unless `resumeFrom` names one. */
  findResumePoint(): Promise<Checkpoint | null> {
    return Promise.resolve(null);
  }

  onTrainBegin(_logs: Logs): void | Promise<void> {}
  onTrainEnd(_logs: Logs): void | Promise<void> {}
  onEpochBegin(_epoch: number, _logs: Logs): void | Promise<void> {}
  onEpochEnd(_epoch: number, _logs: Logs): void | Promise<void> {}
  /** Forwards to `onBatchBegin`. */
  onTrainBatchBegin(batch: number, logs: Logs): void | Promise<void> {
    return this.onBatchBegin(batch, logs);
  }
  /** Forwards to `onBatchEnd`. */
  onTrainBatchEnd(batch: number, logs: Logs): void | Promise<void> {
    return this.onBatchEnd(batch, logs);
  }
  onBatchBegin(_batch: number, _logs: Logs): void | Promise<void> {}
  onBatchEnd(_batch: number, _logs: Logs): void | Promise<void> {}
  /**
   * Called on callbacks that save state before any of them saves at the end of an epoch: from here to `onEpochEnd`,
   * `getState` tells where this callback will stand after it, since what another one saves now is resumed after it.
   */
  foreseeEpochEnd(_epoch: number, _logs: Logs): void {}
  /** As `foreseeEpochEnd`, at the end of a batch. */
  foreseeTrainBatchEnd(_batch: number, _logs: Logs): void {}
  onTestBegin(_logs: Logs): void | Promise<void> {}
  onTestEnd(_logs: Logs): void | Promise<void> {}
  onTestBatchBegin(_batch: number, _logs: Logs): void | Promise<void> {}
  onTestBatchEnd(_batch: number, _logs: Logs): void | Promise<void> {}
  onPredictBegin(_logs: Logs): void | Promise<void> {}
  onPredictEnd(_logs: Logs): void | Promise<void> {}
  onPredictBatchBegin(_batch: number, _logs: Logs): void | Promise<void> {}
  onPredictBatchEnd(_batch: number, _logs: Logs): void | Promise<void> {}
  /**
   * Training rests between two batches, after all callbacks have done with the one before; it goes on once this
   * resolves.
   */
  onTrainRest(): void | Promise<void> {}
  /**
   * Somebody wants a save now; for `interrupted` because the page may be going away, for `stopped` because training ends
   * here, with its epoch left open. Only called on callbacks that save state. The program and its training state are as
   * at the last rest, but only until this waits for something: read them first.
   */
  onSaveRequest(_reason: SaveReason): void | Promise<void> {}
  /**
   * Training ends by an error: the last chance to save. `onTrainEnd` does not follow. To callbacks that save state, the
   * program is as at the last rest until they wait for something.
   */
  onTrainFailed(_error: unknown): void | Promise<void> {}
}
