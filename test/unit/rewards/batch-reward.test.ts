import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../src/python/format-json.ts';
import { BatchRewardFunctionWrapper } from '../../../src/rewards/batch-reward-function-wrapper.ts';
import { json, model, missing } from '../../helpers/model.ts';

/** Gives each prediction the share of predictions that differ from it. */
const variety = new BatchRewardFunctionWrapper(
  function rareness(_yTrue, yPred) {
    return yPred.map((one) => yPred.filter((other) => other?.['a'] !== one?.['a']).length / yPred.length);
  },
  { name: 'variety', inMask: ['a'] },
);
const batch = [model('{"a":1,"t":1}'), model('{"a":1,"t":2}'), model('{"a":2}'), null];

describe('BatchRewardFunctionWrapper', () => {
  it('scores a batch as a whole, in the order of its samples', async () => {
    expect(await variety.callBatch([null, null, null, null], batch)).toEqual([0.5, 0.5, 0.75, 0.75]);
  });

  it('scores a sample as a batch of its own', async () => {
    expect(await variety.call(missing, model('{"a":1}'))).toBe(0);
  });

  it('masks every sample and gives plain objects', async () => {
    const seen: unknown[] = [];
    const reward = new BatchRewardFunctionWrapper(
      (yTrue, yPred) => {
        seen.push(yTrue, yPred);
        return yPred.map(() => 1);
      },
      { inMask: ['a'] },
    );
    await reward.callBatch([null, null], batch.slice(0, 2));
    expect(seen).toEqual([
      [null, null],
      [{ a: 1 }, { a: 1 }],
    ]);
  });

  it('refuses any number of rewards but one for each sample', async () => {
    const short = new BatchRewardFunctionWrapper(() => [1]);
    await expect(short.callBatch([null, null], [null, null])).rejects.toThrow(
      '`BatchRewardFunctionWrapper` returned 1 rewards but the batch has 2 samples; they must match.',
    );
    const text = new BatchRewardFunctionWrapper(() => ['1', '2'] as unknown as number[]);
    await expect(text.callBatch([null, null], [null, null])).rejects.toMatchObject({ code: 'bad-score' });
  });

  it('comes back from its config', () => {
    const text = formatJson(variety.getConfig());
    expect(text).toContain('"config":"rareness"');
    expect(formatJson(BatchRewardFunctionWrapper.fromConfig(json(text), () => variety.fn).getConfig())).toBe(
      text,
    );
  });
});
