import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { checkThreshold, readCountingOptions } from './counting-options.ts';
import type { ThresholdOptions } from './counting-options.ts';
import { ratio } from './formulas.ts';
import { binaryAgreement } from './tally.ts';

/**
 * Measures how often a yes or no is right, field by field.
 *
 * Follows `synalinks.metrics.BinaryAccuracy`.
 *
 * @example new BinaryAccuracy({ average: 'macro' });
 */
export class BinaryAccuracy extends CountingMetric {
  static readonly className = 'BinaryAccuracy';
  readonly identity = { module: 'synalinks.metrics', className: BinaryAccuracy.className };

  constructor(options: ThresholdOptions = {}) {
    const threshold = checkThreshold(options.threshold ?? 0.5);
    super(
      {
        metric: BinaryAccuracy,
        defaultName: 'binary_accuracy',
        tally: binaryAgreement(threshold),
        formula: ratio,
        config: [['threshold', threshold]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): BinaryAccuracy {
    return new BinaryAccuracy(readCountingOptions(BinaryAccuracy.className, config, 'threshold'));
  }
}
