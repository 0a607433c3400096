import type { NgramCounts } from './ngram-counts.ts';

/**
 * Returns the index of the text that shares the largest part of its n-grams with another; the first of several.
 *
 * @returns undefined if no text shares any
 */
export function nearest(ngrams: NgramCounts, texts: readonly NgramCounts[]): number | undefined {
  const shares = texts.map((text) => share(ngrams, text));
  const highest = Math.max(0, ...shares);
  return highest > 0 ? shares.indexOf(highest) : undefined;
}

/** What two texts have in common, as a part of what they have together: 0 to 1. */
function share(some: NgramCounts, others: NgramCounts): number {
  let common = 0;
  some.forEach((counts, length) => {
    for (const [ngram, count] of counts) common += Math.min(count, others[length]?.get(ngram) ?? 0);
  });
  return common / (total(some) + total(others) - common || 1);
}

function total(ngrams: NgramCounts): number {
  let all = 0;
  for (const counts of ngrams) for (const count of counts.values()) all += count;
  return all;
}
