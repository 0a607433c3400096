import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  bestSave,
  noHistory,
  recallRun,
  rememberRun,
  withEpoch,
  withEpochs,
} from '../../../src/demo/run-record.ts';
import type { RunRecord } from '../../../src/demo/run-record.ts';
import { defaultSettings } from '../../../src/demo/settings.ts';

function keep(text: string | null): Map<string, string> {
  const kept = new Map<string, string>(text === null ? [] : [['tidemark-demo.last-run', text]]);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  return kept;
}

const record: RunRecord = {
  version: 2,
  run: 'a',
  settings: defaultSettings,
  status: 'stopped',
  epochs: 10,
  untrained: 0.3,
  history: { epoch: [0, 1], history: { reward: [0.5, 0.6], val_reward: [0.4, 0.7] } },
  saves: [
    { epoch: 0, path: 'runs/01.json', value: 0.4 },
    { epoch: 1, path: 'runs/02.json', value: 0.7 },
  ],
  test: null,
  problem: null,
  changedMs: 1_700_000_000_000,
};

describe('the last run', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is recalled as it was remembered', () => {
    keep(null);
    rememberRun(record);
    expect(recallRun()).toEqual(record);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{"version": 1'],
    ['another shape', '[1, 2]'],
    ['another version', JSON.stringify({ ...record, version: 1 })],
    ['a history that is none', JSON.stringify({ ...record, history: { epoch: [0.5], history: {} } })],
    ['a save without a path', JSON.stringify({ ...record, saves: [{ epoch: 0, value: 1 }] })],
    ['a run without an id', JSON.stringify({ ...record, run: undefined })],
    ['an unknown status', JSON.stringify({ ...record, status: 'sleeping' })],
  ])('is no run when %s is kept', (_, text) => {
    keep(text);
    expect(recallRun()).toBeNull();
  });

  it('has usable settings, whatever was kept of them', () => {
    keep(JSON.stringify({ ...record, settings: { epochs: 'many', seed: 7 } }));
    expect(recallRun()?.settings).toEqual({ ...defaultSettings, seed: 7 });
  });

  it('does without when the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('full');
      },
    });
    expect(() => rememberRun(record)).not.toThrow();
    expect(recallRun()).toBeNull();
  });
});

describe('a history', () => {
  it('grows epoch by epoch', () => {
    const first = withEpoch(noHistory, 0, { reward: 0.5 });
    expect(withEpoch(first, 1, { reward: 0.6, val_reward: 0.7 })).toEqual({
      epoch: [0, 1],
      history: { reward: [0.5, 0.6], val_reward: [Number.NaN, 0.7] },
    });
  });

  it('takes in several epochs, each in place of what stood there', () => {
    const rows = [
      { epoch: 0, logs: { reward: 0.5 } },
      { epoch: 2, logs: { reward: 0.6, cost: 3 } },
      { epoch: 2, logs: { reward: 0.7 } },
    ];
    expect(withEpochs(noHistory, rows)).toEqual({
      epoch: [0, 2],
      history: { reward: [0.5, 0.7], cost: [Number.NaN, Number.NaN] },
    });
  });

  it('drops what came after when an epoch is trained again', () => {
    expect(withEpoch(record.history, 0, { reward: 0.9, val_reward: 0.8 })).toEqual({
      epoch: [0],
      history: { reward: [0.9], val_reward: [0.8] },
    });
  });
});

describe('the best of what was saved', () => {
  it('is the earliest among equals', () => {
    const saves = [0.4, 0.7, 0.7].map((value, epoch) => ({ epoch, path: `${epoch}.json`, value }));
    expect(bestSave(saves)?.path).toBe('1.json');
    expect(bestSave([])).toBeNull();
  });
});
