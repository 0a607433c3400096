import { toText } from '../python/format-conversion.ts';
import type { JsonValue } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';

/** Logged values by name, as Python sees them: a number is a float, a bigint an int. */
export type LogValues = ReadonlyMap<string, JsonValue>;

/**
 * Reads the logs of a hook: its own properties, without those that are undefined. What a hand-written loop logs beside
 * JSON (a date, say) counts as its text.
 */
export function logValues(logs: unknown): LogValues {
  const entries = typeof logs === 'object' && logs !== null ? Object.entries(logs) : [];
  return new Map(
    entries.filter(([, value]) => value !== undefined).map(([name, value]) => [name, toLogValue(value)]),
  );
}

function toLogValue(value: unknown): JsonValue {
  if (typeof value !== 'object' || value === null) return toScalar(value);
  try {
    // In a map a number is a float for certain, as logged values are.
    const wrapped = toJsonValue(new Map([['value', value]])) as LogValues;
    return wrapped.get('value') ?? null;
  } catch {
    return String(value);
  }
}

function toScalar(value: unknown): JsonValue {
  const isScalar = value === null || ['number', 'bigint', 'string', 'boolean'].includes(typeof value);
  return isScalar ? (value as JsonValue) : String(value);
}

/** A logged value that can be compared: a float, or an int. */
export type LogNumber = number | bigint;

/**
 * The number that a logged value is; null for everything else: text, booleans, lists, and ints beyond every double.
 * NaN and the infinities are numbers.
 */
export function numberOf(value: JsonValue | undefined): LogNumber | null {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' && Number.isFinite(Number(value)) ? value : null;
}

/** Writes any value as Python's `str` does, for messages. */
export function pythonText(value: unknown): string {
  try {
    return toText(toJsonValue(value));
  } catch {
    return String(value);
  }
}
