import { ArgumentError } from '../base/errors.ts';
import type { Callback } from '../callbacks/callback.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import type { Row } from './samples.ts';

/** How samples are run, whatever for. */
export interface RunSettings {
  /** How many samples of a batch are under way at once. @default 32 */
  readonly concurrency?: number;
  /** Ends the work between two calls of a language model; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How a program is judged. */
export interface EvaluateOptions extends RunSettings {
  /** Samples a batch. @default 32 */
  readonly batchSize?: number;
  /** @default none */
  readonly callbacks?: readonly Callback[];
}

/** How a program answers. */
export type PredictOptions = EvaluateOptions;

/** How a program is trained; names and defaults are Synalinks', in camelCase. */
export interface FitOptions extends RunSettings {
  /** Samples a batch. @default 1 */
  readonly batchSize?: number;
  /** Validation samples that a candidate is scored on; null takes all. @default 4 */
  readonly minibatchSize?: number | null;
  /** The epoch to end before, counted from 0 also after `initialEpoch`. @default 1 */
  readonly epochs?: number;
  /** Part of the rows, at their end, to validate on when `validationData` is absent. @default 0.1 */
  readonly validationSplit?: number;
  /** Rows to validate on: `[x, y]`. */
  readonly validationData?: readonly [readonly Row[], readonly Row[]];
  /** Draws a new order of the rows for each epoch. `false` is what Synalinks does, whatever it is told. @default true */
  readonly shuffle?: boolean;
  /** 0-based epoch to begin with. @default 0 */
  readonly initialEpoch?: number;
  /** Batches an epoch; the next epoch goes on where this one ended. @default all */
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
  /** Forgets what an earlier `fit` learned and begins with the seeds, as Synalinks does. @default false */
  readonly continueFromSeeds?: boolean;
  /** Seeds both random streams. @default they go on where they are */
  readonly seed?: number;
  /** Path of a checkpoint to go on from: its program state, epoch, streams and history. */
  readonly resumeFrom?: string;
  /** Goes on although the program, the data or the settings are not what they were. @default false */
  readonly allowChanges?: boolean;
  /** Where `resumeFrom` is. @default the default store */
  readonly store?: CheckpointStore;
  /** Id of the run, for its checkpoints. @default a new one, or the one that is resumed */
  readonly run?: string;
}

/** @throws ArgumentError `bad-option` naming the option, what it is, and what it should be */
export function checkFitOptions(options: FitOptions): void {
  const {
    epochs = 1,
    batchSize = 1,
    validationBatchSize = 32,
    concurrency = 32,
    validationSplit = 0.1,
  } = options;
  checkCount('epochs', epochs);
  checkCount('batchSize', batchSize);
  checkCount('validationBatchSize', validationBatchSize);
  checkCount('concurrency', concurrency);
  if (options.stepsPerEpoch !== undefined) checkCount('stepsPerEpoch', options.stepsPerEpoch);
  if (options.validationSteps !== undefined) checkCount('validationSteps', options.validationSteps);
  if (!(validationSplit >= 0 && validationSplit < 1)) {
    throw badOption('validationSplit', validationSplit, 'a number from 0 up to, but not including, 1');
  }
}

function checkCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) throw badOption(name, value, 'a whole number from 1 up');
}

function badOption(name: string, value: number, expected: string): ArgumentError {
  return new ArgumentError(
    'bad-option',
    `Expected \`${name}\` to be ${expected}. Received: ${name}=${value}`,
    {
      details: { option: name, received: value },
    },
  );
}
