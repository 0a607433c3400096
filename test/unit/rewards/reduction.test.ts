import { describe, expect, it } from 'vitest';
import { reduceRewards } from '../../../src/rewards/reduction.ts';

describe('reduceRewards', () => {
  it('computes in float32', () => {
    expect(reduceRewards([1, 0, 1], 'mean')).toBe(Math.fround(2 / 3));
    expect(reduceRewards([0.1, 0.2, 0.3], 'sum')).toBe(0.6000000238418579);
    expect(reduceRewards([16777216, 1, 1], 'sum')).toBe(16777216);
  });

  it('takes the least and the greatest', () => {
    expect(reduceRewards([0.5, -1, 2], 'min')).toBe(-1);
    expect(reduceRewards([0.5, -1, 2], 'max')).toBe(2);
    expect(reduceRewards([0.1], 'max')).toBe(Math.fround(0.1));
  });

  it('averages where no reduction is asked for, since one number is needed', () => {
    expect(reduceRewards([1, 0], 'none')).toBe(0.5);
    expect(reduceRewards([1, 0], null)).toBe(0.5);
  });

  it.each(['sum', 'mean', 'min', 'max', 'none', null] as const)(
    'gives 0 for no rewards with %s',
    (reduction) => {
      expect(reduceRewards([], reduction)).toBe(0);
    },
  );
});
