import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import type { CountingOptions } from './counting-metric.ts';
import { readCountingOptions } from './counting-options.ts';
import { recall } from './formulas.ts';
import { textConfusion } from './tally.ts';

/**
 * Measures how many of the target's words a prediction has, field by field.
 *
 * Follows `synalinks.metrics.Recall`.
 */
export class Recall extends CountingMetric {
  static readonly className = 'Recall';
  readonly identity = { module: 'synalinks.metrics', className: Recall.className };

  constructor(options: CountingOptions = {}) {
    super(
      {
        metric: Recall,
        defaultName: 'recall',
        tally: textConfusion,
        formula: recall,
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): Recall {
    return new Recall(readCountingOptions(Recall.className, config));
  }
}
