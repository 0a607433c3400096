import { laterCharacters } from './later-characters.ts';

/** Text of which every character stands for itself. */
const simple = /^[ !#-&(-[\]-~]*$/;
/** Backslash, quote, and what `str.isprintable` of Python 3.11 denies: categories C and Z, but for the space. */
const toEscape = new RegExp(String.raw`[\\']|(?! )[\p{C}\p{Z}${laterCharacters}]`, 'gu');

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Writes text as Python's `repr` does: in single quotes, or in double quotes if it holds single ones only; with
 * escapes for what cannot be printed.
 *
 * @example stringRepr("it's"); // `"it's"`
 */
export function stringRepr(text: string): string {
  if (simple.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replace(toEscape, (character) => escaped(character, quote)) + quote;
}

function escaped(character: string, quote: string): string {
  if (character === "'") return quote === "'" ? "\\'" : character;
  return shortEscapes.get(character) ?? codeEscape(character.codePointAt(0) ?? 0);
}

function codeEscape(code: number): string {
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
