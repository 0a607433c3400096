const SPACE = String.raw`[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
const ends = new RegExp(`^${SPACE}|${SPACE}$`, 'g');

/** Python's `str.strip`: unlike JavaScript's `trim`, it leaves a byte order mark. */
export const pythonStrip = (text: string): string => text.replace(ends, '');
