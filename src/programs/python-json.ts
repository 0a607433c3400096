import { sortKeys } from '../data/sort-keys.ts';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { floatRepr } from '../python/float-repr.ts';

/** How Python's `json.dumps` is called. */
export interface PythonJsonOptions {
  /** @default false */
  readonly sortKeys?: boolean;
}

/** Writes JSON as Python's `json.dumps` does by default: a space after `:` and `,`, and nothing but ASCII. */
export function pythonJson(value: JsonValue, options: PythonJsonOptions = {}): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatText(value);
  if (isJsonArray(value)) return `[${value.map((item) => pythonJson(item, options)).join(', ')}]`;
  const entries = [...(options.sortKeys ? sortKeys(value) : value)];
  return `{${entries.map(([key, item]) => `${quoted(key)}: ${pythonJson(item, options)}`).join(', ')}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function floatText(value: number): string {
  if (Number.isFinite(value)) return floatRepr(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
