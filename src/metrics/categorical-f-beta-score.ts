import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { checkBeta, readCountingOptions } from './counting-options.ts';
import type { BetaOptions, LabelsOptions } from './counting-options.ts';
import { fBeta } from './formulas.ts';
import { categoricalConfusion } from './tally.ts';

/**
 * Weighs how many labels of a prediction are right against how many of the target's it has, wherever they stand.
 *
 * With `labels`, each is followed on its own, and without an average the result is a map with one score a label.
 *
 * Follows `synalinks.metrics.CategoricalFBetaScore`.
 */
export class CategoricalFBetaScore extends CountingMetric {
  static readonly className = 'CategoricalFBetaScore';
  readonly identity = { module: 'synalinks.metrics', className: CategoricalFBetaScore.className };

  constructor(options: BetaOptions & LabelsOptions = {}) {
    const beta = checkBeta(options.beta ?? 1);
    const labels = options.labels ?? null;
    super(
      {
        metric: CategoricalFBetaScore,
        defaultName: 'categorical_fbeta_score',
        tally: categoricalConfusion(labels),
        formula: fBeta(beta),
        config: [
          ['beta', beta],
          ['labels', labels],
        ],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): CategoricalFBetaScore {
    return new CategoricalFBetaScore(
      readCountingOptions(CategoricalFBetaScore.className, config, 'beta', 'labels'),
    );
  }
}
