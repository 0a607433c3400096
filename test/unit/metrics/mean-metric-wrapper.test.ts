import { beforeEach, describe, expect, it } from 'vitest';
import type { ScoreFunction } from '../../../src/data/score-function.ts';
import { MeanMetricWrapper } from '../../../src/metrics/mean-metric-wrapper.ts';
import { resetAutomaticNames } from '../../../src/programs/names.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { ExactMatch } from '../../../src/rewards/exact-match.ts';
import { json, model } from '../../helpers/model.ts';

const sameAnswer: ScoreFunction = (yTrue, yPred) => yTrue?.['answer'] === yPred?.['answer'];

beforeEach(() => resetAutomaticNames());

describe('MeanMetricWrapper', () => {
  it('averages a reward, and then knows that more is better', async () => {
    const metric = new MeanMetricWrapper(new ExactMatch({ inMask: ['answer'] }));
    await metric.updateState(model('{"answer":1}'), model('{"answer":1.0,"thinking":"t"}'));
    await metric.updateState(model('{"answer":1}'), model('{"answer":2}'));
    await metric.updateState(model('{"answer":1}'), null);
    expect(metric.result()).toBe(Math.fround(1 / 3));
    expect(metric.direction).toBe('up');
  });

  it('averages a plain function, and then knows no direction', async () => {
    const metric = new MeanMetricWrapper(sameAnswer, { outMask: ['thinking'] });
    await metric.updateState(model('{"answer":"x"}'), model('{"answer":"x"}'));
    await metric.updateState(model('{"answer":"x"}'), model('{"answer":"y"}'));
    expect(metric.result()).toBe(0.5);
    expect(metric.direction).toBeNull();
  });

  it('counts a score of several values as so many, and no score as 0', async () => {
    const metric = new MeanMetricWrapper((yTrue) => (yTrue === null ? null : [1, 1, 0]));
    await metric.updateState(model('{}'), null);
    await metric.updateState(null, null);
    expect(metric.result()).toBe(0.5);
    expect(metric.variables[0]?.get('count')).toBe(4n);
  });

  it('is named after its class and numbered, unless it is given a name', () => {
    expect([0, 1, 2].map(() => new MeanMetricWrapper(sameAnswer).name)).toEqual([
      'mean_metric_wrapper',
      'mean_metric_wrapper_1',
      'mean_metric_wrapper_2',
    ]);
    expect(new MeanMetricWrapper(sameAnswer, { name: 'em' }).variables[0]?.path).toBe('em/total_with_count');
  });

  it('saves a reward as an object and a function by its name, fixed arguments last', () => {
    const masks = '"in_mask":null,"out_mask":null,"in_mask_pattern":null,"out_mask_pattern":null';
    expect(formatJson(new MeanMetricWrapper(new ExactMatch(), { name: 'em' }).getConfig())).toBe(
      `{${masks},"name":"em","fn":{"module":"synalinks","class_name":"ExactMatch",` +
        `"config":{"name":"exact_match",${masks}},"registered_name":null}}`,
    );
    const kwargs = json('{"weight":2.0}');
    const text = formatJson(new MeanMetricWrapper(sameAnswer, { name: 'em', kwargs }).getConfig());
    expect(text).toBe(
      `{${masks},"name":"em","fn":{"module":"builtins","class_name":"function","config":"same_answer",` +
        `"registered_name":"function"},"weight":2.0}`,
    );
    expect(formatJson(MeanMetricWrapper.fromConfig(json(text), () => sameAnswer).getConfig())).toBe(text);
  });

  it('comes back with the fixed arguments that the file has', async () => {
    const config = json('{"fn":"weigh","name":"w","weight":2.5}');
    const metric = MeanMetricWrapper.fromConfig(
      config,
      () =>
        (_a: unknown, _b: unknown, { kwargs }: { kwargs: { weight: number } }) =>
          kwargs.weight,
    );
    await metric.updateState(null, null);
    expect(metric.result()).toBe(2.5);
  });

  it('refuses what is neither a reward nor a function', () => {
    expect(() => MeanMetricWrapper.fromConfig(json('{"fn":"unknown"}'), () => undefined)).toThrow(
      /"fn".*'unknown'/,
    );
  });
});
