import type { MersenneTwister } from './mersenne-twister.ts';
import { checkPopulation, checkProbabilities, checkSampleSize, numpyRefusal } from './sample-checks.ts';

/**
 * Draws `size` different indexes by their probabilities, in the order drawn, as NumPy's `choice(count, size,
 * replace=False, p=probabilities)`: draws as many floats as are still missing, drops repetitions, and draws again.
 *
 * @throws {ArgumentError} `bad-choice`, `bad-probabilities`
 */
export function weightedChoice(
  generator: MersenneTwister,
  count: number,
  size: number,
  probabilities: Float32Array | readonly number[],
): number[] {
  checkPopulation(count, size);
  checkProbabilities(count, probabilities);
  checkSampleSize(count, size);
  const left = Array.from(probabilities);
  if (left.filter((probability) => probability > 0).length < size) {
    throw numpyRefusal('bad-choice', 'Fewer non-zero entries in p than size', size);
  }
  const found = new Set<number>();
  while (found.size < size) {
    const drawn = Array.from({ length: size - found.size }, () => generator.nextDouble());
    for (const index of found) left[index] = 0;
    const bounds = cumulativeShares(left);
    for (const position of drawn) found.add(firstAbove(bounds, position));
  }
  return [...found];
}

/** For each index, the share of the sum that it and those before it hold. */
function cumulativeShares(probabilities: readonly number[]): Float64Array {
  const shares = new Float64Array(probabilities.length);
  let sum = 0;
  for (const [index, probability] of probabilities.entries()) {
    sum += probability;
    shares[index] = sum;
  }
  return shares.map((share) => share / sum);
}

/** The first index whose bound is above a position; the bounds ascend. */
function firstAbove(bounds: Float64Array, position: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] ?? 1) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
