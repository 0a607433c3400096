import { describe, expect, it } from 'vitest';
import { Sum } from '../../../src/metrics/sum.ts';
import { formatJson } from '../../../src/python/format-json.ts';

// Python's Sum fails at every update: it takes its total for the axis to sum over. Ours adds (tag `unusable`).
describe('Sum', () => {
  it('adds what Python cannot, in float32', () => {
    const sum = new Sum();
    sum.update([1, 3]);
    sum.update(0.1);
    expect(sum.result()).toBe(Math.fround(4.1));
  });

  it('has the state and the config that Python gives it', () => {
    const sum = new Sum();
    expect(sum.variables[0]?.path).toBe('sum/total');
    expect(formatJson(sum.variables[0]?.value ?? null)).toBe('{"total":0.0}');
    expect(Sum.fromConfig(sum.getConfig()).getConfig()).toEqual(sum.getConfig());
  });

  it('forgets all with a reset, and cannot compare data models', async () => {
    const sum = new Sum();
    sum.update(2);
    sum.resetState();
    expect(sum.result()).toBe(0);
    await expect(sum.updateState()).rejects.toMatchObject({ code: 'not-comparable' });
  });
});
