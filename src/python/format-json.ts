import type { JsonValue } from './json-value.ts';
import { JsonWriter } from './json-writer.ts';

/** How a text is written. */
export interface FormatJsonOptions {
  /** Spaces per level, one member per line; without it the text is compact. @default undefined */
  readonly indent?: 2;
}

/** How many arrays and objects may lie inside each other, in a text that is read or written. */
export const maxJsonDepth = 1024;

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
