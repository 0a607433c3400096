import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import { readCountingOptions } from './counting-options.ts';
import type { LabelsOptions } from './counting-options.ts';
import { ratio } from './formulas.ts';
import { categoricalAgreement } from './tally.ts';

/**
 * Measures how many of the labels of target and prediction they have in common, wherever they stand.
 *
 * With `labels`, each is right when it stands on both sides or on neither. Without an average the result is then a map with
 * one score a label.
 *
 * Follows `synalinks.metrics.CategoricalAccuracy`.
 *
 * @example new CategoricalAccuracy({ labels: ['da', 'nb', 'sv'] });
 */
export class CategoricalAccuracy extends CountingMetric {
  static readonly className = 'CategoricalAccuracy';
  readonly identity = { module: 'synalinks.metrics', className: CategoricalAccuracy.className };

  constructor(options: LabelsOptions = {}) {
    const labels = options.labels ?? null;
    super(
      {
        metric: CategoricalAccuracy,
        defaultName: 'categorical_accuracy',
        tally: categoricalAgreement(labels),
        formula: ratio,
        config: [['labels', labels]],
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): CategoricalAccuracy {
    return new CategoricalAccuracy(readCountingOptions(CategoricalAccuracy.className, config, 'labels'));
  }
}
