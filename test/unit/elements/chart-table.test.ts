import { describe, expect, it } from 'vitest';
import { tideSteps } from '../../../src/elements/internal/tide-line.ts';
import { bestRow, chartTable } from '../../../src/elements/training-chart/chart-table.ts';

const ranking = { monitor: 'val_reward', mode: 'max' } as const;
const history = {
  epoch: [0, 1, 2, 3],
  history: { reward: [0.5, 0.6, 0.7, 0.8], val_reward: [0.4, 0.6, 0.5, 0.6] },
};

describe('the table of a chart', () => {
  it('puts the untrained program at 0 and counts epochs from 1', () => {
    const table = chartTable(history, { val_reward: 0.3 }, ['reward', 'val_reward'], ranking);
    expect(table.epochs).toEqual([0, 1, 2, 3, 4]);
    expect(table.metrics).toEqual([
      [null, 0.5, 0.6, 0.7, 0.8],
      [0.3, 0.4, 0.6, 0.5, 0.6],
    ]);
  });

  it('draws the tide over what was trained alone, rising only to what is better', () => {
    const table = chartTable(history, { val_reward: 0.9 }, [], ranking);
    expect(table.tide).toEqual([null, 0.4, 0.6, 0.6, 0.6]);
    expect(bestRow(table)).toBe(2);
  });

  it('falls where lower is better', () => {
    const table = chartTable(history, null, [], { monitor: 'reward', mode: 'min' });
    expect(table.tide).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('leaves out what is not a number, and what was not logged', () => {
    const odd = { epoch: [0, 1, 2], history: { val_reward: [Number.NaN, [0.1, 0.2], 0.3] } };
    const table = chartTable(odd, null, ['val_reward', 'constructor'], ranking);
    expect(table.metrics).toEqual([
      [null, null, 0.3],
      [null, null, null],
    ]);
    expect(table.tide).toEqual([null, null, 0.3]);
  });

  it('is empty before anything is known', () => {
    const table = chartTable(null, null, ['reward'], ranking);
    expect(table).toEqual({ epochs: [], metrics: [[]], tide: [] });
    expect(bestRow(table)).toBe(-1);
  });
});

describe('the tide line', () => {
  it('steps where the best so far rises, between the first level and the best', () => {
    expect(tideSteps([1, 3, 2, 5], 'max')).toEqual([
      { along: 0, level: 0 },
      { along: 0.25, level: 0.5 },
      { along: 0.75, level: 1 },
    ]);
  });

  it('rises to lower values where those are better, and never to NaN', () => {
    expect(tideSteps([4, Number.NaN, 2, 3], 'min')).toEqual([
      { along: 0, level: 0 },
      { along: 0.5, level: 1 },
    ]);
    expect(tideSteps([], 'max')).toEqual([]);
  });
});
