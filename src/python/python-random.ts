import { ArgumentError } from '../base/errors.ts';
import type { JsonValue } from './json-value.ts';
import { MersenneTwister } from './mersenne-twister.ts';

/** The seed of both streams when Synalinks is imported. */
export const defaultSeed = 123;

/**
 * The stream of Python's module `random`: equal seeds give equal draws.
 *
 * @example
 * const random = new PythonRandom(0);
 * random.random(); // 0.8444218515250481
 * random.choiceIndex(5); // 3
 */
export class PythonRandom {
  private readonly generator = new MersenneTwister();

  /** @default seed 123 */
  constructor(seed: number | bigint = defaultSeed) {
    this.seed(seed);
  }

  /**
   * Begins anew, as `random.seed(seed)`. Every integer will do; its sign does not count.
   *
   * @throws {ArgumentError} `bad-seed`, for a number that is not a safe integer
   */
  seed(seed: number | bigint): void {
    this.generator.seedWithArray(toWords(seed));
  }

  /** Draws an integer from 0 up to 2³² - 1, as `random.getrandbits(32)`. */
  nextUint32(): number {
    return this.generator.nextUint32();
  }

  /** Draws a float from 0 up to, not including, 1. */
  random(): number {
    return this.generator.nextDouble();
  }

  /**
   * Draws the index that `random.choice` would draw for a sequence of `count`.
   *
   * @throws {ArgumentError} `empty-choice`, unless `count` is an integer from 1 up to 2³² - 1
   */
  choiceIndex(count: number): number {
    if (!Number.isInteger(count) || count < 1 || count > 0xffffffff) throw emptyChoice(count);
    const unused = Math.clz32(count);
    let index = this.generator.nextUint32() >>> unused;
    while (index >= count) index = this.generator.nextUint32() >>> unused;
    return index;
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

/** The seed's magnitude in 32-bit words, the lowest first. */
function toWords(seed: number | bigint): number[] {
  if (typeof seed === 'number' && !Number.isSafeInteger(seed)) {
    throw new ArgumentError(
      'bad-seed',
      `A seed must be an integer: received ${seed}. Expected a safe integer or a bigint. Round it, or write it as a bigint.`,
    );
  }
  let rest = BigInt(seed);
  if (rest < 0n) rest = -rest;
  const words: number[] = [];
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return words;
}

function emptyChoice(count: number): ArgumentError {
  return new ArgumentError(
    'empty-choice',
    `Cannot choose from ${count} items. Expected 1 or more, and fewer than 2^32. Check that the list is not empty first.`,
    { details: { count } },
  );
}
