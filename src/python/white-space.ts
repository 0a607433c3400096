/**
 * What Python's `str.split`, `str.strip` and `\s` take for white space, as the inside of a regular expression's class: with
 * the separators U+001C to U+001F, without the byte order mark.
 */
export const whiteSpace = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
