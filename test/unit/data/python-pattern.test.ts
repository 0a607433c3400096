import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/base/errors.ts';
import { compilePythonPattern } from '../../../src/data/python-pattern.ts';

const matches = (pattern: string, text: string): boolean => compilePythonPattern(pattern).test(text);

function refusal(pattern: string): string {
  try {
    compilePythonPattern(pattern);
  } catch (error) {
    if (error instanceof ArgumentError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('compilePythonPattern', () => {
  it.each([
    ['(?P<x>a)(?P=x)', 'baa', 'ba'],
    ['(a)(b)\\2', 'abb', 'aba'],
    ['\\Aans', 'answer', 'my_ans'],
    ['er\\Z', 'answer', 'answer\n'],
    ['er$', 'answer\n', 'answer\n\n'],
    ['(?m)^b$', 'a\nb\nc', 'ab'],
    ['a.b', 'a\rb', 'a\nb'],
    ['(?s)a.b', 'a\nb', 'ab'],
    ['(?i)ANSWER', 'Answer', 'query'],
    ['(?x) a b  # a comment\n [ ]', 'ab ', 'ab'],
    ['(?s-x: a.b)', ' a\nb', 'a\nb'],
    ['^\\d\\w\\s$', '١é\x1c', '1-a'],
    ['(?a)^\\w$', 'a', 'é'],
    ['\\bété\\b', 'un été.', 'étés'],
    ['[\\W_]', 'a-b', 'ab'],
    ['^[^\\W_]+$', 'é1', 'a_b'],
    ['[]a]', ']', 'b'],
    ['^[a-]$', '-', 'b'],
    ['[[&&~]', '&', 'a'],
    ['a{2', 'a{2', 'aa'],
    ['^a{,2}$', '', 'aaa'],
    ['x{}y', 'x{}y', 'xy'],
    ['^(?:ab){2}$', 'abab', 'a'],
    ['^a*+b', 'aab', 'aac'],
    ['(?>a|ab)c', 'ac', 'abc'],
    ['^(?>a*)b', 'aab', 'aa'],
    ['(?<=ab|cd)e', 'cde', 'ace'],
    ['(?=a)*b', 'b', 'a'],
    ['(?#note)^a(?#note)+$', 'aa', 'ab'],
    ['\\x61\\u00e9\\141\\0', 'aéa\0', 'aéa'],
    ['^.$', '😀', '😀😀'],
    ['-/~@', '-/~@', '-/~'],
  ])('%s finds something in %j and nothing in %j', (pattern, found, missed) => {
    expect([matches(pattern, found), matches(pattern, missed)]).toEqual([true, false]);
  });

  it.each([
    ['*', 'nothing to repeat at position 0'],
    ['a**', 'multiple repeat at position 2'],
    ['^*', 'nothing to repeat at position 1'],
    ['a{3,2}', 'min repeat greater than max repeat at position 2'],
    ['\\p{L}', 'bad escape \\p at position 0'],
    ['a\\', 'bad escape (end of pattern) at position 1'],
    ['\\x6', 'incomplete escape \\x6 at position 0'],
    ['\\400', 'octal escape value \\400 outside of range 0-0o377 at position 0'],
    ['[a', 'unterminated character set at position 0'],
    ['[z-a]', 'bad character range z-a at position 1'],
    ['(a', 'missing ), unterminated subpattern at position 0'],
    ['a)', 'unbalanced parenthesis at position 1'],
    ['\\1', 'invalid group reference 1 at position 1'],
    ['(a\\1)', 'cannot refer to an open group at position 3'],
    ['(?P=x)', "unknown group name 'x' at position 4"],
    ['(?P<1>a)', "bad character in group name '1' at position 4"],
    ['(?P<x>a)(?P<x>b)', "redefinition of group name 'x' as group 2; was group 1 at position 12"],
    ['(?<x>a)', 'unknown extension ?<x at position 1'],
    ['a(?i)', 'global flags not at the start of the expression at position 1'],
    ['(?<=a*)b', 'look-behind requires fixed-width pattern at position 0'],
    ['(?#a', 'missing ), unterminated comment at position 0'],
  ])('refuses %s as Python does: %s', (pattern, words) => {
    expect(refusal(pattern)).toContain(`bad-pattern: ${words}`);
  });

  it.each([
    ['(a)?(?(1)b|c)', 'a conditional group'],
    ['(a)|b\\1', 'a reference to a group that may not have taken part'],
    ['(?:(a)|b)\\1', 'a reference to a group that may not have taken part'],
    ['(a)?\\1', 'a reference to a group that may not have taken part'],
    ['a(?i:b)', 'a flag that changes case for a part of it'],
    ['(?ai)k', 'flags that ignore the case of ASCII letters alone'],
    ['\\N{DASH}', 'the name of a character'],
  ])('says of %s that it has %s', (pattern, construct) => {
    expect(refusal(pattern)).toContain('untranslatable-pattern');
    expect(refusal(pattern)).toContain(construct);
  });
});
