import { whiteSpace } from '../python/white-space.ts';

/** Words that say nothing about an answer. Python's `\b` is a border of Unicode letters and digits, unlike JavaScript's. */
const STOP_WORDS = /(?<![\p{L}\p{N}_])(?:a|an|the|of|is)(?![\p{L}\p{N}_])/gu;

/** The characters of Python's `string.punctuation`: ASCII only, so that “ and — stay. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

const SPACES = new RegExp(`[${whiteSpace}]+`, 'u');

/**
 * Splits a text into the words that count: lower case, without articles and ASCII punctuation.
 *
 * Follows `synalinks.utils.nlp_utils.normalize_and_tokenize`.
 *
 * @example tokenize('The capital of France is Paris.'); // ['capital', 'france', 'paris']
 */
export function tokenize(text: string): readonly string[] {
  const words = text.toLowerCase().replace(STOP_WORDS, '').replace(PUNCTUATION, '').split(SPACES);
  return words.filter((word) => word !== '');
}
