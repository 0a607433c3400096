import { describe, expect, it } from 'vitest';
import type { JsonDataModel } from '../../../src/data/json-data-model.ts';
import type { Score } from '../../../src/data/score-function.ts';
import { Reward } from '../../../src/rewards/reward.ts';
import type { RewardOptions, ScoreOptions } from '../../../src/rewards/reward.ts';
import { model, missing } from '../../helpers/model.ts';

class Recorded extends Reward {
  readonly identity = { module: null, className: 'Recorded', registeredName: 'Recorded' };
  readonly seen: (readonly string[] | null)[] = [];
  signal: AbortSignal | undefined;
  readonly #score: Score;

  constructor(score: Score, options: RewardOptions = {}) {
    super('Recorded', options);
    this.#score = score;
  }

  protected score(yTrue: JsonDataModel | null, yPred: JsonDataModel | null, options: ScoreOptions): Score {
    for (const side of [yTrue, yPred]) this.seen.push(side === null ? null : [...side.json.keys()]);
    this.signal = options.signal;
    return this.#score;
  }
}

describe('Reward', () => {
  it('masks both sides before it scores, and leaves a missing one missing', async () => {
    const reward = new Recorded(1, { inMask: ['a', 'b'], outMask: ['b'] });
    await reward.call(model('{"a":1,"b":2,"c":3}'), null);
    expect(reward.seen).toEqual([['a'], null]);
  });

  it('counts no score as 0, and yes and no as 1 and 0', async () => {
    expect(await new Recorded(null).call(missing, missing)).toBe(0);
    expect(await new Recorded(true).call(missing, missing)).toBe(1);
    expect(await new Recorded(false).call(missing, missing)).toBe(0);
  });

  it('leaves a single score as exact as it is', async () => {
    expect(await new Recorded(0.1).call(missing, missing)).toBe(0.1);
  });

  it('reduces a score of several values', async () => {
    expect(await new Recorded([1, 0]).call(missing, missing)).toBe(0.5);
    expect(await new Recorded([1, 0], { reduction: 'max' }).call(missing, missing)).toBe(1);
  });

  it('hands on the signal', async () => {
    const { signal } = new AbortController();
    const reward = new Recorded(1);
    await reward.call(missing, missing, { signal });
    expect(reward.signal).toBe(signal);
  });

  it('refuses an unknown reduction and a name that would break a path', () => {
    expect(() => new Recorded(1, { reduction: 'median' as 'mean' })).toThrow(
      /Invalid value for argument `reduction`.*Received: reduction=median/,
    );
    expect(() => new Recorded(1, { name: 'a/b' })).toThrow(/cannot contain character/);
  });

  it('has a config with the masks, whether it was given any or not', () => {
    expect([...new Recorded(1, { name: 'r', reduction: null, outMask: ['t'] }).getConfig()]).toEqual([
      ['name', 'r'],
      ['reduction', null],
      ['in_mask', null],
      ['out_mask', ['t']],
      ['in_mask_pattern', null],
      ['out_mask_pattern', null],
    ]);
  });
});
