import { checkOptions } from '../base/check-options.ts';
import type { JsonObject } from '../python/json-value.ts';
import { metricNames, Metric, readMetricOptions } from './metric.ts';
import type { MetricOptions } from './metric.ts';
import { notComparable } from './not-comparable.ts';
import { RunningMean } from './running-mean.ts';
import type { MeanValues } from './running-mean.ts';
import { EMPTY_TOTAL, TOTAL_WITH_COUNT_SCHEMA } from './total-with-count.ts';

/**
 * Averages the numbers it is given, in float32. The trainer follows the reward with one.
 *
 * Follows `synalinks.metrics.Mean`.
 *
 * @example
 * const mean = new Mean({ name: 'reward' });
 * mean.update(0.5);
 * mean.result(); // 0.5
 */
export class Mean extends Metric {
  static readonly className = 'Mean';
  readonly identity = { module: 'synalinks.metrics', className: Mean.className };
  readonly #mean = new RunningMean(
    this.addVariable('total_with_count', TOTAL_WITH_COUNT_SCHEMA, EMPTY_TOTAL),
  );

  /** @throws {ArgumentError} `unknown-option`, `bad-name` */
  constructor(options: MetricOptions = {}) {
    if (new.target === Mean) checkOptions(Mean.className, options, metricNames);
    super(Mean.className, { ...options, name: options.name ?? 'mean' });
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject): Mean {
    return new Mean(readMetricOptions(Mean.className, config));
  }

  /** Takes one value into account, or a list with one a sample. */
  update(values: MeanValues): void {
    this.#mean.add(values);
  }

  /** @throws {ArgumentError} `not-comparable`, always: numbers come through `update`. */
  async updateState(): Promise<void> {
    throw notComparable(this.name);
  }

  result(): number {
    return this.#mean.value;
  }
}
