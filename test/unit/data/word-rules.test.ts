import { describe, expect, it } from 'vitest';
import { titleCase } from '../../../src/data/title-case.ts';
import { baseKey, isPlural, pluralKey, toPlural, toSingular } from '../../../src/data/word-rules.ts';

describe('the word rules', () => {
  it.each([
    ['query', 'queries'],
    ['day', 'days'],
    ['box', 'boxes'],
    ['branch', 'branches'],
    ['answer', 'answers'],
    ['child', 'children'],
    ['woman', 'women'],
    ['index', 'indices'],
    ['species', 'species'],
    ['wolf', 'wolves'],
  ])('make %s %s and back', (singular, plural) => {
    expect(toPlural(singular)).toBe(plural);
    expect(toSingular(plural)).toBe(singular);
  });

  it('take a final s for a plural even where it is none', () => {
    expect([toSingular('status'), toSingular('media'), isPlural('status')]).toEqual([
      'statu',
      'medium',
      true,
    ]);
  });

  it('look at the last word of a key, without one number at its end', () => {
    expect([baseKey('best_answers_2'), baseKey('answer_1_2'), baseKey('answers_my')]).toEqual([
      'best_answer',
      'answer_1',
      'answers_my',
    ]);
    expect([pluralKey('user_query_3'), isPlural('answers_1')]).toEqual(['user_queries', false]);
  });

  it('know the digits of all scripts, as Python does', () => {
    expect(baseKey('answers_१२')).toBe('answer');
  });
});

describe('titleCase', () => {
  it.each([
    ["it's my_field2x", "It'S My_Field2X"],
    ['MyField', 'Myfield'],
    ['ßa ﬁx ǆx', 'Ssa Fix ǅx'],
    ['ΑΣ ΣΑΣ', 'Ας Σας'],
    ['ᾳα', 'ᾼα'],
    ['აბგ', 'აბგ'],
    ['ŉa', 'ʼNa'],
  ])('writes %s as Python does: %s', (text, titled) => {
    expect(titleCase(text)).toBe(titled);
  });
});
