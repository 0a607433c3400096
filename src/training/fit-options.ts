import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import { badOption, checkCount, isWhole } from './check-count.ts';
import type { Callback, LogValue } from '../callbacks/callback.ts';
import type { Verbosity } from '../callbacks/progbar-logger.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import type { BatchSource } from './batch-source.ts';
import type { Row } from './samples.ts';

/** How samples are run, whatever for. */
export interface RunSettings {
  /** How many samples of a batch are under way at once. @default 32 */
  readonly concurrency?: number;
  /**
   * Prints how far it is through `console.info`: 0 nothing, 1 or `'auto'` a bar every few seconds, 2 one line an epoch.
   *
   * `Differs from Synalinks:` whose default prints; here a page shows how far it is. @default 0
   */
  readonly verbose?: Verbosity;
  /** Ends the work between two calls of a language model; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How a program is judged. */
export interface EvaluateOptions extends RunSettings {
  /** Samples a batch; a source makes its batches itself. @default 32 */
  readonly batchSize?: number;
  /** Batches to take. @default all */
  readonly steps?: number;
  /** @default none */
  readonly callbacks?: readonly Callback[];
  /** Whether `evaluate` answers by name; if not, with a list, the reward first, or with the reward alone. @default true */
  readonly returnDict?: boolean;
}

/** How a program is judged where a list is wanted. */
export interface ListOptions extends EvaluateOptions {
  readonly returnDict: false;
}

/** What is answered where a list is wanted; one value alone is put into none. */
export type LogList = LogValue | readonly LogValue[];

/** How a program answers. */
export type PredictOptions = Omit<EvaluateOptions, 'returnDict'>;

/** How a single batch is run. */
export type BatchOptions = Omit<RunSettings, 'verbose'>;

/** How a program is trained on a single batch. */
export interface TrainOnBatchOptions extends BatchOptions {
  /** Rows that the candidate is scored on: `[x, y]`. */
  readonly validationData: readonly [readonly Row[], readonly Row[]];
}

/** How a program is trained; names and defaults are Synalinks', in camelCase. */
export interface FitOptions extends RunSettings {
  /** Samples a batch; a source makes its batches itself. @default 1 */
  readonly batchSize?: number;
  /** Validation samples that a candidate is scored on; null takes all. @default 4 */
  readonly minibatchSize?: number | null;
  /** The epoch to end before, counted from 0 also after `initialEpoch`. @default 1, or what a resumed run had planned */
  readonly epochs?: number;
  /** Part of the rows, at their end, to validate on when `validationData` is absent. @default 0.1 */
  readonly validationSplit?: number;
  /** Rows to validate on, `[x, y]`; or a source of batches, which is read whole when training begins. */
  readonly validationData?: readonly [readonly Row[], readonly Row[]] | BatchSource;
  /**
   * Draws a new order of the rows for each epoch; a source's batches come as they are made.
   *
   * `Differs from Synalinks:` which never shuffles, whatever it is told, as `false` does here. @default true
   */
  readonly shuffle?: boolean;
  /** 0-based epoch to begin with. @default 0 */
  readonly initialEpoch?: number;
  /** Batches an epoch; the next epoch goes on where this one ended. @default all; of a source, one pass */
  readonly stepsPerEpoch?: number;
  /** Validation batches to take. @default all */
  readonly validationSteps?: number;
  /** @default 32 */
  readonly validationBatchSize?: number;
  /** Validates each so many epochs, or after the 1-based epochs listed. @default 1 */
  readonly validationFreq?: number | readonly number[];
  /** @default none; a `History` is always kept */
  readonly callbacks?: readonly Callback[];
  /**
   * Validates after each batch too and throws the result away, as Synalinks does: its epoch logs come from there.
   * @default false
   */
  readonly evaluateEveryBatch?: boolean;
  /**
   * Lets validation have the last word: what it finds of a candidate replaces the score of the minibatch, which may be
   * luck, and each epoch, and training, ends with what was validated best so far. The `val_` logs are of that.
   *
   * `Differs from Synalinks:` which ends with what scored best on its minibatch, and forgets the better ones that it
   * has seen. @default true; false with `evaluateEveryBatch`, where all goes as in Synalinks
   */
  readonly keepBest?: boolean;
  /** Forgets what an earlier `fit` learned and begins with the seeds, as Synalinks does. @default false */
  readonly continueFromSeeds?: boolean;
  /** Seeds both random streams. @default they go on where they are */
  readonly seed?: number;
  /**
   * Path of a checkpoint to go on from: its program state, epoch, streams and history. Settings that are not given are
   * those that its run was begun with.
   */
  readonly resumeFrom?: string;
  /** Goes on from `resumeFrom` as a run of its own, which leaves the files of the other one alone. @default false */
  readonly fork?: boolean;
  /**
   * Begins anew although a callback knows where to go on: forgets what earlier fits learned, and has callbacks forget
   * theirs. @default false
   */
  readonly startOver?: boolean;
  /**
   * Goes on although the program, the data or the settings are not what they were; then as a run of its own, unless
   * `run` says which. @default false
   */
  readonly allowChanges?: boolean;
  /** Where `resumeFrom` is. @default the default store */
  readonly store?: CheckpointStore;
  /** Id of the run, for its checkpoints. @default that of the run that is resumed, unless it forks; else a new one */
  readonly run?: string;
}

const batchNames: OptionNames<BatchOptions> = { concurrency: true, signal: true };

const trainOnBatchNames: OptionNames<TrainOnBatchOptions> = { ...batchNames, validationData: true };

const runNames: OptionNames<RunSettings> = { ...batchNames, verbose: true };

const predictNames: OptionNames<PredictOptions> = {
  ...runNames,
  batchSize: true,
  steps: true,
  callbacks: true,
};

const evaluateNames: OptionNames<EvaluateOptions> = { ...predictNames, returnDict: true };

const fitNames: OptionNames<FitOptions> = {
  ...runNames,
  batchSize: true,
  minibatchSize: true,
  epochs: true,
  validationSplit: true,
  validationData: true,
  shuffle: true,
  initialEpoch: true,
  stepsPerEpoch: true,
  validationSteps: true,
  validationBatchSize: true,
  validationFreq: true,
  callbacks: true,
  evaluateEveryBatch: true,
  keepBest: true,
  continueFromSeeds: true,
  seed: true,
  resumeFrom: true,
  fork: true,
  startOver: true,
  allowChanges: true,
  store: true,
  run: true,
};

const VERBOSITIES: ReadonlySet<Verbosity> = new Set(['auto', 0, 1, 2]);

/** @throws ArgumentError `unknown-option`; `bad-option` naming the option, what it is, and what it should be */
export function checkFitOptions(options: FitOptions): void {
  checkOptions('fit', options, fitNames);
  const { epochs = 1, minibatchSize = 4, initialEpoch = 0, validationSplit = 0.1 } = options;
  checkShared(options);
  checkCount('epochs', epochs);
  checkCount('validationBatchSize', options.validationBatchSize ?? 32);
  checkCount('stepsPerEpoch', options.stepsPerEpoch ?? 1);
  checkCount('validationSteps', options.validationSteps ?? 1);
  if (minibatchSize !== null) checkCount('minibatchSize', minibatchSize);
  if (!isWhole(initialEpoch, 0)) throw badOption('initialEpoch', initialEpoch, 'a whole number from 0 up');
  checkStart(options);
  if (!(validationSplit >= 0 && validationSplit < 1)) {
    throw badOption('validationSplit', validationSplit, 'a number from 0 up to, but not including, 1');
  }
  checkValidationFreq(options.validationFreq ?? 1);
  const { seed = 0 } = options;
  if (!isWhole(seed, 0) || seed >= 2 ** 32)
    throw badOption('seed', seed, 'a whole number from 0 up to 2^32 - 1');
}

function checkStart({ startOver, resumeFrom }: FitOptions): void {
  if (!startOver || resumeFrom === undefined) return;
  throw new ArgumentError(
    'bad-option',
    `A run cannot both start over and go on from "${resumeFrom}". Leave out startOver or resumeFrom.`,
    { details: { option: 'startOver', received: true } },
  );
}

/** @throws ArgumentError `unknown-option`, `bad-option` */
export function checkEvaluateOptions(options: EvaluateOptions): void {
  checkOptions('evaluate', options, evaluateNames);
  checkShared(options);
}

/** @throws ArgumentError `unknown-option`, `bad-option` */
export function checkPredictOptions(options: PredictOptions): void {
  checkOptions('predict', options, predictNames);
  checkShared(options);
}

/** @throws ArgumentError `unknown-option` */
export function checkTestOnBatchOptions(options: BatchOptions): void {
  checkOptions('testOnBatch', options, batchNames);
}

/** @throws ArgumentError `unknown-option` */
export function checkTrainOnBatchOptions(options: TrainOnBatchOptions): void {
  checkOptions('trainOnBatch', options, trainOnBatchNames);
}

function checkShared(options: PredictOptions): void {
  checkCount('batchSize', options.batchSize ?? 32);
  checkCount('steps', options.steps ?? 1);
  checkCount('concurrency', options.concurrency ?? 32);
  const { verbose = 0 } = options;
  if (!VERBOSITIES.has(verbose)) throw badOption('verbose', verbose, `'auto', 0, 1 or 2`);
  checkCallbacks(options.callbacks ?? []);
}

/** A plain object with hooks lacks what every callback has beside them; as does a class that nobody made one of. */
function checkCallbacks(callbacks: unknown): void {
  const isCallback = (given: { readonly setProgram?: unknown } | null | undefined): boolean =>
    typeof given?.setProgram === 'function';
  if (Array.isArray(callbacks) && callbacks.every(isCallback)) return;
  throw new ArgumentError(
    'bad-option',
    'Expected `callbacks` to be a list of instances of Callback. Plain functions go into new LambdaCallback({ onEpochEnd: … }).',
    { details: { option: 'callbacks' } },
  );
}

function checkValidationFreq(value: number | readonly number[]): void {
  const epochs = Array.isArray(value) ? (value as readonly number[]) : [value as number];
  if (epochs.every((epoch) => isWhole(epoch, 1))) return;
  throw badOption('validationFreq', value, 'a whole number from 1 up, or a list of such');
}
