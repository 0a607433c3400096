import { describe, expect, it } from 'vitest';
import { CallbackList } from '../../../src/callbacks/callback-list.ts';
import { Callback } from '../../../src/callbacks/callback.ts';
import { LambdaCallback } from '../../../src/callbacks/lambda-callback.ts';
import { pythonLogs } from '../../../src/callbacks/python-logs.ts';
import { jsonObject } from '../../../src/python/json-value.ts';

describe('a CallbackList', () => {
  it('waits for each callback before it calls the next', async () => {
    const heard: string[] = [];
    const slow = new LambdaCallback({
      onEpochEnd: async (epoch) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        heard.push(`slow ${epoch}`);
      },
    });
    const quick = new LambdaCallback({ onEpochEnd: (epoch) => void heard.push(`quick ${epoch}`) });
    const list = new CallbackList([slow, quick]);
    await list.onEpochEnd(0);
    await list.onEpochEnd(1);
    expect(heard).toEqual(['slow 0', 'quick 0', 'slow 1', 'quick 1']);
  });

  it('lets those that save state foresee, then save, after all others', async () => {
    const heard: string[] = [];
    class Saver extends Callback {
      override readonly savesState = true;
      override foreseeEpochEnd(): void {
        heard.push('foresee');
      }
      override onEpochEnd(): void {
        heard.push('save');
      }
    }
    const other = new LambdaCallback({ onEpochEnd: () => void heard.push('other') });
    await new CallbackList([new Saver(), other, new Saver()]).onEpochEnd(0);
    expect(heard).toEqual(['other', 'foresee', 'foresee', 'save', 'save']);
  });

  it('lets the one that training goes on from save last', async () => {
    const heard: string[] = [];
    class Saver extends Callback {
      override readonly savesState = true;
      override onEpochEnd(): void {
        heard.push('save');
      }
    }
    class Backup extends Saver {
      override readonly savesLast = true;
      override onEpochEnd(): void {
        heard.push('back up');
      }
    }
    await new CallbackList([new Backup(), new Saver(), new Saver()]).onEpochEnd(0);
    expect(heard).toEqual(['save', 'save', 'back up']);
  });

  it('forwards the hooks of training batches to those of batches', async () => {
    const heard: unknown[] = [];
    const list = new CallbackList([
      new LambdaCallback({
        onBatchBegin: (batch) => void heard.push(batch),
        onBatchEnd: (batch, logs) => void heard.push([batch, logs]),
      }),
    ]);
    await list.onTrainBatchBegin(3);
    await list.onTrainBatchEnd(3, { reward: 1 });
    expect(heard).toEqual([3, [3, { reward: 1 }]]);
  });

  it('gives each callback its own state back', () => {
    class Keeper extends Callback {
      state = 0n;
      override getState(): bigint {
        return this.state;
      }
      override setState(state: unknown): void {
        this.state = state as bigint;
      }
    }
    const before = [new Keeper(), new Keeper()];
    for (const [index, keeper] of before.entries()) keeper.state = BigInt(index + 1);
    const after = [new Keeper(), new Keeper()];
    new CallbackList(after).setState(new CallbackList(before).getState());
    expect(after.map(({ state }) => state)).toEqual([1n, 2n]);
  });
});

describe('the logs that callbacks are given', () => {
  it.each<[unknown, Readonly<Record<string, unknown>>]>([
    [
      { b: 1, a: 2n, c: true },
      { a: 2, b: 1, c: 1 },
    ],
    [
      { z: { b: 1, a: '2.5' }, reward: 0 },
      { reward: 0, a: 2.5, b: 1 },
    ],
    [jsonObject(['x', jsonObject(['y', 1n])]), { y: 1 }],
    [
      { list: [1, 2], none: null, text: 'abc' },
      { list: [1, 2], none: null, text: 'abc' },
    ],
    [
      { a: ' 7 ', b: '1_000', c: '-inf', d: '.5', e: '1e3', f: 'NaN' },
      { a: 7, b: 1000, c: -Infinity, d: 0.5, e: 1000, f: NaN },
    ],
    [
      { a: '', b: '1__0', c: '0x10', d: '1e', e: '.', f: '_1' },
      { a: '', b: '1__0', c: '0x10', d: '1e', e: '.', f: '_1' },
    ],
    [undefined, {}],
  ])('are numbers by name: %o', (logs, given) => {
    expect(pythonLogs(logs)).toEqual(given);
  });

  it('are sorted by code point, those of an object in its place', () => {
    expect(Object.keys(pythonLogs({ '\u{1F600}': 0, '\uFFFD': 0, b: { z: 0, y: 0 }, a: 0, Z: 0 }))).toEqual([
      'Z',
      'a',
      'y',
      'z',
      '\uFFFD',
      '\u{1F600}',
    ]);
  });
});
