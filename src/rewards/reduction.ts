import { ArgumentError } from '../base/errors.ts';
import { meanFloat32, sumFloat32 } from '../python/float32.ts';

/** How the rewards of a batch become one number; `'none'` and null count as `'mean'` wherever one number is needed. */
export type Reduction = 'sum' | 'mean' | 'min' | 'max' | 'none' | null;

const REDUCTIONS: ReadonlySet<unknown> = new Set(['mean', 'sum', 'min', 'max', 'none', null]);

/** @throws {ArgumentError} `bad-reduction` */
export function checkReduction(reduction: unknown): asserts reduction is Reduction {
  if (REDUCTIONS.has(reduction)) return;
  throw new ArgumentError(
    'bad-reduction',
    'Invalid value for argument `reduction`. Expected one of mean, sum, min, max, none, null. ' +
      `Received: reduction=${String(reduction)}`,
    { details: { path: 'reduction' } },
  );
}

/**
 * Reduces the rewards of a batch to one number; no rewards give 0.
 *
 * Computed in float32, sums pairwise, as NumPy does. Follows `synalinks.rewards.reduce_rewards`.
 *
 * @example reduceRewards([1, 0, 1], 'mean'); // 0.6666666865348816
 */
export function reduceRewards(rewards: readonly number[], reduction: Reduction): number {
  if (rewards.length === 0) return 0;
  switch (reduction) {
    case 'sum':
      return sumFloat32(rewards);
    case 'min':
      return Math.fround(rewards.reduce((a, b) => Math.min(a, b)));
    case 'max':
      return Math.fround(rewards.reduce((a, b) => Math.max(a, b)));
    default:
      return meanFloat32(rewards);
  }
}
