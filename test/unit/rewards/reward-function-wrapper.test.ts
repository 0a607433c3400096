import { describe, expect, it } from 'vitest';
import type { ScoreFunction } from '../../../src/data/score-function.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { RewardFunctionWrapper } from '../../../src/rewards/reward-function-wrapper.ts';
import { json, model, missing } from '../../helpers/model.ts';

const sameAnswer: ScoreFunction = (yTrue, yPred) => yTrue?.['answer'] === yPred?.['answer'];

describe('RewardFunctionWrapper', () => {
  it('gives the function plain objects, and null for what is missing', async () => {
    const seen: unknown[] = [];
    const reward = new RewardFunctionWrapper((yTrue, yPred) => {
      seen.push(yTrue, yPred);
      return 0.25;
    });
    expect(await reward.call(model('{"n":5,"x":5.5,"list":[{"a":null}]}'), null)).toBe(0.25);
    expect(seen).toEqual([{ n: 5, x: 5.5, list: [{ a: null }] }, null]);
  });

  it('takes yes and no, a promise, a list, and null for no score', async () => {
    const score = (fn: ScoreFunction): Promise<number> =>
      new RewardFunctionWrapper(fn).call(model('{"answer":"x"}'), model('{"answer":"x"}'));
    expect(await score(sameAnswer)).toBe(1);
    expect(await score(async () => 0.75)).toBe(0.75);
    expect(await score(() => [1, 0])).toBe(0.5);
    expect(await score(() => null)).toBe(0);
  });

  it('refuses anything else, and says which function gave it', async () => {
    const forgetful = (() => undefined) as unknown as ScoreFunction;
    const reward = new RewardFunctionWrapper(forgetful);
    await expect(reward.call(missing, missing)).rejects.toMatchObject({
      code: 'bad-score',
      message: expect.stringMatching(/`forgetful` gave undefined/),
    });
  });

  it('lets what the function throws through', async () => {
    const reward = new RewardFunctionWrapper(() => {
      throw new RangeError('mine');
    });
    await expect(reward.call(missing, missing)).rejects.toThrow(new RangeError('mine'));
  });

  it('saves the name of the function and its fixed arguments, and finds them again', async () => {
    const kwargs = json('{"weight":0.5}');
    const text = formatJson(new RewardFunctionWrapper(sameAnswer, { name: 'w', kwargs }).getConfig());
    expect(text).toBe(
      '{"name":"w","reduction":"mean","in_mask":null,"out_mask":null,"in_mask_pattern":null,"out_mask_pattern":null,' +
        '"fn":{"module":"builtins","class_name":"function","config":"same_answer","registered_name":"function"},' +
        '"fn_kwargs":{"weight":0.5}}',
    );
    const weighted: ScoreFunction = (_yTrue, _yPred, { kwargs: given }) => Number(given['weight']);
    const loaded = RewardFunctionWrapper.fromConfig(json(text), () => weighted);
    expect(await loaded.call(missing, missing)).toBe(0.5);
    expect(formatJson(loaded.getConfig())).toBe(text);
  });

  it('refuses a function that is not registered', () => {
    const config = new RewardFunctionWrapper(sameAnswer).getConfig();
    expect(() => RewardFunctionWrapper.fromConfig(config, () => undefined)).toThrow(/"fn"/);
  });
});
