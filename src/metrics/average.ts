import { ArgumentError } from '../base/errors.ts';
import { meanFloat32, sumFloat32 } from '../python/float32.ts';
import { EPSILON } from './formulas.ts';

/**
 * How the scores of several fields become one: `'micro'` adds the counts of all fields before it divides, `'macro'`
 * averages the scores, `'weighted'` weighs them by how much there was to find, null keeps one score a field.
 */
export type Average = 'micro' | 'macro' | 'weighted' | null;

const AVERAGES: ReadonlySet<unknown> = new Set([null, 'micro', 'macro', 'weighted']);

/** @throws {ArgumentError} `bad-average` */
export function checkAverage(average: unknown): asserts average is Average {
  if (AVERAGES.has(average)) return;
  throw new ArgumentError(
    'bad-average',
    "Invalid `average` argument value. Expected one of: [None, 'micro', 'macro', 'weighted']. " +
      `Received: average=${String(average)}`,
    { details: { path: 'average' } },
  );
}

/** Averages scores in float32. @returns NaN for the macro average of no fields, as NumPy has it. */
export function averageScores(
  scores: readonly number[],
  weights: readonly number[],
  average: Average,
): readonly number[] {
  if (average === null) return scores;
  if (average !== 'weighted') return [meanFloat32(scores)];
  const divisor = Math.fround(Math.fround(weights.reduce((sum, weight) => sum + weight, 0)) + EPSILON);
  const shares = weights.map((weight) => Math.fround(Math.fround(weight) / divisor));
  return [sumFloat32(scores.map((score, row) => Math.fround(score * (shares[row] ?? 0))))];
}
