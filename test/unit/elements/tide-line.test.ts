import { describe, expect, it } from 'vitest';
import { tideSteps } from '../../../src/elements/internal/tide-line.ts';
import { entryOf } from './entries.ts';

/** The steps of values that were logged one after the other. */
const stepsOf = (values: readonly (number | null)[], mode: 'min' | 'max'): ReturnType<typeof tideSteps> => {
  const entries = values.map((value) => entryOf('x', value === null ? {} : { logs: { val_reward: value } }));
  return tideSteps(entries.reverse(), { monitor: 'val_reward', mode });
};

describe('the tide line', () => {
  it('rises where the best does, and only there', () => {
    expect(stepsOf([1, 3, 2, 5], 'max')).toEqual([
      { along: 0, level: 0 },
      { along: 0.25, level: 0.5 },
      { along: 0.75, level: 1 },
    ]);
  });

  it('rises where the lowest falls, when that is the best, and leaves out what is no number', () => {
    expect(stepsOf([4, Number.NaN, null, Infinity, 2], 'min')).toEqual([
      { along: 0, level: 0 },
      { along: 0.8, level: 1 },
    ]);
  });

  it('is flat before there is anything', () => {
    expect(stepsOf([], 'max')).toEqual([]);
  });
});
