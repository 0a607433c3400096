import { checkOptions } from '../base/check-options.ts';
import type { JsonObject } from '../python/json-value.ts';
import { jsonObject } from '../python/json-value.ts';
import { sumFloat32 } from '../python/float32.ts';
import { metricNames, Metric, readMetricOptions } from './metric.ts';
import type { MetricOptions } from './metric.ts';
import { notComparable } from './not-comparable.ts';
import { stateNumber } from './state.ts';

const SCHEMA = jsonObject(
  ['additionalProperties', false],
  ['properties', jsonObject(['total', jsonObject(['default', 0], ['title', 'Total'], ['type', 'number'])])],
  ['title', 'Total'],
  ['type', 'object'],
);

/**
 * Adds the numbers it is given, in float32.
 *
 * Differs from Synalinks: there every update fails, since the total is taken for the axis to sum over.
 */
export class Sum extends Metric {
  static readonly className = 'Sum';
  readonly identity = { module: 'synalinks.metrics', className: Sum.className };
  readonly #total = this.addVariable('total', SCHEMA, jsonObject(['total', 0]));

  /** @throws {ArgumentError} `unknown-option`, `bad-name` */
  constructor(options: MetricOptions = {}) {
    if (new.target === Sum) checkOptions(Sum.className, options, metricNames);
    super(Sum.className, { ...options, name: options.name ?? 'sum' });
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject): Sum {
    return new Sum(readMetricOptions(Sum.className, config));
  }

  /** Adds one value, or a list of them. */
  update(values: number | readonly number[]): void {
    const sum = sumFloat32(typeof values === 'number' ? [values] : values);
    this.#total.update([['total', Math.fround(Math.fround(this.result()) + sum)]]);
  }

  /** @throws {ArgumentError} `not-comparable`, always: numbers come through `update`. */
  async updateState(): Promise<void> {
    throw notComparable(this.name);
  }

  result(): number {
    return stateNumber(this.#total, 'total');
  }
}
