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

/** Writes JSON with sorted keys: the same text for the same value, in whatever order its fields stand. */
export function canonicalText(value: Json, indent = 0): string {
  return JSON.stringify(value, sorted, indent);
}

function sorted(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
