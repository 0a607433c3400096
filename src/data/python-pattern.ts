import { PatternTranslator } from './pattern-translator.ts';

const maxKept = 64;
const compiled = new Map<string, RegExp>();

/**
 * Compiles a pattern of Python's `re` so that `test` answers what `re.search` does.
 *
 * What differs is translated: `(?P<name>…)`, `(?P=name)`, `\A`, `\Z`, `$` before a last line end, flags such as `(?i)` and
 * `(?x)`, `\d`, `\w`, `\s` and `\b` of all scripts, atomic groups, possessive quantifiers, loose brackets and braces.
 *
 * @throws ArgumentError `bad-pattern` with Python's own words where Python refuses the pattern;
 *   `untranslatable-pattern` for what JavaScript cannot match the same: conditional groups, flags that hold for a part
 *   of the pattern and change case, character names, references to a group that may not have taken part.
 * @example compilePythonPattern('(?i)^ANS').test('answer'); // true
 */
export function compilePythonPattern(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const expression = new PatternTranslator(pattern).compile();
  if (compiled.size >= maxKept) compiled.clear();
  compiled.set(pattern, expression);
  return expression;
}
