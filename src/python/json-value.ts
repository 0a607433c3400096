/**
 * JSON as Python sees it: a `bigint` is an int, a `number` is a float (5 and 5.0 stay apart), and an object is a
 * `Map`, so that every key keeps its place (also `"10"` before `"2"`) and none can reach a prototype.
 *
 * Values are immutable by convention: whoever changes one builds a new one. So they may be shared freely.
 */
export type JsonValue = null | boolean | bigint | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object: keys in the order in which they were written. */
export type JsonObject = ReadonlyMap<string, JsonValue>;

/** Tells whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return value instanceof Map;
}

/** Tells whether a value is a JSON array. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * Builds a JSON object from `[key, value]` pairs, in their order.
 *
 * @example jsonObject(['label', 'Danish'], ['reward', 1])
 */
export function jsonObject(...entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  return new Map(entries);
}
