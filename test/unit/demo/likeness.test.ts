import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DataSet } from '../../../src/demo/data-set.ts';
import { Likeness } from '../../../src/demo/likeness.ts';

const file = new URL('../../../public/data/languages.json', import.meta.url);
const { languages } = JSON.parse(readFileSync(file, 'utf8')) as DataSet;
const likenesses = languages.map(
  ({ hints, train, validation }) => new Likeness([...hints, ...train, ...validation]),
);

describe('the likeness of a text to a language', () => {
  it('is beyond doubt for every sentence that it is judged by', () => {
    const doubted = languages.flatMap(({ test }, at) =>
      test.filter((sentence) => likenesses[at]?.isDoubtful(sentence)),
    );
    expect(doubted).toEqual([]);
  });

  it.each([
    'asdfgh qwerty zxcvb',
    'Minden emberi lény szabadon születik és egyenlő méltósága és joga van.',
    'Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.',
    'Все люди рождаются свободными и равными.',
    'すべての人間は、生まれながらにして自由であり',
    '12345 67890 !?',
    '🙂🙃',
    '',
  ])('is in doubt for “%s”, whatever language is named', (text) => {
    expect(likenesses.filter((likeness) => !likeness.isDoubtful(text))).toEqual([]);
  });

  it('does not go by case, marks or the way in which letters are composed', () => {
    const likeness = new Likeness(['Où est la bibliothèque ?']);
    expect(likeness.share('OÙ EST LA BIBLIOTHÈQUE!')).toBe(1);
    expect(likeness.share('où est la bibliothèque'.normalize('NFD'))).toBe(1);
  });
});
