import { describe, expect, it } from 'vitest';
import { CategoricalAccuracy } from '../../../src/metrics/categorical-accuracy.ts';
import { CategoricalF1Score } from '../../../src/metrics/categorical-f1-score.ts';
import { CategoricalPrecision } from '../../../src/metrics/categorical-precision.ts';
import { CategoricalRecall } from '../../../src/metrics/categorical-recall.ts';
import type { Metric, MetricResult } from '../../../src/metrics/metric.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json, model } from '../../helpers/model.ts';

async function measure(metric: Metric, yTrue: string, yPred: string): Promise<MetricResult> {
  await metric.updateState(model(yTrue), model(yPred));
  return metric.result();
}

const state = (metric: Metric): string => formatJson(metric.variables[0]?.value ?? null);
const one = 0.9999998807907104;

describe('the categorical metrics', () => {
  it('pool all labels, wherever they stand', async () => {
    expect(await measure(new CategoricalAccuracy(), '{"l":["a","b"]}', '{"l":["b","c"]}')).toBe(
      0.3333333432674408,
    );
    expect(await measure(new CategoricalF1Score(), '{"l":["a","b"]}', '{"l":["b","a"]}')).toBe(1);
  });

  it('count a label once, but weigh a target by all of its labels', async () => {
    const metric = new CategoricalPrecision();
    await measure(metric, '{"l":["a","a","b"]}', '{"l":["a","b","b","d"]}');
    expect(state(metric)).toBe(
      '{"true_positives":[2],"false_positives":[1],"false_negatives":[0],"intermediate_weights":[3]}',
    );
  });

  it('follow the given labels one by one, in their order', async () => {
    const metric = new CategoricalRecall({ labels: ['b', 'a', '10'] });
    const result = await measure(metric, '{"l":["a","b"]}', '{"l":["b","c"]}');
    expect([...(result as ReadonlyMap<string, number>)]).toEqual([
      ['b', one],
      ['a', 0],
      ['10', 0],
    ]);
    expect(state(metric)).toContain('"false_negatives":[0,1,0]');
  });

  it('take a label for right when it is on both sides or on neither', async () => {
    const metric = new CategoricalAccuracy({ labels: ['yes', 'no', 'maybe'] });
    await measure(metric, '{"l":"yes"}', '{"l":"no"}');
    expect(state(metric)).toBe('{"correct":[0,0,1],"total":[1,1,1],"intermediate_weights":[1,0,0]}');
  });

  it('give one number for one label, and for an average', async () => {
    expect(await measure(new CategoricalRecall({ labels: ['a'] }), '{"l":"a"}', '{"l":"a"}')).toBe(one);
    const averaged = new CategoricalRecall({ labels: ['a', 'b'], average: 'macro' });
    expect(await measure(averaged, '{"l":"a"}', '{"l":"a"}')).toBe(Math.fround(one / 2));
  });

  it('know a label named as a property of objects', async () => {
    const metric = new CategoricalAccuracy({ labels: ['__proto__', 'constructor'] });
    const result = (await measure(metric, '{"l":"__proto__"}', '{"l":"x"}')) as ReadonlyMap<string, number>;
    expect([...result.keys()]).toEqual(['__proto__', 'constructor']);
    expect(result.get('__proto__')).toBe(0);
  });

  it('save labels as the text that is compared', () => {
    const metric = CategoricalF1Score.fromConfig(json('{"labels":[1,2.0,true,null,"x"]}'));
    expect(formatJson(metric.getConfig())).toBe(
      '{"in_mask":null,"out_mask":null,"in_mask_pattern":null,"out_mask_pattern":null,"name":"categorical_f1_score",' +
        '"average":null,"labels":["1","2.0","True","None","x"]}',
    );
    expect(() => CategoricalF1Score.fromConfig(json('{"labels":"x"}'))).toThrow(/"labels"/);
  });
});
