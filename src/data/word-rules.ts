import { irregularPlurals, irregularSingulars } from './irregular-plurals.ts';

// Python's `$` also matches before a line end that closes the text, hence `(?=\n?$)`.
const consonantAndY = /[^aeiou]y(?=\n?$)/u;
const hissing = /(?:[sxz]|sh|ch)(?=\n?$)/;
const numberAtEnd = /_\p{Nd}+(?=\n?$)/u;

/**
 * Makes an English noun plural by Synalinks' rules, which know a list of irregular nouns and else go by the ending.
 *
 * @example toPlural('query'); // 'queries'
 */
export function toPlural(word: string): string {
  const irregular = irregularPlurals.get(word);
  if (irregular !== undefined) return irregular;
  if (consonantAndY.test(word)) return `${word.slice(0, -1)}ies`;
  return hissing.test(word) ? `${word}es` : `${word}s`;
}

/**
 * Makes an English noun singular by Synalinks' rules. They take every final `s` for a plural: `status` → `statu`.
 *
 * @example toSingular('queries'); // 'query'
 */
export function toSingular(word: string): string {
  const irregular = irregularSingulars.get(word);
  if (irregular !== undefined) return irregular;
  if (/ies(?=\n?$)/.test(word)) return `${word.slice(0, -3)}y`;
  if (/es(?=\n?$)/.test(word)) return word.slice(0, hissing.test(word.slice(0, -2)) ? -2 : -1);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** Applies a rule to the last `_`-separated word of a key. */
function onLastWord(key: string, rule: (word: string) => string): string {
  const start = key.lastIndexOf('_') + 1;
  return key.slice(0, start) + rule(key.slice(start));
}

/** Takes one number off the end of a key: `answer_1_2` → `answer_1`. */
export function removeNumericalSuffix(key: string): string {
  return key.replace(numberAtEnd, '');
}

/**
 * The name that a key has in masks: in the singular, without a number at its end.
 *
 * @example baseKey('best_answers_2'); // 'best_answer'
 */
export function baseKey(key: string): string {
  return onLastWord(removeNumericalSuffix(key), toSingular);
}

/** The name of the list that gathers keys of this name: in the plural, without a number at its end. */
export function pluralKey(key: string): string {
  return onLastWord(removeNumericalSuffix(key), toPlural);
}

/** Tells whether the last word of a key is a plural; a number at its end makes it none. */
export function isPlural(key: string): boolean {
  const word = key.slice(key.lastIndexOf('_') + 1);
  return toSingular(word) !== word;
}
