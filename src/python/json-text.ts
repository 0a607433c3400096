import type { JsonDialect } from './json-dialect.ts';
import { JsonReader } from './json-reader.ts';
import type { JsonValue } from './json-value.ts';
import { JsonWriter } from './json-writer.ts';

/** How a text is read. */
export interface ParseJsonOptions {
  /** @default 'orjson' */
  readonly dialect?: JsonDialect;
}

/** How a text is written. */
export interface FormatJsonOptions {
  /** Spaces per level, one member per line; without it the text is compact. @default undefined */
  readonly indent?: 2;
}

/** How many arrays and objects may lie inside each other, in a text that is read or written. */
export const maxJsonDepth = 1024;

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

/**
 * Writes JSON text as orjson does, byte for byte once it is encoded as UTF-8: shortest floats (`5.0`, `0.00001`,
 * `1e16`), raw characters beyond ASCII, `{}` and `[]` on one line, no line end after the value.
 *
 * A number that is not finite becomes `null`, since JSON has no word for it.
 *
 * @throws {FormatError} `unwritable-json`, for an integer beyond 64 bits, a lone surrogate, or too many levels.
 * @example formatJson(new Map([['reward', 1]])); // '{"reward":1.0}'
 */
export function formatJson(value: JsonValue, options: FormatJsonOptions = {}): string {
  return new JsonWriter(options.indent === undefined ? '' : '  ', maxJsonDepth).write(value);
}
