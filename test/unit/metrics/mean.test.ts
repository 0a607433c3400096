import { describe, expect, it } from 'vitest';
import { Mean } from '../../../src/metrics/mean.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json } from '../../helpers/model.ts';

const third = Math.fround(1 / 3);

describe('Mean', () => {
  it('is 0 before there is anything to average', () => {
    expect(new Mean().result()).toBe(0);
  });

  it('adds and divides in float32', () => {
    const mean = new Mean();
    for (let update = 0; update < 4; update += 1) mean.update(1 / 3);
    expect(mean.result()).toBe(third);
    expect(mean.variables[0]?.get('total')).toBe(1.3333333730697632);
  });

  it('takes a list as one value a sample, and averages what a sample holds', () => {
    const mean = new Mean();
    mean.update([
      [1, 2],
      [3, 5],
    ]);
    mean.update(4);
    expect(mean.result()).toBe(Math.fround(9.5 / 3));
    expect(mean.variables[0]?.get('count')).toBe(3n);
  });

  it('keeps a float and an int, under a path of its name, where a program file has them', () => {
    const mean = new Mean({ name: 'reward' });
    mean.update(1);
    const [variable] = mean.variables;
    expect(variable?.path).toBe('reward/total_with_count');
    expect(formatJson(variable?.value ?? null)).toBe('{"total":1.0,"count":1}');
    expect(variable?.trainable).toBe(false);
  });

  it('goes on from a state that was loaded, and forgets all with a reset', () => {
    const mean = new Mean();
    mean.variables[0]?.assign(json('{"total":3,"count":4}'));
    mean.update(2);
    expect(mean.result()).toBe(1);
    mean.resetState();
    expect(formatJson(mean.variables[0]?.value ?? null)).toBe('{"total":0.0,"count":0}');
  });

  it('names the place of a state that is not numbers', () => {
    const mean = new Mean();
    mean.variables[0]?.assign(json('{"total":"much","count":4}'));
    expect(() => mean.result()).toThrow(/mean\/total_with_count\/total.*'much'/);
  });

  it('has no direction, and cannot compare data models', async () => {
    expect(new Mean().direction).toBeNull();
    await expect(new Mean().updateState()).rejects.toMatchObject({ code: 'not-comparable' });
  });

  it('comes back from its config', () => {
    const text = '{"in_mask":null,"out_mask":null,"in_mask_pattern":null,"out_mask_pattern":null,"name":"m"}';
    expect(formatJson(Mean.fromConfig(json(text)).getConfig())).toBe(text);
  });
});
