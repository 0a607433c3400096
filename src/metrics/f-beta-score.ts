import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { checkBeta, readCountingOptions } from './counting-options.ts';
import type { BetaOptions } from './counting-options.ts';
import { fBeta } from './formulas.ts';
import { textConfusion } from './tally.ts';

/**
 * Weighs how many words of a prediction are right against how many of the target's it has, field by field.
 *
 * Follows `synalinks.metrics.FBetaScore`.
 *
 * @example new FBetaScore({ beta: 2, average: 'macro' });
 */
export class FBetaScore extends CountingMetric {
  static readonly className = 'FBetaScore';
  readonly identity = { module: 'synalinks.metrics', className: FBetaScore.className };

  constructor(options: BetaOptions = {}) {
    const beta = checkBeta(options.beta ?? 1);
    super(
      {
        metric: FBetaScore,
        defaultName: 'fbeta_score',
        tally: textConfusion,
        formula: fBeta(beta),
        config: [['beta', beta]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): FBetaScore {
    return new FBetaScore(readCountingOptions(FBetaScore.className, config, 'beta'));
  }
}
