import type { JsonValue } from '../python/json-value.ts';

const named: ReadonlyMap<JsonValue | undefined, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** Makes a number fit for a training state: JSON has no NaN and no infinities, so these become text. */
export function writeNumber(value: number): JsonValue {
  return Number.isFinite(value) ? value : String(value);
}

/** Reads what `writeNumber` made, also of an int; null for everything else. */
export function readNumber(value: JsonValue | undefined): number | null {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  return named.get(value) ?? null;
}

/** Reads a whole number from 0 up; null for everything else, so that what a state holds can always be written again. */
export function readCount(value: JsonValue | undefined): number | null {
  const number = readNumber(value);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
