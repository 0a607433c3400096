import type { NumpyRandom } from '../python/numpy-random.ts';
import type { FitOptions } from './fit-options.ts';
import { warnOfEnd } from './out-of-data.ts';
import type { Sample } from './samples.ts';
import type { DataPosition, TrainingData } from './training-data.ts';

/** Batches of samples that are all there, in a new order each epoch or in their own. */
export class RowBatches implements TrainingData {
  /** With `stepsPerEpoch`: where in the order the epoch at hand began, in batches. */
  offset = 0;
  order: readonly number[];
  readonly #samples: readonly Sample[];
  readonly #batchSize: number;
  readonly #isShuffled: boolean;
  readonly #count: number;
  readonly #stepsPerEpoch: number | undefined;
  #hasWarned = false;

  constructor(
    samples: readonly Sample[],
    {
      batchSize = 1,
      shuffle = true,
      stepsPerEpoch,
    }: Pick<FitOptions, 'batchSize' | 'shuffle' | 'stepsPerEpoch'>,
  ) {
    this.#samples = samples;
    this.#batchSize = batchSize;
    this.#isShuffled = shuffle;
    this.#count = Math.ceil(samples.length / batchSize);
    this.#stepsPerEpoch = stepsPerEpoch;
    this.order = samples.map((_, index) => index);
  }

  get steps(): number {
    return this.#stepsPerEpoch ?? this.#count;
  }

  beginEpoch(numpy: NumpyRandom): Promise<boolean> {
    if (this.offset === 0 && this.#isShuffled) this.order = numpy.permutation(this.#samples.length);
    return Promise.resolve(true);
  }

  read(step: number): Promise<readonly Sample[] | null> {
    if (step >= this.steps) return Promise.resolve(null);
    const start = (this.offset + step) * this.#batchSize;
    const batch = this.order
      .slice(start, start + this.#batchSize)
      .map((index) => this.#samples[index])
      .filter((sample) => sample !== undefined);
    if (batch.length > 0) return Promise.resolve(batch);
    if (!this.#hasWarned) warnOfEnd();
    this.#hasWarned = true;
    return Promise.resolve(null);
  }

  endEpoch(): void {
    const end = this.offset + this.steps;
    this.offset = end < this.#count ? end : 0;
  }

  resume({ order, offset }: DataPosition): Promise<void> {
    if (order) this.order = withRows(order, this.#samples.length);
    this.offset = offset;
    return Promise.resolve();
  }

  close(): void {}
}

/**
 * An order as far as there are such rows; the others stand at its end, so that a run that goes on with more rows than
 * it had trains on them in this epoch already.
 */
function withRows(order: readonly number[], count: number): readonly number[] {
  const kept = new Set(order.filter((index) => index < count));
  const others = Array.from({ length: count }, (_, index) => index).filter((index) => !kept.has(index));
  return [...kept, ...others];
}
