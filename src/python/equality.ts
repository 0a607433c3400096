import { isJsonArray, isJsonObject } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/**
 * Tells whether two JSON values are equal as Python's `==` has it.
 *
 * `5` equals `5.0`, and `true` equals `1`; the order of keys does not matter; a key with a null is not a missing key.
 * Integers and floats are compared by their exact values, however large. NaN equals nothing.
 *
 * @example jsonEquals(1n, true); // true
 */
export function jsonEquals(a: JsonValue, b: JsonValue): boolean {
  if (isJsonObject(a)) return isJsonObject(b) && sameFields(a, b);
  if (isJsonArray(a)) return isJsonArray(b) && sameItems(a, b);
  if (isJsonObject(b) || isJsonArray(b)) return false;
  // Loosely, since `==` compares a bigint with a number by value; strings and nulls were dealt with by then.
  return isNumeric(a) && isNumeric(b) ? numeric(a) == numeric(b) : a === b;
}

/**
 * A text that is the same for values that are equal as `jsonEquals` has it, and for no others; only NaN, which equals
 * nothing, has one too.
 */
export function equalityKey(value: JsonValue): string {
  if (isJsonObject(value)) {
    const fields = [...value].map(([key, item]) => `${JSON.stringify(key)}:${equalityKey(item)}`);
    return `{${fields.sort().join()}}`;
  }
  if (isJsonArray(value)) return `[${value.map(equalityKey).join()}]`;
  if (!isNumeric(value)) return JSON.stringify(value);
  const number = numeric(value);
  return String(Number.isInteger(number) ? BigInt(number) : number);
}

function sameFields(a: JsonObject, b: JsonObject): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([key, value]) => {
    const other = b.get(key);
    return other !== undefined && jsonEquals(value, other);
  });
}

function sameItems(a: readonly JsonValue[], b: readonly JsonValue[]): boolean {
  return a.length === b.length && a.every((item, index) => jsonEquals(item, b[index] ?? null));
}

const isNumeric = (value: JsonValue): value is boolean | bigint | number =>
  typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number';

const numeric = (value: boolean | bigint | number): bigint | number =>
  typeof value === 'boolean' ? BigInt(value) : value;
