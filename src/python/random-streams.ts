import { FormatError } from '../base/errors.ts';
import { isJsonObject, jsonObject } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
import { NumpyRandom } from './numpy-random.ts';
import { defaultSeed, PythonRandom } from './python-random.ts';

/**
 * The two random streams from which training draws; they are independent of each other. Both are seeded with 123 at
 * first, as when Synalinks is imported.
 *
 * @example
 * const streams = new RandomStreams();
 * streams.seed(7);
 * const state = streams.getState(); // to be kept with a checkpoint
 */
export class RandomStreams {
  readonly python: PythonRandom;
  readonly numpy: NumpyRandom;

  /** @default seed 123 */
  constructor(seed: number | bigint = defaultSeed) {
    this.python = new PythonRandom(seed);
    this.numpy = new NumpyRandom(seed);
  }

  /**
   * Begins both anew.
   *
   * @throws {ArgumentError} `bad-seed`, unless the seed is an integer from 0 up to 2³² - 1; both are then as before
   */
  seed(seed: number | bigint): void {
    this.numpy.seed(seed);
    this.python.seed(seed);
  }

  /** The places in both streams, in about 7 kB. */
  getState(): JsonValue {
    return jsonObject(['python', this.python.getState()], ['numpy', this.numpy.getState()]);
  }

  /**
   * Goes on where the state was taken.
   *
   * @throws {FormatError} `bad-random-state`; both streams are then as before
   */
  setState(state: JsonValue): void {
    if (!isJsonObject(state)) {
      throw new FormatError(
        'bad-random-state',
        'This is not the state of the random streams. Expected what getState() gave. Seed the streams instead, or read the state again.',
      );
    }
    const before = this.python.getState();
    this.python.setState(state.get('python') ?? null);
    try {
      this.numpy.setState(state.get('numpy') ?? null);
    } catch (error) {
      this.python.setState(before);
      throw error;
    }
  }
}
