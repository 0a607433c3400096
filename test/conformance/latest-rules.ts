/**
 * Where the look-up of the latest checkpoint differs from Synalinks on purpose, and what holds instead: each slug of
 * the recordings with its reason. {@link latestByRule} states the rules as slowly and plainly as it can.
 */
export const latestDeviations: Readonly<Record<string, string>> = {
  tie_returns_older_file:
    'among those tied for the newest, the largest path by code point; never an older one',
  greedy_regex: 'each placeholder is one, and the text between two matches itself',
  dot_wildcard: 'a dot in the template matches a dot',
  regex_metachar: 'what is special in regular expressions matches itself',
  regex_error: 'every template can be matched',
  dollar_newline: 'a line end in a name is part of it',
  unbalanced_brace_literal: 'doubled braces are one, as in formatting',
  escaped_braces: 'doubled braces are one, as in formatting: what was formatted is found again',
  spec_ignored: 'a number matches only where one of its form stands',
  no_dirname_none: 'a path needs no folder',
  placeholder_in_dir: 'a folder may hold placeholders',
  symlink_follow: 'a store has no links',
  broken_symlink: 'a store has no links',
  dirs_match: 'a folder is no checkpoint',
  dir_is_file: 'a store has no folders of its own, so nothing can be in the way of one',
  zero_mtime_none: 'any time can be the newest',
  zero_mtime_excluded: 'any time can be the newest',
  negative_mtime: 'any time can be the newest',
  float_mtime_tie: 'times are whole milliseconds',
  not_normalised: 'paths are keys: what was saved is what is found',
  remote_path: 'a path is a key: none is remote',
};

/** A file that could be the latest. */
export interface TimedPath {
  readonly path: string;
  readonly mtime: number;
}

/** Finds the latest by our rules, apart from the code that is tested. */
export function latestByRule(files: readonly TimedPath[], template: string): string | null {
  const pattern = rulePattern(template);
  const matching = files.filter(({ path }) => pattern.test(path));
  const newest = Math.max(...matching.map(({ mtime }) => mtime));
  const tied = matching.filter(({ mtime }) => mtime === newest).map(({ path }) => path);
  return tied.length === 0 ? null : tied.reduce(largerByCodePoint);
}

function largerByCodePoint(one: string, other: string): string {
  const [left, right] = [one, other].map((text) =>
    Array.from(text, (character) => character.codePointAt(0) ?? 0),
  );
  const at = (left ?? []).findIndex((codePoint, index) => codePoint !== right?.[index]);
  if (at < 0) return other;
  return (left?.[at] ?? -1) > (right?.[at] ?? -1) ? one : other;
}

/** Translates a template piece by piece into a regular expression. */
function rulePattern(template: string): RegExp {
  let source = '';
  let rest = template.replace(/\/+/g, '/');
  while (rest !== '') {
    const [piece, translated] = firstPiece(rest);
    source += translated;
    rest = rest.slice(piece.length);
  }
  return new RegExp(`^${source}$`, 'su');
}

/** The first piece of a template, and what it matches. */
function firstPiece(template: string): readonly [string, string] {
  if (template.startsWith('{{') || template.startsWith('}}')) {
    return [template.slice(0, 2), escaped(template.charAt(0))];
  }
  const field = /^\{[^{}:!]*(?:![rsa])?(?::((?:[^{}]|\{[^{}]*\})*))?\}/.exec(template);
  if (field !== null) return [field[0], numberForm(field[1] ?? '')];
  if (/^[{}]/.test(template)) return [template, escaped(template)];
  const [literal = ''] = /^[^{}]+/.exec(template) ?? [];
  return [literal, escaped(literal)];
}

/** What a spec can produce: the two usual numbers have a form of their own. */
function numberForm(spec: string): string {
  if (spec.includes('/')) return '(?!)';
  const integer = /^(?:0(\d+))?d$/.exec(spec);
  if (integer !== null)
    return `(?:\\d{${integer[1] ?? 1},}|-\\d{${Number(integer[1] ?? 1) - 1},}(?<=\\d)|na)`;
  const fixed = /^(?:0\d+)?\.(\d+)f$/.exec(spec);
  if (fixed === null) return '[^/\\n]*';
  return `(?:-?(?:\\d+${fixed[1] === '0' ? '' : `\\.\\d{${fixed[1]}}`}|0*nan|0*inf)|na)`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
