import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { readCountingOptions } from './counting-options.ts';
import type { LabelsOptions } from './counting-options.ts';
import { recall } from './formulas.ts';
import { categoricalConfusion } from './tally.ts';

/**
 * Measures how many of the target's labels a prediction has, wherever they stand.
 *
 * With `labels`, each is followed on its own, and without an average the result is a map with one score a label.
 *
 * Follows `synalinks.metrics.CategoricalRecall`.
 */
export class CategoricalRecall extends CountingMetric {
  static readonly className = 'CategoricalRecall';
  readonly identity = { module: 'synalinks.metrics', className: CategoricalRecall.className };

  constructor(options: LabelsOptions = {}) {
    const labels = options.labels ?? null;
    super(
      {
        metric: CategoricalRecall,
        defaultName: 'categorical_recall',
        tally: categoricalConfusion(labels),
        formula: recall,
        config: [['labels', labels]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): CategoricalRecall {
    return new CategoricalRecall(readCountingOptions(CategoricalRecall.className, config, 'labels'));
  }
}
