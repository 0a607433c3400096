import { TrainingError } from '../base/errors.ts';
import type { NumpyRandom } from '../python/numpy-random.ts';
import { BatchReader } from './batch-reader.ts';
import { isRepeatable, lengthOf } from './batch-source.ts';
import type { BatchSource } from './batch-source.ts';
import { warnOfEnd } from './out-of-data.ts';
import type { Ends, Sample } from './samples.ts';
import type { DataPosition, TrainingData } from './training-data.ts';

/**
 * Batches that a source makes as they are needed.
 *
 * An epoch is one pass over the source, or `stepsPerEpoch` batches, the next epoch going on where this one ended. A
 * pass that ends is followed by a new one; where the source gives none, training ends with a warning.
 */
export class SourceBatches implements TrainingData {
  offset = 0;
  /** A source's batches have no order but its own. */
  readonly order = null;
  readonly steps: number | null;
  readonly #source: BatchSource;
  readonly #stepsPerEpoch: number | undefined;
  readonly #reader: BatchReader;
  /** The first batch of the epoch at hand, read to know whether there is one. */
  #first: readonly Sample[] | null = null;
  #hasRead = false;
  #hasWarned = false;

  constructor(source: BatchSource, ends: Ends, stepsPerEpoch: number | undefined) {
    this.#source = source;
    this.#stepsPerEpoch = stepsPerEpoch;
    this.#reader = new BatchReader(source, ends);
    this.steps = stepsPerEpoch ?? lengthOf(source);
  }

  async beginEpoch(_numpy: NumpyRandom, signal?: AbortSignal): Promise<boolean> {
    this.offset = this.#reader.position;
    this.#first = await this.#reader.read(signal);
    if (this.#first === null && this.offset > 0) {
      this.offset = 0;
      this.#first = await this.#reader.read(signal);
    }
    if (this.#first !== null) this.#hasRead = true;
    else if (this.#hasRead) this.#warn();
    else throw noData(this.#source);
    return this.#first !== null;
  }

  async read(step: number, signal?: AbortSignal): Promise<readonly Sample[] | null> {
    if (this.#stepsPerEpoch !== undefined && step >= this.#stepsPerEpoch) return null;
    const first = this.#first;
    this.#first = null;
    const batch = first ?? (await this.#reader.read(signal));
    if (batch === null && this.#stepsPerEpoch !== undefined) this.#warn();
    return batch;
  }

  endEpoch(): void {
    this.offset = this.#reader.position;
  }

  /**
   * Reads up to where the run was, and throws away what it reads.
   *
   * @throws TrainingError `data-not-repeatable` when the source gives one pass only; `run-changed` when it ends before
   */
  async resume({ offset, batch }: DataPosition, signal?: AbortSignal): Promise<void> {
    if (!isRepeatable(this.#source)) throw notRepeatable();
    this.offset = offset;
    if (await this.#reader.skip(offset + batch, signal)) return;
    throw new TrainingError(
      'run-changed',
      `This run cannot go on as it was: it had trained on ${offset + batch} batches of this pass over its data, which now ` +
        'has fewer. Pass the data that it had.',
      { details: { changed: ['training data'] } },
    );
  }

  close(): void {
    this.#reader.close();
  }

  #warn(): void {
    if (!this.#hasWarned) warnOfEnd();
    this.#hasWarned = true;
  }
}

function noData(source: BatchSource): TrainingError {
  const hint = isRepeatable(source)
    ? 'Expected one batch at least, [x] or [x, y].'
    : 'What gives one pass only has nothing left when it was read before. Pass a function that makes it anew.';
  return new TrainingError('no-data', `The training data holds no batch. ${hint}`);
}

function notRepeatable(): TrainingError {
  return new TrainingError(
    'data-not-repeatable',
    'This run cannot go on: its data is an iterator, which gives one pass only, so nobody can bring it to where the ' +
      'run was. Pass the function that makes the iterator, and its batches are read up to there again.',
  );
}
