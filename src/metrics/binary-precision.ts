import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { checkThreshold, readCountingOptions } from './counting-options.ts';
import type { ThresholdOptions } from './counting-options.ts';
import { precision } from './formulas.ts';
import { binaryConfusion } from './tally.ts';

/**
 * Measures how many yeses are right, field by field.
 *
 * Follows `synalinks.metrics.BinaryPrecision`.
 */
export class BinaryPrecision extends CountingMetric {
  static readonly className = 'BinaryPrecision';
  readonly identity = { module: 'synalinks.metrics', className: BinaryPrecision.className };

  constructor(options: ThresholdOptions = {}) {
    const threshold = checkThreshold(options.threshold ?? 0.5);
    super(
      {
        metric: BinaryPrecision,
        defaultName: 'binary_precision',
        tally: binaryConfusion(threshold),
        formula: precision,
        config: [['threshold', threshold]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): BinaryPrecision {
    return new BinaryPrecision(readCountingOptions(BinaryPrecision.className, config, 'threshold'));
  }
}
