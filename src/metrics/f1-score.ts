import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import type { CountingOptions } from './counting-metric.ts';
import { readCountingOptions } from './counting-options.ts';
import { fBeta } from './formulas.ts';
import { textConfusion } from './tally.ts';

/**
 * The harmonic mean of precision and recall of the words of each field.
 *
 * Follows `synalinks.metrics.F1Score`.
 *
 * @example new F1Score({ inMask: ['answer'] });
 */
export class F1Score extends CountingMetric {
  static readonly className = 'F1Score';
  readonly identity = { module: 'synalinks.metrics', className: F1Score.className };

  constructor(options: CountingOptions = {}) {
    super(
      {
        metric: F1Score,
        defaultName: 'f1_score',
        tally: textConfusion,
        formula: fBeta(1),
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): F1Score {
    return new F1Score(readCountingOptions(F1Score.className, config));
  }
}
