import type { JsonObject } from '../python/json-value.ts';
import { CountingMetric } from './counting-metric.ts';
import type { CountingOptions } from './counting-metric.ts';
import { readCountingOptions } from './counting-options.ts';
import { ratio } from './formulas.ts';
import { textAgreement } from './tally.ts';

/**
 * Measures how many of the words of target and prediction they have in common: |T ∩ P| / (|T ∪ P| + ε), field by field.
 *
 * Follows `synalinks.metrics.Accuracy`.
 *
 * @example new Accuracy({ inMask: ['answer'] });
 */
export class Accuracy extends CountingMetric {
  static readonly className = 'Accuracy';
  readonly identity = { module: 'synalinks.metrics', className: Accuracy.className };

  constructor(options: CountingOptions = {}) {
    super(
      {
        metric: Accuracy,
        defaultName: 'accuracy',
        tally: textAgreement,
        formula: ratio,
      },
      options,
    );
  }

  /** @throws {DataError | ArgumentError} naming the field that is wrong. */
  static fromConfig(config: JsonObject): Accuracy {
    return new Accuracy(readCountingOptions(Accuracy.className, config));
  }
}
