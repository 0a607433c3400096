import { describe, expect, it } from 'vitest';
import { Accuracy } from '../../../src/metrics/accuracy.ts';
import type { Average } from '../../../src/metrics/average.ts';
import { F1Score } from '../../../src/metrics/f1-score.ts';
import { FBetaScore } from '../../../src/metrics/f-beta-score.ts';
import type { Metric, MetricResult } from '../../../src/metrics/metric.ts';
import { Precision } from '../../../src/metrics/precision.ts';
import { Recall } from '../../../src/metrics/recall.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json, model } from '../../helpers/model.ts';

async function measure(
  metric: Metric,
  ...samples: readonly (readonly [string, string])[]
): Promise<MetricResult> {
  for (const [yTrue, yPred] of samples) await metric.updateState(model(yTrue), model(yPred));
  return metric.result();
}

const state = (metric: Metric): string => formatJson(metric.variables[0]?.value ?? null);

/** p / (p + ε) for a count of right words out of so many, in float32. */
const share = (right: number, of: number): number => Math.fround(right / Math.fround(of + Math.fround(1e-7)));

describe('F1Score', () => {
  it('is nearly 1 for one right word, and 1 for several', async () => {
    expect(await measure(new F1Score(), ['{"a":"Paris"}', '{"a":"paris!"}'])).toBe(0.9999998211860657);
    expect(await measure(new F1Score(), ['{"a":"x y z"}', '{"a":"z y x"}'])).toBe(1);
  });

  it('leaves out articles', async () => {
    const metric = new F1Score();
    expect(await measure(metric, ['{"a":"the big cat"}', '{"a":"big dog"}'])).toBe(0.4999999403953552);
    expect(state(metric)).toBe(
      '{"true_positives":[1],"false_positives":[1],"false_negatives":[1],"intermediate_weights":[2]}',
    );
  });

  it('counts a word as often as it occurs on both sides', async () => {
    const metric = new F1Score();
    await measure(metric, ['{"a":"x x y"}', '{"a":"x y y"}']);
    expect(state(metric)).toContain('"true_positives":[2]');
  });

  it.each<[Average, MetricResult]>([
    [null, [0.9999998211860657, 0.666666567325592]],
    ['macro', 0.8333331942558289],
    ['micro', 0.7999999523162842],
    ['weighted', 0.7777776718139648],
  ])('averages fields by %s', async (average, expected) => {
    const sample = ['{"z":"x y","b":"match"}', '{"b":"match","z":"x"}'] as const;
    expect(await measure(new F1Score({ average }), sample)).toEqual(expected);
  });
});

describe('FBetaScore', () => {
  it('weighs recall more with a greater beta', async () => {
    const sample = ['{"a":"x y z"}', '{"a":"x q"}'] as const;
    expect(await measure(new FBetaScore({ beta: 2 }), sample)).toBe(0.3571428656578064);
    expect(await measure(new FBetaScore({ beta: 0.5 }), sample)).toBeGreaterThan(0.4);
  });

  it('takes a beta that is a float and no other, as Python does', () => {
    expect(() => FBetaScore.fromConfig(json('{"beta":2}'))).toThrow(
      "Invalid `beta` argument value. It should be a Python float. Received: beta=2 of type '<class 'int'>'",
    );
    expect(() => FBetaScore.fromConfig(json('{"beta":null}'))).toThrow(
      "beta=None of type '<class 'NoneType'>'",
    );
    expect(() => FBetaScore.fromConfig(json('{"beta":"2.0"}'))).toThrow("beta=2.0 of type '<class 'str'>'");
    expect(FBetaScore.fromConfig(json('{}')).getConfig().get('beta')).toBe(1);
  });
});

describe('Precision and Recall', () => {
  it('measure what is right of the prediction, and what is found of the target', async () => {
    const sample = ['{"a":"x y z"}', '{"a":"x q"}'] as const;
    expect(await measure(new Precision(), sample)).toBe(share(1, 2));
    expect(await measure(new Recall(), sample)).toBe(share(1, 3));
  });

  it('are 0 where there is nothing to find, or nothing was given', async () => {
    expect(await measure(new Precision(), ['{"a":"x"}', '{"a":""}'])).toBe(0);
    expect(await measure(new Recall(), ['{"a":"the"}', '{"a":"x"}'])).toBe(0);
  });
});

