import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { readCountingOptions } from './counting-options.ts';
import type { LabelsOptions } from './counting-options.ts';
import { precision } from './formulas.ts';
import { categoricalConfusion } from './tally.ts';

/**
 * Measures how many labels of a prediction are right, wherever they stand.
 *
 * With `labels`, each is followed on its own, and without an average the result is a map with one score a label.
 *
 * Follows `synalinks.metrics.CategoricalPrecision`.
 */
export class CategoricalPrecision extends CountingMetric {
  static readonly className = 'CategoricalPrecision';
  readonly identity = { module: 'synalinks.metrics', className: CategoricalPrecision.className };

  constructor(options: LabelsOptions = {}) {
    const labels = options.labels ?? null;
    super(
      {
        metric: CategoricalPrecision,
        defaultName: 'categorical_precision',
        tally: categoricalConfusion(labels),
        formula: precision,
        config: [['labels', labels]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): CategoricalPrecision {
    return new CategoricalPrecision(readCountingOptions(CategoricalPrecision.className, config, 'labels'));
  }
}
