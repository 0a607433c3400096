import { ArgumentError } from '../base/errors.ts';

/** The square roots of the spacing of floats at 1: NumPy's tolerance for a sum of probabilities. */
const doubleTolerance = Math.sqrt(2 ** -52);
const singleTolerance = Math.sqrt(2 ** -23);

/** Builds the error of a draw that NumPy refuses, in NumPy's own words, since a recorded run may show them. */
export function numpyRefusal(code: string, message: string, received: string | number): ArgumentError {
  return new ArgumentError(code, message, { details: { received } });
}

/** Refuses to draw from nothing, and numbers of items that are none. */
export function checkPopulation(count: number, size: number): void {
  const received = `${size} of ${count}`;
  if (!Number.isInteger(count) || !Number.isInteger(size)) {
    throw numpyRefusal('bad-choice', 'a and size must be integers', received);
  }
  if (size < 0) throw numpyRefusal('bad-choice', 'Negative dimensions are not allowed', received);
  if (count <= 0 && size > 0) {
    throw numpyRefusal('bad-choice', 'a must be greater than 0 unless no samples are taken', received);
  }
}

/** Refuses to draw more than there is. */
export function checkSampleSize(count: number, size: number): void {
  if (size <= count) return;
  const message = "Cannot take a larger sample than population when 'replace=False'";
  throw numpyRefusal('bad-choice', message, `${size} of ${count}`);
}

/** Refuses probabilities that are not one for each of `count`, or are none, or do not sum to 1. */
export function checkProbabilities(count: number, probabilities: Float32Array | readonly number[]): void {
  const given = Array.from(probabilities);
  const sum = kahanSum(given);
  const tolerance = probabilities instanceof Float32Array ? singleTolerance : doubleTolerance;
  const refuse = (message: string): ArgumentError =>
    numpyRefusal('bad-probabilities', message, given.join(', '));
  if (given.length !== count) throw refuse("'a' and 'p' must have same size");
  if (Number.isNaN(sum)) throw refuse('probabilities contain NaN');
  if (given.some((probability) => probability < 0)) throw refuse('probabilities are not non-negative');
  if (Math.abs(sum - 1) > tolerance) throw refuse('probabilities do not sum to 1');
}

/** Sums with what each addition lost carried into the next. */
function kahanSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const corrected = value - lost;
    const next = sum + corrected;
    lost = next - sum - corrected;
    sum = next;
  }
  return sum;
}
