import { str } from '../data/leaves.ts';
import type { JsonValue } from '../python/json-value.ts';
import { AGREEMENT_FIELDS, CONFUSION_FIELDS, zipLongest } from './tally.ts';
import type { Tally } from './tally.ts';
import { tokenize } from './tokens.ts';

/** Compares the sets of words of each leaf: those in both, and those in either. */
export const textAgreement: Tally = {
  fields: AGREEMENT_FIELDS,
  numerals: 'int',
  count: (yTrue, yPred) =>
    zipLongest(yTrue, yPred, (target, prediction) => {
      const wanted = words(target);
      const given = new Set(words(prediction));
      const common = new Set(wanted.filter((word) => given.has(word)));
      return [common.size, new Set([...wanted, ...given]).size, wanted.length];
    }),
};

/** Compares the words of each leaf, a word as often as it occurs. */
export const textConfusion: Tally = {
  fields: CONFUSION_FIELDS,
  numerals: 'int',
  count: (yTrue, yPred) =>
    zipLongest(yTrue, yPred, (target, prediction) => {
      const wanted = words(target);
      const given = words(prediction);
      const common = commonWords(wanted, given);
      return [common, given.length - common, wanted.length - common, wanted.length];
    }),
};

function words(leaf: JsonValue = ''): readonly string[] {
  return tokenize(str(leaf));
}

function commonWords(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of a) {
    const count = left.get(word) ?? 0;
    if (count > 0) common += 1;
    left.set(word, count - 1);
  }
  return common;
}
