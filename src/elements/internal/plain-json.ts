/** JSON as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;

/** A JSON object. Its keys come from a file: read them with `member`, which knows no prototype. */
export interface JsonRecord {
  readonly [key: string]: Json;
}

/** Tells whether a value is an object with fields. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a list. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** A field of a value; undefined when the value is no object, or has no such field of its own. */
export function member(value: Json | undefined, key: string): Json | undefined {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A field that is text; null when it is anything else. */
export function textMember(value: Json | undefined, key: string): string | null {
  const field = member(value, key);
  return typeof field === 'string' ? field : null;
}

/** Puts the fields of all objects in order, so that equal values have equal texts. */
export function sortKeys(value: Json): Json {
  if (isList(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  const entries = Object.keys(value)
    .sort()
    .map((key) => [key, sortKeys(value[key] ?? null)]);
  return Object.fromEntries(entries) as JsonRecord;
}

/** Tells whether values lie in one another more than so many levels deep. */
export function isDeeperThan(levels: number, value: Json): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((item) => (isList(item) || isRecord(item) ? Object.values(item) : []));
  }
  return false;
}
