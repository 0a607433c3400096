import { describe, expect, it } from 'vitest';
import { countNgrams } from '../../../src/language-models/ngram-counts.ts';

const countsOf = (text: string): readonly Record<string, number>[] =>
  countNgrams(text).map((counts) => Object.fromEntries(counts));

describe('countNgrams', () => {
  it('counts words and their n-grams of 1–4 characters, with a space for the edges of a word', () => {
    expect(countsOf('Og, "og"!')).toEqual([
      { og: 2 },
      { o: 2, g: 2 },
      { ' o': 2, og: 2, 'g ': 2 },
      { ' og': 2, 'og ': 2 },
      { ' og ': 2 },
    ]);
  });

  it('keeps words apart', () => {
    expect(countsOf('a b')).toEqual([
      { a: 1, b: 1 },
      { a: 1, b: 1 },
      { ' a': 1, 'a ': 1, ' b': 1, 'b ': 1 },
      { ' a ': 1, ' b ': 1 },
      {},
    ]);
  });

  it('takes an accent as part of its letter, however it was typed', () => {
    expect(countsOf('e\u0301')).toEqual(countsOf('É'));
  });

  it('finds nothing in a text without letters and digits', () => {
    expect(countsOf(' …!')).toEqual([{}, {}, {}, {}, {}]);
  });
});
