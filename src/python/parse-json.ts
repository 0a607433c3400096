import type { JsonDialect } from './json-dialect.ts';
import { maxJsonDepth } from './format-json.ts';
import { JsonReader } from './json-reader.ts';
import type { JsonValue } from './json-value.ts';

/** How a text is read. */
export interface ParseJsonOptions {
  /** @default 'orjson' */
  readonly dialect?: JsonDialect;
}

/**
 * Reads JSON text as Python does, so that `5` and `5.0` stay apart, and so do `10` and `"2"` in the order of keys.
 *
 * A key that occurs twice keeps its first place and takes its last value, as in a Python dict. `__proto__` is a key
 * like any other. A byte order mark, a comment, a trailing comma, a control character in a string, and anything after
 * the value are refused in both dialects.
 *
 * @throws {FormatError} `bad-json`; the message and the details give the line and the column (1-based, by character).
 * @example parseJson('{"reward":1.0,"count":1}'); // Map { 'reward' => 1, 'count' => 1n }
 */
export function parseJson(text: string, options: ParseJsonOptions = {}): JsonValue {
  return new JsonReader(text, options.dialect ?? 'orjson', maxJsonDepth).read();
}
