/** Words that say nothing about an answer. Python's `\b` is a border of Unicode letters and digits, unlike JavaScript's. */
const STOP_WORDS = /(?<![\p{L}\p{N}_])(?:a|an|the|of|is)(?![\p{L}\p{N}_])/gu;

/** The characters of Python's `string.punctuation`: ASCII only, so that “ and — stay. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** What Python's `str.split` takes for white space: with the separators U+001C to U+001F, without U+FEFF. */
// oxlint-disable-next-line no-control-regex -- Python counts these control characters as white space
const WHITE_SPACE = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

/**
 * Splits a text into the words that count: lower case, without articles and ASCII punctuation.
 *
 * Follows `synalinks.utils.nlp_utils.normalize_and_tokenize`.
 *
 * @example tokenize('The capital of France is Paris.'); // ['capital', 'france', 'paris']
 */
export function tokenize(text: string): readonly string[] {
  const words = text.toLowerCase().replace(STOP_WORDS, '').replace(PUNCTUATION, '').split(WHITE_SPACE);
  return words.filter((word) => word !== '');
}
