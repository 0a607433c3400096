import { ArgumentError } from '../base/errors.ts';
import { ConfigReader } from '../data/config-reader.ts';
import { readFieldMasks } from '../data/field-masks.ts';
import { str } from '../data/leaves.ts';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { checkAverage } from './average.ts';
import type { CountingOptions } from './counting-metric.ts';

/** How much more recall counts than precision. */
export interface BetaOptions extends CountingOptions {
  /** @default 1 */
  readonly beta?: number;
}

/** From where on a number is a yes. */
export interface ThresholdOptions extends CountingOptions {
  /** Greater than 0 and at most 1; a number above it is a yes. @default 0.5 */
  readonly threshold?: number;
}

/** Which labels are followed one by one. */
export interface LabelsOptions extends CountingOptions {
  /** @default null, all labels in one pool */
  readonly labels?: readonly string[] | null;
}

type Extra = 'beta' | 'threshold' | 'labels';
type AllOptions = BetaOptions & ThresholdOptions & LabelsOptions;

/**
 * Reads the config of a counting metric: its masks, name and average, and the given further fields.
 *
 * @throws {DataError} `bad-field`, `unknown-field`
 * @throws {ArgumentError} `bad-average`, `bad-float`, `bad-threshold`
 */
export function readCountingOptions(
  className: string,
  config: JsonObject,
  ...extras: readonly Extra[]
): AllOptions {
  const reader = new ConfigReader(className, config);
  const average = reader.value('average');
  checkAverage(average);
  const options = { name: reader.string('name'), ...readFieldMasks(reader), average };
  const found = extras.filter((extra) => reader.has(extra)).map((extra) => readers[extra](reader));
  reader.finish();
  return Object.assign({}, options, ...found) as AllOptions;
}

const readers: Readonly<Record<Extra, (reader: ConfigReader) => Partial<AllOptions>>> = {
  beta: (reader) => ({ beta: checkBeta(reader.value('beta')) }),
  threshold: (reader) => ({ threshold: checkThreshold(reader.value('threshold')) }),
  labels: (reader) => ({ labels: readLabels(reader) }),
};

function readLabels(reader: ConfigReader): readonly string[] | null {
  const labels = reader.value('labels');
  if (labels === null) return null;
  if (isJsonArray(labels)) return labels.map(str);
  throw reader.wrong('labels', 'a list or null');
}

/** @throws {ArgumentError} `bad-float` */
export function checkBeta(beta: JsonValue): number {
  return checkFloat('beta', beta);
}

/** @throws {ArgumentError} `bad-float`, `bad-threshold` */
export function checkThreshold(threshold: JsonValue): number {
  const checked = checkFloat('threshold', threshold);
  if (checked <= 1 && checked > 0) return checked;
  throw new ArgumentError(
    'bad-threshold',
    'Invalid `threshold` argument value. It should verify 0 < threshold <= 1. ' +
      `Received: threshold=${str(checked)}`,
    { details: { path: 'threshold' } },
  );
}

/** Refuses what Python would not load, be it an int: `2` where `2.0` is meant. */
function checkFloat(name: string, value: JsonValue): number {
  if (typeof value === 'number') return value;
  throw new ArgumentError(
    'bad-float',
    `Invalid \`${name}\` argument value. It should be a Python float. ` +
      `Received: ${name}=${str(value)} of type '<class '${pythonType(value)}'>'`,
    { details: { path: name } },
  );
}

function pythonType(value: JsonValue): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return 'str';
  return isJsonArray(value) ? 'list' : 'dict';
}
