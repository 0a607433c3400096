import type { JsonValue } from './json-value.ts';
import { MersenneTwister } from './mersenne-twister.ts';
import { defaultSeed } from './python-random.ts';
import { checkPopulation, checkSampleSize, numpyRefusal } from './sample-checks.ts';
import { weightedChoice } from './weighted-choice.ts';

/**
 * The legacy stream of NumPy, `np.random`: equal seeds give equal draws.
 *
 * Refusals carry NumPy's own words as their message, since a recorded run may show them.
 *
 * @example
 * const random = new NumpyRandom(123);
 * random.choice(10, 4); // [4, 0, 7, 5]
 */
export class NumpyRandom {
  private readonly generator = new MersenneTwister();

  /** @default seed 123 */
  constructor(seed: number | bigint = defaultSeed) {
    this.seed(seed);
  }

  /**
   * Begins anew, as `np.random.seed(seed)`.
   *
   * @throws {ArgumentError} `bad-seed`, unless the seed is an integer from 0 up to 2³² - 1
   */
  seed(seed: number | bigint): void {
    if (typeof seed === 'number' && !Number.isInteger(seed))
      throw numpyRefusal('bad-seed', 'Seed must be an integer', seed);
    if (seed < 0 || seed > 0xffffffff)
      throw numpyRefusal('bad-seed', 'Seed must be between 0 and 2**32 - 1', String(seed));
    this.generator.seedWithNumber(Number(seed));
  }

  /** Draws an integer from 0 up to 2³² - 1. */
  nextUint32(): number {
    return this.generator.nextUint32();
  }

  /** Draws a float from 0 up to, not including, 1. */
  random(): number {
    return this.generator.nextDouble();
  }

  /**
   * Draws an integer from `low` up to, not including, `high`; a range of one integer draws nothing from the stream.
   *
   * @throws {ArgumentError} `bad-range`, for an empty range or one of more than 2³² integers
   */
  randint(low: number, high: number): number {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high - low > 2 ** 32) {
      throw numpyRefusal(
        'bad-range',
        'low and high must be integers, at most 2**32 apart',
        `${low}, ${high}`,
      );
    }
    if (low >= high) throw numpyRefusal('bad-range', 'low >= high', `${low}, ${high}`);
    return low + this.generator.nextUpTo(high - 1 - low);
  }

  /** Draws an order of the integers from 0 up to, not including, `count`. */
  permutation(count: number): number[] {
    const order = Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last -= 1) {
      const other = this.generator.nextUpTo(last);
      const moved = order[last] ?? 0;
      order[last] = order[other] ?? 0;
      order[other] = moved;
    }
    return order;
  }

  /**
   * Draws `size` different integers from 0 up to, not including, `count`, each as likely as the others.
   *
   * @throws {ArgumentError} `bad-choice`, if there are fewer than `size`
   */
  choice(count: number, size: number): number[] {
    checkPopulation(count, size);
    checkSampleSize(count, size);
    return this.permutation(count).slice(0, size);
  }

  /**
   * Draws `size` different integers from 0 up to, not including, `count`, by their probabilities, in the order drawn.
   *
   * The probabilities must sum to 1: within 3.5e-4 in a `Float32Array`, within 1.5e-8 in a list, as in NumPy.
   *
   * @throws {ArgumentError} `bad-choice`, if fewer than `size` are possible; `bad-probabilities`
   */
  weightedChoice(count: number, size: number, probabilities: Float32Array | readonly number[]): number[] {
    return weightedChoice(this.generator, count, size, probabilities);
  }

  /** The place in the stream, to go on from later. */
  getState(): JsonValue {
    return this.generator.getState();
  }

  /**
   * Goes on where the state was taken.
   *
   * @throws {FormatError} `bad-random-state`
   */
  setState(state: JsonValue): void {
    this.generator.setState(state);
  }
}
