import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { sortKeys } from './sort-keys.ts';

/**
 * Lists the values of a JSON value that hold no others: objects by sorted key, arrays in order, nulls too.
 *
 * @example leaves(parseJson('{"b":1,"a":[true,null]}')); // [true, null, 1n]
 */
export function leaves(value: JsonValue): readonly JsonValue[] {
  if (isJsonArray(value)) return value.flatMap(leaves);
  if (!isJsonObject(value)) return [value];
  return [...sortKeys(value).values()].flatMap(leaves);
}

/** Writes a JSON value as Python's `str` does: a string as it is, anything else as its repr. */
export function str(value: JsonValue): string {
  return typeof value === 'string' ? value : repr(value);
}
