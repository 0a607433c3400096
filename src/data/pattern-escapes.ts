import type { PatternSource } from './pattern-source.ts';

const controls: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);
const hexadecimalLengths: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);
const maxCodePoint = 0x10ffff;

function readHexadecimal(source: PatternSource, letter: string, length: number, start: number): number {
  const digits = source.takeWhile(/[0-9a-f]/i, length);
  if (digits.length !== length) throw source.error(`incomplete escape \\${letter}${digits}`, start);
  const codePoint = Number.parseInt(digits, 16);
  if (codePoint > maxCodePoint) throw source.error(`bad escape \\${letter}${digits}`, start);
  return codePoint;
}

function readOctal(source: PatternSource, digits: string, start: number): number {
  const codePoint = Number.parseInt(digits, 8);
  if (codePoint <= 0o377) return codePoint;
  throw source.error(`octal escape value \\${digits} outside of range 0-0o377`, start);
}

/**
 * Reads the escape of a character, from behind its backslash.
 *
 * @returns the code point.
 * @throws ArgumentError `bad-pattern` for a letter that means nothing in Python, `untranslatable-pattern` for `\N{…}`.
 */
export function readCharacterEscape(source: PatternSource): number {
  const start = source.position - 1;
  if (source.atEnd) throw source.error('bad escape (end of pattern)', start);
  const letter = source.take();
  const length = hexadecimalLengths.get(letter);
  if (length !== undefined) return readHexadecimal(source, letter, length, start);
  if (letter === 'N') throw source.untranslatable('the name of a character', start);
  const control = controls.get(letter);
  if (control !== undefined) return control;
  if (/[A-Za-z]/.test(letter)) throw source.error(`bad escape \\${letter}`, start);
  return letter.codePointAt(0) ?? 0;
}

/**
 * Reads what digits behind a backslash mean: an octal escape, or the number of a group.
 *
 * @returns the code point, or the group.
 */
export function readNumericEscape(
  source: PatternSource,
  insideClass: boolean,
): { readonly codePoint: number } | { readonly group: number } {
  const start = source.position - 1;
  const digits = /[0-7]/.test(source.next) ? source.takeWhile(/[0-7]/, 3) : '';
  if (digits.startsWith('0') || digits.length === 3 || (insideClass && digits !== '')) {
    return { codePoint: readOctal(source, digits, start) };
  }
  if (insideClass) throw source.error(`bad escape \\${source.next}`, start);
  source.position = start + 1;
  return { group: Number(source.takeWhile(/[0-9]/, 2)) };
}
