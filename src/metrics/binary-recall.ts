import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { checkThreshold, readCountingOptions } from './counting-options.ts';
import type { ThresholdOptions } from './counting-options.ts';
import { recall } from './formulas.ts';
import { binaryConfusion } from './tally.ts';

/**
 * Measures how many yeses were found, field by field.
 *
 * Follows `synalinks.metrics.BinaryRecall`.
 */
export class BinaryRecall extends CountingMetric {
  static readonly className = 'BinaryRecall';
  readonly identity = { module: 'synalinks.metrics', className: BinaryRecall.className };

  constructor(options: ThresholdOptions = {}) {
    const threshold = checkThreshold(options.threshold ?? 0.5);
    super(
      {
        metric: BinaryRecall,
        defaultName: 'binary_recall',
        tally: binaryConfusion(threshold),
        formula: recall,
        config: [['threshold', threshold]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): BinaryRecall {
    return new BinaryRecall(readCountingOptions(BinaryRecall.className, config, 'threshold'));
  }
}
