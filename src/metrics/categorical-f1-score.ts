import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { readCountingOptions } from './counting-options.ts';
import type { LabelsOptions } from './counting-options.ts';
import { fBeta } from './formulas.ts';
import { categoricalConfusion } from './tally.ts';

/**
 * The harmonic mean of precision and recall of labels, wherever they stand.
 *
 * With `labels`, each is followed on its own, and without an average the result is a map with one score a label.
 *
 * Follows `synalinks.metrics.CategoricalF1Score`.
 *
 * @example new CategoricalF1Score({ labels: ['da', 'nb', 'sv'], average: 'macro' });
 */
export class CategoricalF1Score extends CountingMetric {
  static readonly className = 'CategoricalF1Score';
  readonly identity = { module: 'synalinks.metrics', className: CategoricalF1Score.className };

  constructor(options: LabelsOptions = {}) {
    const labels = options.labels ?? null;
    super(
      {
        metric: CategoricalF1Score,
        defaultName: 'categorical_f1_score',
        tally: categoricalConfusion(labels),
        formula: fBeta(1),
        config: [['labels', labels]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): CategoricalF1Score {
    return new CategoricalF1Score(readCountingOptions(CategoricalF1Score.className, config, 'labels'));
  }
}
