/** How often each n-gram of a text occurs in it: at index 0 whole words, at index n the n-grams of n characters. */
export type NgramCounts = readonly ReadonlyMap<string, number>[];

/** The longest n-grams that are counted, in characters. */
export const longestNgram = 4;

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * Counts the words of a text and their n-grams of 1–4 characters, in lower case.
 *
 * A space stands for the edge of a word, so that `" og "` and `"og"` inside a longer word differ; it is not counted
 * by itself. Punctuation only separates. A character is a UTF-16 unit.
 */
export function countNgrams(text: string): NgramCounts {
  const counts = Array.from({ length: longestNgram + 1 }, () => new Map<string, number>());
  const [words, ...lengths] = counts;
  for (const [word] of text.normalize('NFC').toLowerCase().matchAll(wordPattern)) {
    if (words) increment(words, word);
    lengths.forEach((ngrams, index) => countWord(ngrams, ` ${word} `, index + 1));
  }
  return counts;
}

function countWord(ngrams: Map<string, number>, marked: string, length: number): void {
  const edge = length === 1 ? 1 : 0;
  for (let start = edge; start + length <= marked.length - edge; start += 1) {
    increment(ngrams, marked.slice(start, start + length));
  }
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
