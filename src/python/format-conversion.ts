import { formatFailure } from './format-failure.ts';
import { integerText } from './integer-text.ts';
import type { JsonValue } from './json-value.ts';
import { repr } from './repr.ts';

/**
 * Converts a value as `!r`, `!s` or `!a` in a field asks.
 *
 * @throws FormatError for any other conversion
 */
export function convert(value: JsonValue, conversion: string): string {
  if (conversion === 's') return toText(value);
  if (conversion === 'r') return toRepr(value);
  if (conversion === 'a') return toRepr(value).replace(/[^\0-\x7f]/gu, escape);
  throw formatFailure('ValueError', `Unknown conversion specifier ${shown(conversion)}`);
}

/** Writes a value as Python's `str` does. */
export function toText(value: JsonValue): string {
  return typeof value === 'string' ? value : toRepr(value);
}

function toRepr(value: JsonValue): string {
  return typeof value === 'bigint' ? integerText(value) : repr(value);
}

function escape(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  if (digits.length <= 2) return `\\x${digits}`;
  return digits.length <= 4 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

function shown(conversion: string): string {
  return /[!-~]/.test(conversion) ? conversion : `\\x${(conversion.codePointAt(0) ?? 0).toString(16)}`;
}
