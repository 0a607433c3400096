import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { checkThreshold, readCountingOptions } from './counting-options.ts';
import type { ThresholdOptions } from './counting-options.ts';
import { fBeta } from './formulas.ts';
import { binaryConfusion } from './tally.ts';

/**
 * The harmonic mean of precision and recall of yes and no, field by field.
 *
 * Follows `synalinks.metrics.BinaryF1Score`.
 */
export class BinaryF1Score extends CountingMetric {
  static readonly className = 'BinaryF1Score';
  readonly identity = { module: 'synalinks.metrics', className: BinaryF1Score.className };

  constructor(options: ThresholdOptions = {}) {
    const threshold = checkThreshold(options.threshold ?? 0.5);
    super(
      {
        metric: BinaryF1Score,
        defaultName: 'binary_f1_score',
        tally: binaryConfusion(threshold),
        formula: fBeta(1),
        config: [['threshold', threshold]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): BinaryF1Score {
    return new BinaryF1Score(readCountingOptions(BinaryF1Score.className, config, 'threshold'));
  }
}
