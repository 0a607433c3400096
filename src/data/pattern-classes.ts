import { whiteSpace } from '../python/white-space.ts';

/** How Python reads one part of a pattern: which of its flags hold there. */
export interface PatternFlags {
  /** `(?i)` */
  readonly ignoreCase: boolean;
  /** `(?m)` */
  readonly multiline: boolean;
  /** `(?s)` */
  readonly dotAll: boolean;
  /** `(?x)` */
  readonly verbose: boolean;
  /** `(?a)` */
  readonly ascii: boolean;
}

const asciiSpace = '\\t-\\r\\x20';

/** The inside of a class for a category escape (`d`, `s`, `w`): Python's words are wider than JavaScript's `\w`. */
export function categoryMembers(letter: string, { ascii }: PatternFlags): string {
  if (letter === 'd') return ascii ? '0-9' : '\\p{Nd}';
  if (letter === 's') return ascii ? asciiSpace : whiteSpace;
  return ascii ? 'a-zA-Z0-9_' : '\\p{L}\\p{N}_';
}

/** A category escape (`d`, `D`, `s`, `S`, `w`, `W`) as a class of JavaScript. */
export function categoryClass(letter: string, flags: PatternFlags): string {
  const lower = letter.toLowerCase();
  return `[${letter === lower ? '' : '^'}${categoryMembers(lower, flags)}]`;
}

/** An anchor escape (`A`, `Z`, `b`, `B`) in JavaScript. */
export function anchor(letter: string, flags: PatternFlags): string {
  if (letter === 'A') return '(?<![^])';
  if (letter === 'Z') return '(?![^])';
  const word = categoryClass('w', flags);
  const edge = `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
  // Before Python 3.14, `\B` does not match in an empty text.
  return letter === 'b' ? edge : `(?!${edge})(?:(?<=[^])|(?=[^]))`;
}

/** `^`, which never means the end of a line here. */
export function startAnchor(flags: PatternFlags): string {
  return flags.multiline ? '(?<![^\\n])' : '(?<![^])';
}

/** `$`, which in Python also matches before a line end that closes the text. */
export function endAnchor(flags: PatternFlags): string {
  return flags.multiline ? '(?![^\\n])' : '(?=\\n?(?![^]))';
}

/** One character, written so that no dialect can take it for syntax. */
export function literal(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  return /^[A-Za-z0-9_]$/.test(character) ? character : `\\u{${codePoint.toString(16)}}`;
}
