import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { checkBeta, checkThreshold, readCountingOptions } from './counting-options.ts';
import type { BetaOptions, ThresholdOptions } from './counting-options.ts';
import { fBeta } from './formulas.ts';
import { binaryConfusion } from './tally.ts';

/**
 * Weighs how many yeses are right against how many were found, field by field.
 *
 * Follows `synalinks.metrics.BinaryFBetaScore`.
 */
export class BinaryFBetaScore extends CountingMetric {
  static readonly className = 'BinaryFBetaScore';
  readonly identity = { module: 'synalinks.metrics', className: BinaryFBetaScore.className };

  constructor(options: BetaOptions & ThresholdOptions = {}) {
    const beta = checkBeta(options.beta ?? 1);
    const threshold = checkThreshold(options.threshold ?? 0.5);
    super(
      {
        metric: BinaryFBetaScore,
        defaultName: 'binary_fbeta_score',
        tally: binaryConfusion(threshold),
        formula: fBeta(beta),
        config: [
          ['beta', beta],
          ['threshold', threshold],
        ],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): BinaryFBetaScore {
    return new BinaryFBetaScore(readCountingOptions(BinaryFBetaScore.className, config, 'beta', 'threshold'));
  }
}
