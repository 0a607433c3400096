import { describe, expect, it } from 'vitest';
import type { Ranking } from '../../../src/elements/internal/checkpoint-words.ts';
import { metricsOf } from '../../../src/elements/training-chart/chart-metrics.ts';
import { bestRow, chartTable } from '../../../src/elements/training-chart/chart-table.ts';
import type { ChartData, ChartTable } from '../../../src/elements/training-chart/chart-table.ts';
import {
  allEpochs,
  panTo,
  zoomIn,
  zoomOut,
  zoomTo,
} from '../../../src/elements/training-chart/chart-zoom.ts';
import { groupRuns } from '../../../src/elements/training-chart/stored-runs.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';

/** The table of one run alone. */
function tableOf(
  own: ChartData['history'],
  untrained: ChartData['untrained'],
  names: readonly string[],
  ranking: Ranking,
): ChartTable {
  return chartTable({ history: own, untrained, others: [] }, names, ranking, ranking.monitor);
}

const ranking = { monitor: 'val_reward', mode: 'max' } as const;
const history = {
  epoch: [0, 1, 2, 3],
  history: { reward: [0.5, 0.6, 0.7, 0.8], val_reward: [0.4, 0.6, 0.5, 0.6] },
};

describe('the table of a chart', () => {
  it('puts the untrained program at 0 and counts epochs from 1', () => {
    const table = tableOf(history, { val_reward: 0.3 }, ['reward', 'val_reward'], ranking);
    expect(table.epochs).toEqual([0, 1, 2, 3, 4]);
    expect(table.metrics).toEqual([
      [null, 0.5, 0.6, 0.7, 0.8],
      [0.3, 0.4, 0.6, 0.5, 0.6],
    ]);
  });

  it('draws the tide over what was trained alone, rising only to what is better', () => {
    const table = tableOf(history, { val_reward: 0.9 }, [], ranking);
    expect(table.tide).toEqual([null, 0.4, 0.6, 0.6, 0.6]);
    expect(bestRow(table)).toBe(2);
  });

  it('falls where lower is better', () => {
    const table = tableOf(history, null, [], { monitor: 'reward', mode: 'min' });
    expect(table.tide).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('leaves out what is not a number, and what was not logged', () => {
    const odd = { epoch: [0, 1, 2], history: { val_reward: [Number.NaN, [0.1, 0.2], 0.3] } };
    const table = tableOf(odd, null, ['val_reward', 'constructor'], ranking);
    expect(table.metrics).toEqual([
      [null, null, 0.3],
      [null, null, null],
    ]);
    expect(table.tide).toEqual([null, null, 0.3]);
  });

  it('is empty before anything is known', () => {
    const table = tableOf(null, null, ['reward'], ranking);
    expect(table).toEqual({ epochs: [], metrics: [[]], tide: [], others: [], lastRow: -1 });
    expect(bestRow(table)).toBe(-1);
  });
});

describe('other runs in the table', () => {
  it('have a row for each epoch that any run has, and gaps elsewhere', () => {
    const other = { name: 'b', history: { epoch: [1, 4], history: { val_reward: [0.2, 0.9] } } };
    const data = { history, untrained: null, others: [other] };
    const table = chartTable(data, ['val_reward'], ranking, 'val_reward');
    expect(table.epochs).toEqual([1, 2, 3, 4, 5]);
    expect(table.metrics).toEqual([[0.4, 0.6, 0.5, 0.6, null]]);
    expect(table.others).toEqual([[null, 0.2, null, null, 0.9]]);
    expect(table.tide).toEqual([0.4, 0.6, 0.6, 0.6, null]);
    expect(table.lastRow).toBe(3);
  });

  it('are put together from what checkpoints logged, the newest of an epoch', async () => {
    const store = new MemoryCheckpointStore();
    const save = (run: string, path: string, epoch: number, reward: number): Promise<unknown> =>
      store.save(path, '{}', { run, epoch, logs: { reward } });
    await save('one', 'a.json', 1, 0.2);
    await save('two', 'b.json', 0, 0.5);
    await save('one', 'c.json', 0, 0.1);
    await save('one', 'd.json', 1, 0.3);
    await save('', 'e.json', 0, 0.9);
    await store.save('f.json', '{}', { run: 'three', epoch: 0 });
    const runs = groupRuns((await store.list()).entries);
    expect(runs.map(({ id, history }) => ({ id, ...history }))).toEqual([
      { id: 'one', epoch: [0, 1], history: { reward: [0.1, 0.3] } },
      { id: 'two', epoch: [0], history: { reward: [0.5] } },
    ]);
  });
});

describe('the metrics of a chart', () => {
  it('are what was logged as numbers, training and validation together', () => {
    const logged = {
      epoch: [0],
      history: { val_f1: [0.5], reward: [0.4], per_class: [[1, 2]], val_reward: [0.3], f1: [0.6], lr: [1] },
    };
    expect(metricsOf({ history: logged, untrained: null, others: [] })).toEqual([
      { name: 'f1', logs: ['f1', 'val_f1'] },
      { name: 'reward', logs: ['reward', 'val_reward'] },
      { name: 'lr', logs: ['lr'] },
    ]);
  });
});

describe('the zoom of a chart', () => {
  const all = { from: 0, to: 40 };

  it('gives room for what is to come, in steps', () => {
    expect(allEpochs([0, 1], 200)).toEqual({ from: 0, to: 25 });
    expect(allEpochs([1, 2, 26], 200)).toEqual({ from: 1, to: 50 });
    expect(allEpochs([1, 2, 3], 5)).toEqual({ from: 1, to: 5 });
    expect(allEpochs([1, 2, 3], 0)).toEqual({ from: 1, to: 3 });
  });

  it('halves and doubles, and never leaves what there is', () => {
    expect(zoomIn(all, 10)).toEqual({ from: 0, to: 20 });
    expect(zoomIn(all, 39)).toEqual({ from: 20, to: 40 });
    expect(zoomIn({ from: 4, to: 6 }, 5)).toEqual({ from: 4, to: 6 });
    expect(zoomOut({ from: 30, to: 40 }, all)).toEqual({ from: 20, to: 40 });
    expect(zoomOut({ from: 0, to: 20 }, all)).toBeNull();
  });

  it('takes any stretch, but none too short to see', () => {
    expect(zoomTo({ from: 10, to: 12.5 }, all)).toEqual({ from: 10, to: 12.5 });
    expect(zoomTo({ from: 10, to: 10.5 }, all)).toEqual({ from: 9.25, to: 11.25 });
    expect(zoomTo({ from: -5, to: 90 }, all)).toBeNull();
  });

  it('follows an epoch that is looked at', () => {
    const shown = { from: 10, to: 20 };
    expect(panTo(15, shown)).toBe(shown);
    expect(panTo(22, shown)).toEqual({ from: 12, to: 22 });
    expect(panTo(7, shown)).toEqual({ from: 7, to: 17 });
  });
});
