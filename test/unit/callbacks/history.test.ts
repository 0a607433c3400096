import { describe, expect, it } from 'vitest';
import type { Logs } from '../../../src/callbacks/callback.ts';
import { CallbackList } from '../../../src/callbacks/callback-list.ts';
import { History } from '../../../src/callbacks/history.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';

describe('a History', () => {
  it('has a value for each epoch in which one was logged', () => {
    const history = new History();
    history.onTrainBegin();
    history.onEpochEnd(0, { reward: 0.5 });
    history.onEpochEnd(1, { reward: 0.6, val_reward: 0.7, f1: [0, 1] });
    expect(history.epoch).toEqual([0, 1]);
    expect(history.history).toEqual({ reward: [0.5, 0.6], val_reward: [0.7], f1: [[0, 1]] });
  });

  it('goes on where it was when a run is resumed', async () => {
    const [before, after] = [new History(), new History()];
    const first = new CallbackList([before]);
    await first.onTrainBegin();
    await first.onEpochEnd(0, { reward: 0.5, nothing: NaN, f1: [0, 1] });
    const second = new CallbackList([after]);
    second.setState(parseJson(formatJson(first.getState())));
    await second.onTrainBegin();
    await second.onEpochEnd(1, { reward: 1, nothing: Infinity, f1: [1, 1] });
    expect(after.epoch).toEqual([0, 1]);
    expect(after.history).toEqual({
      f1: [
        [0, 1],
        [1, 1],
      ],
      nothing: [NaN, Infinity],
      reward: [0.5, 1],
    });
  });

  it('counts its epochs anew with the next training', () => {
    const history = new History();
    history.setState(history.getState());
    for (const _ of [0, 1, 2]) {
      history.onTrainBegin();
      history.onEpochEnd(0, { reward: 0 });
    }
    expect(history.epoch).toEqual([0]);
    expect(history.history['reward']).toHaveLength(3);
  });

  it('records a metric whatever it is called', () => {
    const history = new History();
    history.onEpochEnd(0, { constructor: 0.5, toString: 1 } as unknown as Logs);
    expect(Object.entries(history.history)).toEqual([
      ['constructor', [0.5]],
      ['toString', [1]],
    ]);
  });
});
