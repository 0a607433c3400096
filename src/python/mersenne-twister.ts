import { FormatError } from '../base/errors.ts';
import type { JsonValue } from './json-value.ts';

const size = 624;
const offset = 397;
const bytesPerWord = 4;

/**
 * The generator MT19937 of Matsumoto and Nishimura, on which both of Python's random streams rest.
 *
 * Two streams that are given the same seed in different ways draw different numbers.
 */
export class MersenneTwister {
  private readonly words = new Uint32Array(size);
  /** Words drawn since they were last renewed. */
  private position = size;

  /** Begins anew from one 32-bit number: the original's `init_genrand`. */
  seedWithNumber(seed: number): void {
    let word = seed >>> 0;
    this.words[0] = word;
    for (let i = 1; i < size; i += 1) {
      word = (Math.imul(1_812_433_253, word ^ (word >>> 30)) + i) >>> 0;
      this.words[i] = word;
    }
    this.position = size;
  }

  /** Begins anew from 32-bit numbers, one at least: the original's `init_by_array`. */
  seedWithArray(key: readonly number[]): void {
    this.seedWithNumber(19_650_218);
    let at = 1;
    for (let round = 0; round < Math.max(size, key.length); round += 1) {
      const index = round % key.length;
      this.words[at] = this.mixed(at, 1_664_525) + (key[index] ?? 0) + index;
      at = this.following(at);
    }
    for (let round = 0; round < size - 1; round += 1) {
      this.words[at] = this.mixed(at, 1_566_083_941) - at;
      at = this.following(at);
    }
    this.words[0] = 0x80000000;
  }

  /** Draws an integer from 0 up to 2³² - 1. */
  nextUint32(): number {
    if (this.position === size) this.renew();
    let word = this.word(this.position);
    this.position += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** Draws a float from 0 up to, not including, 1, of 53 random bits; takes two words. */
  nextDouble(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Draws an integer from 0 up to and including `max` (below 2³²); takes as many words as needed, and none for 0. */
  nextUpTo(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    let drawn = (this.nextUint32() & mask) >>> 0;
    while (drawn > max) drawn = (this.nextUint32() & mask) >>> 0;
    return drawn;
  }

  /** The whole state in one string: the words and the position, little-endian, in base64. */
  getState(): JsonValue {
    const bytes = new DataView(new ArrayBuffer((size + 1) * bytesPerWord));
    this.words.forEach((word, index) => bytes.setUint32(index * bytesPerWord, word, true));
    bytes.setUint32(size * bytesPerWord, this.position, true);
    return btoa(String.fromCharCode(...new Uint8Array(bytes.buffer)));
  }

  /**
   * Goes on where the state was taken.
   *
   * @throws {FormatError} `bad-random-state`; the generator is then as before
   */
  setState(state: JsonValue): void {
    const bytes = decode(state);
    const position = bytes?.getUint32(size * bytesPerWord, true);
    if (bytes === undefined || position === undefined || position > size) throw badState(state);
    for (let index = 0; index < size; index += 1) {
      this.words[index] = bytes.getUint32(index * bytesPerWord, true);
    }
    this.position = position;
  }

  private word(index: number): number {
    return this.words[index] ?? 0;
  }

  private mixed(at: number, factor: number): number {
    const previous = this.word(at - 1);
    return (this.word(at) ^ Math.imul(previous ^ (previous >>> 30), factor)) >>> 0;
  }

  /** The next place while seeding: the first word only carries the last one over. */
  private following(at: number): number {
    if (at + 1 < size) return at + 1;
    this.words[0] = this.word(size - 1);
    return 1;
  }

  private renew(): void {
    for (let index = 0; index < size; index += 1) {
      const joined = (this.word(index) & 0x80000000) | (this.word((index + 1) % size) & 0x7fffffff);
      const twist = joined & 1 ? 0x9908b0df : 0;
      this.words[index] = this.word((index + offset) % size) ^ (joined >>> 1) ^ twist;
    }
    this.position = 0;
  }
}

function decode(state: JsonValue): DataView | undefined {
  if (typeof state !== 'string') return undefined;
  try {
    const bytes = Uint8Array.from(atob(state), (character) => character.charCodeAt(0));
    return bytes.length === (size + 1) * bytesPerWord ? new DataView(bytes.buffer) : undefined;
  } catch {
    return undefined;
  }
}

function badState(state: JsonValue): FormatError {
  const received =
    typeof state === 'string' ? `text of ${state.length} characters` : `a value of type ${typeof state}`;
  return new FormatError(
    'bad-random-state',
    `This is not the state of a random stream: received ${received}. Expected what getState() gave. ` +
      'Seed the stream instead, or read the state again.',
  );
}
