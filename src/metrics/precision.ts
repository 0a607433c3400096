import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import type { CountingOptions } from './counting-metric.ts';
import { readCountingOptions } from './counting-options.ts';
import { precision } from './formulas.ts';
import { textConfusion } from './tally.ts';

/**
 * Measures how many words of a prediction are right, field by field.
 *
 * Follows `synalinks.metrics.Precision`.
 */
export class Precision extends CountingMetric {
  static readonly className = 'Precision';
  readonly identity = { module: 'synalinks.metrics', className: Precision.className };

  constructor(options: CountingOptions = {}) {
    super(
      {
        metric: Precision,
        defaultName: 'precision',
        tally: textConfusion,
        formula: precision,
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): Precision {
    return new Precision(readCountingOptions(Precision.className, config));
  }
}
