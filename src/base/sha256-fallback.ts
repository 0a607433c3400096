/** The first 32 bits of the fractional parts of a root of the first primes: where SHA-2 takes its constants from. */
function rootFractions(count: number, root: (prime: number) => number): Uint32Array {
  const fractions: number[] = [];
  for (let candidate = 2; fractions.length < count; candidate += 1) {
    if (isPrime(candidate)) fractions.push((root(candidate) % 1) * 2 ** 32);
  }
  return Uint32Array.from(fractions);
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) {
    if (candidate % divisor === 0) return false;
  }
  return true;
}

const initialState = rootFractions(8, Math.sqrt);
const roundConstants = rootFractions(64, Math.cbrt);

const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/**
 * Computes SHA-256 (FIPS 180-4) of some bytes, in plain code: for contexts without `crypto.subtle`.
 *
 * Blocks the thread for about 10 ms per megabyte.
 */
export function sha256Fallback(message: Uint8Array): Uint8Array {
  const state = Int32Array.from(initialState);
  const schedule = new Int32Array(64);
  const padded = pad(message);
  for (let offset = 0; offset < padded.byteLength; offset += 64) compress(state, schedule, padded, offset);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => digest.setInt32(index * 4, word));
  return new Uint8Array(digest.buffer);
}

/** The message, a one bit, zeros up to a whole block, and the message's length in bits as 64 bits. */
function pad(message: Uint8Array): DataView {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(message.length) * 8n);
  return view;
}

function compress(state: Int32Array, schedule: Int32Array, block: DataView, offset: number): void {
  expand(schedule, block, offset);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let round = 0; round < 64; round += 1) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + (roundConstants[round] ?? 0) + (schedule[round] ?? 0)) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + sum0 + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
}

/** Spreads the 16 words of a block over 64. */
function expand(schedule: Int32Array, block: DataView, offset: number): void {
  for (let word = 0; word < 16; word += 1) schedule[word] = block.getInt32(offset + word * 4);
  for (let word = 16; word < 64; word += 1) {
    const early = schedule[word - 15] ?? 0;
    const late = schedule[word - 2] ?? 0;
    const sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[word] = (schedule[word - 16] ?? 0) + sigma0 + (schedule[word - 7] ?? 0) + sigma1;
  }
}
