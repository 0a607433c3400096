import { parseFormatSpec } from '../python/format-spec.ts';
import type { FormatSpec } from '../python/format-spec.ts';
import type { TemplateField } from '../python/format-template.ts';

/**
 * A piece of a compiled template: tells where it can end in a path if it begins at one of some places, both in
 * ascending order. Sets of places instead of one regular expression: no template can make matching slow.
 */
export type PathToken = (path: string, starts: readonly number[]) => readonly number[];

/** What stands in a path for a value that is not known when it is saved. */
export const unknownValue = 'na';
/** Numbers padded further, or with more decimals, are matched like text. */
const longestWidth = 64;
const defaultPrecision = 6;
/** The digits of a whole number: the largest double has 309. */
const digits = '\\d{1,309}';

/** Matches text that stands for itself. */
export function literalToken(text: string): PathToken {
  return (path, starts) => starts.filter((at) => path.startsWith(text, at)).map((at) => at + text.length);
}

/**
 * Matches what a field can become.
 *
 * Only the two usual kinds of number are matched by their form, where it is beyond doubt: `d` and `f` with at most a
 * sign, zero padding and a precision. Everything else may be any text within one folder level.
 */
export function fieldToken(field: TemplateField): PathToken {
  if (field.spec.includes('/')) return () => [];
  const spec =
    field.nested === undefined && field.conversion === undefined ? readSpec(field.spec) : undefined;
  if (spec === undefined || !isUsual(spec)) return anyText;
  if (spec.type === 'd' && spec.precision < 0) return numberToken(integerEnds(spec));
  if (spec.type !== 'f') return anyText;
  return numberToken(spec.precision === 0 ? integerEnds(spec) : decimalEnds(spec), nonFiniteEnds(spec));
}

/** Reads a spec; one that Python refuses can stand for nothing known. */
function readSpec(text: string): FormatSpec | undefined {
  try {
    return parseFormatSpec(text);
  } catch {
    return undefined;
  }
}

function isUsual(spec: FormatSpec): boolean {
  const { fill, align, alternate, grouping, width, precision, zeroPadded, malformed } = spec;
  const short = width <= longestWidth && precision <= longestWidth && (width <= 0 || zeroPadded);
  return short && !malformed && !alternate && grouping === '' && fill === undefined && align === undefined;
}

/** Any text, none included, up to the end of the folder level; a line break is in no name that was formatted. */
const anyText: PathToken = (path, starts) => {
  const ends: number[] = [];
  let next = 0;
  for (const start of starts) {
    if (start < next) continue;
    next = start;
    while (next < path.length && path[next] !== '/' && path[next] !== '\n') ends.push(next++);
    ends.push(next++);
  }
  return ends;
};

/** Where a number that begins at one place can end. */
type NumberEnds = (path: string, start: number) => readonly number[];

/** Matches a number of one of some forms. */
function numberToken(...forms: readonly NumberEnds[]): PathToken {
  return (path, starts) => {
    const ends = new Set<number>();
    for (const start of starts) {
      for (const form of forms) for (const end of form(path, start)) ends.add(end);
      if (path.startsWith(unknownValue, start)) ends.add(start + unknownValue.length);
    }
    return [...ends].sort((a, b) => a - b);
  };
}

/** Where the next token begins is open, so an integer may end behind each of its digits once it is wide enough. */
function integerEnds({ sign, width }: FormatSpec): NumberEnds {
  const pattern = new RegExp(`(${signPattern(sign)})${digits}`, 'y');
  return (path, start) => {
    const [whole = '', shownSign = ''] = matchAt(pattern, path, start) ?? [];
    const shortest = Math.max(width, shownSign.length + 1);
    const count = Math.max(whole.length - shortest + 1, 0);
    return Array.from({ length: count }, (_, more) => start + shortest + more);
  };
}

function decimalEnds({ sign, precision }: FormatSpec): NumberEnds {
  const decimals = precision < 0 ? defaultPrecision : precision;
  return soleEnd(new RegExp(`${signPattern(sign)}${digits}\\.\\d{${decimals}}`, 'y'));
}

function nonFiniteEnds({ sign }: FormatSpec): NumberEnds {
  return soleEnd(new RegExp(`${signPattern(sign)}0{0,${longestWidth}}(?:nan|inf)`, 'y'));
}

/** For a form that can end in one place only. */
function soleEnd(pattern: RegExp): NumberEnds {
  return (path, start) => {
    const match = matchAt(pattern, path, start);
    return match === null ? [] : [start + match[0].length];
  };
}

/** Matches a sticky pattern at a place. */
function matchAt(pattern: RegExp, path: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(path);
}

function signPattern(sign: string): string {
  if (sign === '+') return '[-+]';
  return sign === ' ' ? '[- ]' : '-?';
}
