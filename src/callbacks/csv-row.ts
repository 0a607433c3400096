import { toText } from '../python/format-conversion.ts';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';

/** What stands in a column whose value was not logged. */
export const notAvailable = 'NA';

/**
 * Writes one line as Python's `csv` does in its Excel dialect: quotes where they are needed, doubled within, CRLF.
 *
 * A list becomes `"[0.5, 1.0]"` with quotes of its own, but none around the texts in it; null nothing at all.
 */
export function csvRow(values: readonly JsonValue[], separator: string): string {
  return `${values.map((value) => quoted(cellText(value), separator)).join(separator)}\r\n`;
}

function cellText(value: JsonValue): string {
  if (value === null) return '';
  return isJsonArray(value) ? `"[${value.map((item) => toText(item)).join(', ')}]"` : toText(value);
}

function quoted(text: string, separator: string): string {
  const needsQuotes = text.includes(separator) || /["\r\n]/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
