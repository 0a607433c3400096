import { describe, expect, it } from 'vitest';
import { checkSettings, defaultSettings, readSettings } from '../../../src/demo/settings.ts';

describe('settings', () => {
  it('are fine as they come', () => {
    expect(checkSettings(defaultSettings)).toEqual({});
  });

  it.each([
    [{ epochs: 0 }, 'Epochs cannot be 0. It takes a whole number from 1 to 1000.'],
    [{ epochs: Number.NaN }, 'Epochs is empty. It takes a whole number from 1 to 1000.'],
    [{ batchSize: 2.5 }, 'Batch size cannot be 2.5. It takes a whole number from 1 to 1000.'],
    [{ nbMaxExamples: 0 }, 'Examples cannot be 0. It takes a whole number from 1 to 200.'],
    [{ seed: -1 }, 'Seed cannot be -1. It takes a whole number from 0 to 4294967295.'],
    [{ filepath: '' }, 'The path is empty. It takes a name that ends in .json.'],
    [{ filepath: 'runs/x.txt' }, '“runs/x.txt” does not end in .json, as a saved program must.'],
    [
      { filepath: 'runs/{nope}.json' },
      'The path cannot be formatted: {nope}: nothing of that name is logged. Known are {epoch}, {reward}, {val_reward}.',
    ],
  ])('say what is wrong with %j', (wrong, problem) => {
    const [name] = Object.keys(wrong);
    expect(checkSettings({ ...defaultSettings, ...wrong })).toEqual({ [name ?? '']: problem });
  });

  it.each(['runs/{epoch.json', 'runs/{epoch:q}.json', 'runs/{}.json', 'runs/{val_reward:d}.json'])(
    'say that Python could not format %s',
    (filepath) => {
      expect(checkSettings({ ...defaultSettings, filepath }).filepath).toMatch(
        /^The path cannot be formatted: /,
      );
    },
  );

  it('are read from what was kept, and whatever is wrong in it is as in the beginning', () => {
    const kept = { epochs: 3, batchSize: Number.NaN, seed: 'seven', filepath: null, more: 1 };
    expect(readSettings(kept)).toEqual({ ...defaultSettings, epochs: 3 });
    for (const nothing of [undefined, null, 'text', [3]])
      expect(readSettings(nothing)).toEqual(defaultSettings);
  });
});
