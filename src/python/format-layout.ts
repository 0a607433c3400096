import type { FormatError } from '../base/errors.ts';
import { formatFailure } from './format-failure.ts';
import type { FormatSpec } from './format-spec.ts';

/**
 * The longest template, and the longest text formatted from one, in UTF-16 code units: far beyond any path, and
 * small enough that a hostile width costs nothing.
 */
export const maximumLength = 65_536;

/**
 * Repeats a character.
 *
 * @throws FormatError at once, without the memory, if the result would be longer than any path
 */
export function repeated(character: string, count: number): string {
  if (count > maximumLength) throw tooLong(`${count} more characters`);
  return count > 0 ? character.repeat(count) : '';
}

/** Builds the error for a text that outgrows {@link maximumLength}. */
export function tooLong(what: string): FormatError {
  return formatFailure(
    'MemoryError',
    `The template asks for ${what}; at most ${maximumLength} are made. Use a shorter template, width or precision.`,
  );
}

/** The visible parts of a number, each possibly empty: `-`, `0x`, the digits before the point, and all after them. */
export interface NumberParts {
  readonly negative: boolean;
  readonly prefix: string;
  readonly digits: string;
  readonly rest: string;
}

/** Lays a number out: sign, grouping, width. */
export function layoutNumber({ negative, prefix, digits, rest }: NumberParts, spec: FormatSpec): string {
  const before = signOf(negative, spec.sign) + prefix;
  const align = spec.align ?? (spec.zeroPadded ? '=' : '>');
  const fill = spec.fill ?? (spec.zeroPadded ? '0' : ' ');
  const minimum = fill === '0' && align === '=' ? spec.width - before.length - rest.length : 0;
  const body = grouped(digits, spec, minimum) + rest;
  const missing = spec.width - before.length - body.length;
  if (missing <= 0) return before + body;
  return align === '=' ? before + repeated(fill, missing) + body : pad(before + body, missing, fill, align);
}

/** Fills text that lacks `missing` characters. */
export function pad(text: string, missing: number, fill: string, align: string): string {
  if (missing <= 0) return text;
  if (align === '<') return text + repeated(fill, missing);
  if (align !== '^') return repeated(fill, missing) + text;
  const left = Math.floor(missing / 2);
  return repeated(fill, left) + text + repeated(fill, missing - left);
}

function signOf(negative: boolean, sign: string): string {
  if (negative) return '-';
  return sign === '-' ? '' : sign;
}

/**
 * Zero-pads the digits to a width and sets separators; the result may be one longer than `minimum`, as no group is
 * left empty. NaN and infinity have no digits, and get none.
 */
function grouped(digits: string, spec: FormatSpec, minimum: number): string {
  if (digits === '') return '';
  if (spec.grouping === '') return repeated('0', minimum - digits.length) + digits;
  const size = 'boxX'.includes(spec.type ?? 'd') ? 4 : 3;
  const count = Math.max(digits.length, digitCount(minimum, size));
  const all = repeated('0', count - digits.length) + digits;
  return separated(all, spec.grouping, size);
}

/** The fewest digits that fill `width` together with their separators. */
function digitCount(width: number, size: number): number {
  const count = width - Math.floor((width - 1) / (size + 1));
  return Math.max(count, 0);
}

function separated(digits: string, separator: string, size: number): string {
  const head = digits.length % size || size;
  let text = digits.slice(0, head);
  for (let at = head; at < digits.length; at += size) text += separator + digits.slice(at, at + size);
  return text;
}
