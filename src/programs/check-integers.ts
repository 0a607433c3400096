import { DataError } from '../base/errors.ts';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';

/** Refuses integers beyond 64 bits, which Synalinks cannot hand to a language model. @throws DataError `large-integer` */
export function checkIntegers(value: JsonValue): void {
  if (typeof value === 'bigint') checkInteger(value);
  else if (isJsonArray(value)) value.forEach(checkIntegers);
  else if (value instanceof Map) for (const item of value.values()) checkIntegers(item as JsonValue);
}

function checkInteger(value: bigint): void {
  if (value < 2n ** 64n && value >= -(2n ** 63n)) return;
  throw new DataError(
    'large-integer',
    `The integer ${value.toString().slice(0, 40)} is beyond 64 bits. Expected a smaller one, a float, or a string.`,
  );
}
