import { parseFormatSpec } from '../python/format-spec.ts';
import type { FormatSpec } from '../python/format-spec.ts';
import type { TemplateField } from '../python/format-template.ts';

/**
 * A piece of a compiled template: tells where it can end in a path if it begins at one of some places, both in
 * ascending order. Sets of places instead of one regular expression: no template can make matching slow.
 */
export type PathToken = (path: string, starts: readonly number[]) => readonly number[];

/** What stands in a path for a value that is not known when it is saved. */
const unknownValue = 'na';
/** Numbers padded further, or with more decimals, are matched as any text. */
const longestWidth = 64;
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
  return spec.type === 'f' ? numberToken(fixedEnds(spec)) : anyText;
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

function numberToken(endsFrom: NumberEnds): PathToken {
  return (path, starts) => {
    const ends = new Set<number>();
    for (const start of starts) {
      for (const end of endsFrom(path, start)) ends.add(end);
      if (path.startsWith(unknownValue, start)) ends.add(start + unknownValue.length);
    }
    return [...ends].sort((a, b) => a - b);
  };
}

/** Where the next token begins is open, so an integer may end behind each of its digits once it is wide enough. */
function integerEnds({ sign, width }: FormatSpec): NumberEnds {
  const pattern = new RegExp(`(${signPattern(sign)})${digits}`, 'y');
  return (path, start) => {
    pattern.lastIndex = start;
    const [whole = '', shownSign = ''] = pattern.exec(path) ?? [];
    const shortest = Math.max(width, shownSign.length + 1);
    const count = Math.max(whole.length - shortest + 1, 0);
    return Array.from({ length: count }, (_, more) => start + shortest + more);
  };
}

function fixedEnds({ sign, precision }: FormatSpec): NumberEnds {
  const fraction = precision === 0 ? '' : `\\.\\d{${precision < 0 ? 6 : precision}}`;
  const zeros = `0{0,${longestWidth}}`;
  const pattern = new RegExp(`${signPattern(sign)}(?:${digits}${fraction}|${zeros}(?:nan|inf))`, 'y');
  return (path, start) => {
    pattern.lastIndex = start;
    const match = pattern.exec(path);
    return match === null ? [] : [start + match[0].length];
  };
}

function signPattern(sign: string): string {
  if (sign === '+') return '[-+]';
  return sign === ' ' ? '[- ]' : '-?';
}
