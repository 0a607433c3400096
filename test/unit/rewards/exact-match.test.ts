import { describe, expect, it } from 'vitest';
import { ExactMatch } from '../../../src/rewards/exact-match.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json, model, missing } from '../../helpers/model.ts';

describe('ExactMatch', () => {
  it('gives 1 to what Python takes for equal, else 0', async () => {
    const reward = new ExactMatch();
    expect(await reward.call(model('{"a":1,"b":2}'), model('{"b":2.0,"a":true}'))).toBe(1);
    expect(await reward.call(model('{"a":"x"}'), model('{"a":"x "}'))).toBe(0);
  });

  it('tells a null from a missing field', async () => {
    expect(await new ExactMatch().call(model('{"a":1}'), model('{"a":1,"b":null}'))).toBe(0);
  });

  it('gives 0 where the target or the prediction is missing', async () => {
    const reward = new ExactMatch({ inMask: ['a'] });
    expect(await reward.call(model('{"a":1}'), null)).toBe(0);
    expect(await reward.call(missing, model('{"a":1}'))).toBe(0);
    expect(await reward.call(missing, missing)).toBe(0);
  });

  it('compares only what the masks leave', async () => {
    const reward = new ExactMatch({ outMask: ['thinking'] });
    expect(await reward.call(model('{"a":1}'), model('{"thinking":"…","a":1}'))).toBe(1);
  });

  it('masks nested objects too, so that a parent alone leaves nothing to compare', async () => {
    const reward = new ExactMatch({ inMask: ['result'] });
    expect(await reward.call(model('{"result":{"answer":1}}'), model('{"result":{"answer":2}}'))).toBe(1);
  });

  it('is saved as Synalinks saves it, and made anew from that', () => {
    const text =
      '{"name":"exact_match","in_mask":["answer"],"out_mask":null,"in_mask_pattern":null,"out_mask_pattern":"^t"}';
    expect(formatJson(new ExactMatch({ inMask: ['answer'], outMaskPattern: '^t' }).getConfig())).toBe(text);
    expect(formatJson(ExactMatch.fromConfig(json(text)).getConfig())).toBe(text);
  });

  it('refuses a reduction in its config, as Python does', () => {
    expect(() => ExactMatch.fromConfig(json('{"reduction":"mean"}'))).toThrow(/reduction/);
  });
});
