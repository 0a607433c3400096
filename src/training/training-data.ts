import type { NumpyRandom } from '../python/numpy-random.ts';
import type { Sample } from './samples.ts';

/** Where in its data a run is. */
export interface DataPosition {
  /** The order of the rows in the epoch at hand; null when there is none to remember. */
  readonly order: readonly number[] | null;
  /** With `stepsPerEpoch`: how many batches of this pass over the data came before the epoch at hand. */
  readonly offset: number;
  /** Batches of the epoch at hand that are done. */
  readonly batch: number;
}

/** The batches that a program is trained on, epoch by epoch. */
export interface TrainingData {
  /** Batches an epoch; null when nobody knows. */
  readonly steps: number | null;
  readonly order: readonly number[] | null;
  readonly offset: number;
  /** Makes ready for an epoch; false when there is nothing left to train on. */
  beginEpoch(numpy: NumpyRandom, signal?: AbortSignal): Promise<boolean>;
  /** A batch of the epoch by its 0-based number, asked for in order; null after the last one. */
  read(step: number, signal?: AbortSignal): Promise<readonly Sample[] | null>;
  endEpoch(): void;
  /** Goes to where a run was. @throws TrainingError `data-not-repeatable`, `run-changed` */
  resume(position: DataPosition, signal?: AbortSignal): Promise<void>;
  /** Lets go of the data; training is over. */
  close(): void;
}
