import { sortKeys } from '../data/sort-keys.ts';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { floatRepr } from '../python/float-repr.ts';

/** How Python's `json.dumps` is called. */
export interface PythonJsonOptions {
  /** @default false */
  readonly sortKeys?: boolean;
  /** Spaces before each level of lines of their own. @default 0, all on one line */
  readonly indent?: number;
}

/** Writes JSON as Python's `json.dumps` does by default: a space after `:` and `,`, and nothing but ASCII. */
export function pythonJson(value: JsonValue, options: PythonJsonOptions = {}, level = 1): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatText(value);
  const text = (item: JsonValue): string => pythonJson(item, options, level + 1);
  if (isJsonArray(value)) return `[${lines(value.map(text), options, level)}]`;
  const entries = [...(options.sortKeys ? sortKeys(value) : value)];
  const members = entries.map(([key, item]) => `${quoted(key)}: ${text(item)}`);
  return `{${lines(members, options, level)}}`;
}

function lines(items: readonly string[], { indent = 0 }: PythonJsonOptions, level: number): string {
  if (indent === 0 || items.length === 0) return items.join(', ');
  const margin = `\n${' '.repeat(indent * level)}`;
  return `${margin}${items.join(`,${margin}`)}\n${' '.repeat(indent * (level - 1))}`;
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
