import { str } from '../data/leaves.ts';
import type { JsonValue } from '../python/json-value.ts';
import { zipLongest } from './tally.ts';
import type { Count } from './tally.ts';
import { tokenize } from './tokens.ts';

/** Counts the words that both leaves have, and those that either has. */
export const textAgreement: Count = (yTrue, yPred) =>
  zipLongest(yTrue, yPred, (target, prediction) => {
    const wanted = words(target);
    const given = new Set(words(prediction));
    const common = new Set(wanted.filter((word) => given.has(word)));
    return [common.size, new Set([...wanted, ...given]).size, wanted.length];
  });

/** Counts the words that were found, found wrongly, and missed, a word as often as it occurs. */
export const textConfusion: Count = (yTrue, yPred) =>
  zipLongest(yTrue, yPred, (target, prediction) => {
    const wanted = words(target);
    const given = words(prediction);
    const common = commonWords(wanted, given);
    return [common, given.length - common, wanted.length - common, wanted.length];
  });

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
