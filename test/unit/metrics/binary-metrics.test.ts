import { describe, expect, it } from 'vitest';
import { BinaryAccuracy } from '../../../src/metrics/binary-accuracy.ts';
import { BinaryF1Score } from '../../../src/metrics/binary-f1-score.ts';
import { BinaryFBetaScore } from '../../../src/metrics/binary-f-beta-score.ts';
import { BinaryPrecision } from '../../../src/metrics/binary-precision.ts';
import { BinaryRecall } from '../../../src/metrics/binary-recall.ts';
import type { Metric } from '../../../src/metrics/metric.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json, model } from '../../helpers/model.ts';

const update = (metric: Metric, yTrue: string, yPred: string): Promise<void> =>
  metric.updateState(model(yTrue), model(yPred));
const state = (metric: Metric): string => formatJson(metric.variables[0]?.value ?? null);

describe('the binary metrics', () => {
  it('take a number above the threshold for a yes', async () => {
    const metric = new BinaryF1Score({ average: 'macro' });
    await update(metric, '{"a":1.0,"b":0.6,"c":0.0}', '{"a":1.0,"b":0.4,"c":1.0}');
    expect(metric.result()).toBe(0.333333283662796);
  });

  it('take the threshold itself for a no', async () => {
    const metric = new BinaryAccuracy({ threshold: 0.3 });
    await update(metric, '{"a":0.3}', '{"a":false}');
    expect(state(metric)).toBe('{"correct":[1.0],"total":[1.0],"intermediate_weights":[0.0]}');
  });

  // The results of Synalinks 0.9.015.
  it.each([
    [0.3, [0.9999998807907104, 0.5, 0.3333333432674408, 0.5]],
    [0.5, [0, 0, 0.3333333432674408, 0.5]],
  ])('go by the threshold they were given: %f', async (threshold, results) => {
    const metric = new BinaryAccuracy({ threshold });
    const seen: unknown[] = [];
    for (const [yTrue, yPred] of [
      ['1.0', '0.4'],
      ['1.0', '0.2'],
      ['0.0', '0.4'],
      ['0.0', '0.3'],
    ]) {
      await update(metric, `{"yes":${yTrue}}`, `{"yes":${yPred}}`);
      seen.push(metric.result());
    }
    expect(seen).toEqual(results);
  });

  it('count floats from the first sample on', async () => {
    const metric = new BinaryRecall();
    await update(metric, '{"a":true,"b":true}', '{"a":true,"b":false}');
    expect(state(metric)).toBe(
      '{"true_positives":[1.0,0.0],"false_positives":[0.0,0.0],"false_negatives":[0.0,1.0],"intermediate_weights":[1.0,1.0]}',
    );
  });

  it('take a leaf that one side lacks for a no, and in accuracy for wrong', async () => {
    const [precision, accuracy] = [new BinaryPrecision(), new BinaryAccuracy()];
    for (const metric of [precision, accuracy])
      await update(metric, '{"x":[true]}', '{"x":[true,true,false]}');
    expect(state(precision)).toContain('"false_positives":[0.0,1.0,0.0]');
    expect(state(accuracy)).toContain('"correct":[1.0,0.0,0.0],"total":[1.0,1.0,1.0]');
  });

  it.each(['1', '"x"', 'null'])('refuse %s, and stay as they are', async (leaf) => {
    const metric = new BinaryAccuracy();
    await update(metric, '{"a":true}', '{"a":true}');
    const before = state(metric);
    await expect(update(metric, '{"a":true}', `{"a":${leaf}}`)).rejects.toThrow(
      'All `y_true` and y_pred` fields should be booleans or floats. Use `in_mask` or `out_mask` to remove the other fields.',
    );
    expect(state(metric)).toBe(before);
  });

  it('refuse a threshold beyond 0 and 1, or one that is written as an int', () => {
    expect(() => new BinaryFBetaScore({ threshold: 1.1 })).toThrow(
      'Invalid `threshold` argument value. It should verify 0 < threshold <= 1. Received: threshold=1.1',
    );
    expect(() => new BinaryFBetaScore({ threshold: 0 })).toThrow(/0 < threshold <= 1/);
    expect(() => BinaryAccuracy.fromConfig(json('{"threshold":1}'))).toThrow(
      "threshold=1 of type '<class 'int'>'",
    );
    expect(BinaryAccuracy.fromConfig(json('{"threshold":1.0}')).getConfig().get('threshold')).toBe(1);
  });
});
