import { floatRepr } from './float-repr.ts';
import { isJsonArray } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { stringRepr } from './string-repr.ts';

/**
 * Writes a JSON value as Python's `repr` does: the text in which a program's prompt holds its data.
 *
 * @example repr(parseJson('{"name":"Søren","age":5,"score":5.0,"note":null}'));
 * // "{'name': 'Søren', 'age': 5, 'score': 5.0, 'note': None}"
 */
export function repr(value: JsonValue): string {
  if (typeof value === 'string') return stringRepr(value);
  if (typeof value === 'number') return floatRepr(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return isJsonArray(value) ? `[${value.map(repr).join(', ')}]` : objectRepr(value);
}

function objectRepr(object: JsonObject): string {
  const items: string[] = [];
  for (const [key, value] of object) items.push(`${stringRepr(key)}: ${repr(value)}`);
  return `{${items.join(', ')}}`;
}
