import { codePointKey } from '../checkpoints/checkpoint-path.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { LogValue, Logs } from './callback.ts';

const digits = String.raw`\d+(?:_\d+)*`;
/** What Python's `float` reads, white space aside. */
const floatText = new RegExp(
  `^[-+]?(?:(?:(?:${digits})\\.?(?:${digits})?|\\.${digits})(?:e[-+]?${digits})?|inf(?:inity)?|nan)$`,
  'i',
);

/**
 * Makes logs what Synalinks' callbacks are given: names sorted by code point, a number of whatever can be one (an int, a
 * boolean, text such as `2.5`), the values of a nested object among the others. Everything else stays.
 *
 * @example pythonLogs({ reward: 1n, f1: { x: true, w: '2.5' } }); // { w: 2.5, x: 1, reward: 1 }
 */
export function pythonLogs(logs: unknown): Logs {
  const found = new Map<string, LogValue>();
  collect(logs, found);
  return Object.fromEntries(found);
}

function collect(logs: unknown, found: Map<string, LogValue>): void {
  for (const [name, value] of sortedEntries(logs)) {
    if (isPlainObject(value)) collect(value, found);
    else found.set(name, toNumber(value) as LogValue);
  }
}

function sortedEntries(logs: unknown): [string, unknown][] {
  const entries: [string, unknown][] = isJsonObject(logs) ? [...logs] : Object.entries(logs ?? {});
  const keyed = entries.map((entry) => ({ entry, key: codePointKey(entry[0]) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ entry }) => entry);
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return isJsonObject(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function toNumber(value: unknown): unknown {
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value);
  return typeof value === 'string' ? readFloat(value) : value;
}

function readFloat(text: string): number | string {
  const trimmed = text.trim();
  if (!floatText.test(trimmed)) return text;
  const plain = trimmed.replaceAll('_', '').toLowerCase();
  return Number(plain.replace(/inf(?:inity)?/, 'Infinity').replace(/^[-+]?nan$/, 'NaN'));
}