describe('Accuracy', () => {
  it('compares sets of words', async () => {
    expect(await measure(new Accuracy(), ['{"a":"x x y"}', '{"a":"x z"}'])).toBe(share(1, 3));
  });

  it('compares what str makes of numbers', async () => {
    expect(await measure(new Accuracy(), ['{"a":5}', '{"a":5.0}'])).toBe(0);
    expect(await measure(new Accuracy(), ['{"a":5}', '{"a":"5"}'])).toBe(share(1, 1));
    expect(await measure(new Accuracy(), ['{"a":null}', '{"a":"none"}'])).toBe(share(1, 1));
  });

  it('refuses an unknown average, in the words of Python', () => {
    expect(() => new Accuracy({ average: 'samples' as 'micro' })).toThrow(
      "Invalid `average` argument value. Expected one of: [None, 'micro', 'macro', 'weighted']. Received: average=samples",
    );
    expect(() => Accuracy.fromConfig(json('{"average":5}'))).toThrow(/Received: average=5/);
  });

  it('is NaN for the macro average of no fields, as NumPy has it, and 0 for the others', async () => {
    const results = ['macro', 'micro', 'weighted'] as const;
    const measured = await Promise.all(
      results.map((average) => measure(new Accuracy({ average }), ['{"a":[]}', '{"a":[]}'])),
    );
    expect(measured).toEqual([Number.NaN, 0, 0]);
    expect(await measure(new Accuracy(), ['{"a":[]}', '{"a":[]}'])).toEqual([]);
  });
});

describe('the state of a metric of counts', () => {
  it('is empty at first, ints after one sample, and floats from then on', async () => {
    const metric = new Accuracy();
    expect(metric.variables[0]?.path).toBe('accuracy/state_accuracy');
    expect([state(metric), metric.result()]).toEqual(['{}', 0]);
    await measure(metric, ['{"a":"x"}', '{"a":"x"}']);
    expect(state(metric)).toBe('{"correct":[1],"total":[1],"intermediate_weights":[1]}');
    await measure(metric, ['{"a":"x"}', '{"a":"y"}']);
    expect(state(metric)).toBe('{"correct":[1.0],"total":[3.0],"intermediate_weights":[2.0]}');
    metric.resetState();
    expect([state(metric), metric.result()]).toEqual(['{}', 0]);
  });

  it('grows with the number of leaves; what one side lacks has no words', async () => {
    const metric = new Accuracy();
    await measure(metric, ['{"a":["x","y"]}', '{"a":["x"]}'], ['{"a":["x"]}', '{"a":["x","y","z"]}']);
    expect(state(metric)).toBe(
      '{"correct":[2.0,0.0,0.0],"total":[2.0,2.0,1.0],"intermediate_weights":[2.0,1.0,0.0]}',
    );
  });

  it('starts with ints again after samples without a leaf', async () => {
    const metric = new Accuracy();
    await measure(metric, ['{"a":[]}', '{"a":[]}'], ['{"a":["x"]}', '{"a":["x"]}']);
    expect(state(metric)).toBe('{"correct":[1],"total":[1],"intermediate_weights":[1]}');
  });

  it('does not change for a sample without a target or without a prediction', async () => {
    const metric = new Accuracy();
    await metric.updateState(model('{"a":"x"}'), null);
    await metric.updateState(null, model('{"a":"x"}'));
    expect(state(metric)).toBe('{}');
  });

  it('orders fields by name, whatever the order in the sample', async () => {
    const metric = new Recall();
    expect(await measure(metric, ['{"z":"x","a":"x"}', '{"a":"y","z":"x"}'])).toEqual([0, share(1, 1)]);
  });

  it('goes on from what was loaded, and names the place of what is no list of numbers', async () => {
    const metric = new Accuracy();
    metric.variables[0]?.assign(json('{"correct":[1],"total":[4.0],"intermediate_weights":[2]}'));
    await measure(metric, ['{"a":"x"}', '{"a":"x"}']);
    expect(metric.result()).toBe(share(2, 5));
    metric.variables[0]?.assign(json('{"correct":["many"],"total":[4]}'));
    expect(() => metric.result()).toThrow(/accuracy\/state_accuracy\/correct/);
  });
});
