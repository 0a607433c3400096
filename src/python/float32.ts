/** How many values one block of a float32 sum holds at most; longer sums are split. */
const blockSize = 128;
/** How many partial sums run side by side in a block. */
const lanes = 8;

const { fround } = Math;

/**
 * Sums float32 values as NumPy does: in pairs of halves, so that rounding errors stay small, each step rounded to
 * float32. Up to 7 values one after the other; up to 128 in eight interleaved partial sums; more by halves.
 *
 * Shapes: (n) → scalar; 0 for no values. Source: NumPy, `pairwise_sum`.
 */
export function sumFloat32(values: ArrayLike<number>): number {
  // Adding 0 makes a negative zero positive, as in NumPy.
  return pairwiseSum(Float32Array.from(values)) + 0;
}

/** The mean of float32 values: their sum as {@link sumFloat32}, divided by their number in float32; NaN for no values. */
export function meanFloat32(values: ArrayLike<number>): number {
  return fround(sumFloat32(values) / values.length);
}

/**
 * Turns rewards into float32 probabilities: `exp((r - max) / temperature)`, divided by the sum.
 *
 * Shapes: (n) → (n). Differs from Synalinks: by a unit or two in the last place, since NumPy's float32 exponential
 * does so between processors; this one is the same everywhere.
 */
export function softmaxFloat32(rewards: ArrayLike<number>, temperature: number): Float32Array {
  const scaled = Float32Array.from(rewards, (reward) => fround(fround(reward) / fround(temperature)));
  const largest = scaled.reduce((max, value) => Math.max(max, value), -Infinity);
  const powers = scaled.map((value) => Math.exp(fround(value - largest)));
  const total = pairwiseSum(powers);
  return powers.map((power) => power / total);
}

function pairwiseSum(values: Float32Array): number {
  if (values.length < lanes) return values.reduce((sum, value) => fround(sum + value), 0);
  if (values.length <= blockSize) return blockSum(values);
  const half = Math.floor(values.length / 2);
  const split = half - (half % lanes);
  return fround(pairwiseSum(values.subarray(0, split)) + pairwiseSum(values.subarray(split)));
}

function blockSum(values: Float32Array): number {
  const partial = values.slice(0, lanes);
  const whole = values.length - (values.length % lanes);
  for (let index = lanes; index < whole; index += 1) {
    partial[index % lanes] = at(partial, index % lanes) + at(values, index);
  }
  let sum = fround(
    fround(pairOf(partial, 0) + pairOf(partial, 2)) + fround(pairOf(partial, 4) + pairOf(partial, 6)),
  );
  for (let index = whole; index < values.length; index += 1) sum = fround(sum + at(values, index));
  return sum;
}

function pairOf(values: Float32Array, index: number): number {
  return fround(at(values, index) + at(values, index + 1));
}

function at(values: Float32Array, index: number): number {
  return values[index] ?? 0;
}
