import { ArgumentError } from '../base/errors.ts';
import { compilePythonPattern } from './python-pattern.ts';
import { baseKey } from './word-rules.ts';

/** Which fields a mask is about. */
export interface MaskOptions {
  /**
   * Names of fields. Each also stands for its plural and for its numbered kin (`answer`, `answers`, `answer_1`).
   *
   * @default none
   */
  readonly mask?: readonly string[] | null;
  /** A pattern of Python's `re`, searched in the singular of a name without its number. @default none */
  readonly pattern?: string | null;
  /** Whether to reach into nested objects, and into the objects of lists. @default true */
  readonly recursive?: boolean;
}

/** Tells whether a key is one that a mask is about. */
export type KeyMatcher = (key: string) => boolean;

/**
 * Makes the test of keys for a mask; null when neither a name nor a pattern is given. Each key is judged once, however
 * many objects have it.
 *
 * @throws ArgumentError `bad-mask` for a mask that is not a list, `bad-pattern`.
 */
export function keyMatcher({ mask, pattern }: MaskOptions): KeyMatcher | null {
  if (typeof mask === 'string') {
    throw new ArgumentError(
      'bad-mask',
      `A mask is a list of field names. Received: ${JSON.stringify(mask)}. Write [${JSON.stringify(mask)}].`,
    );
  }
  const names = new Set((mask ?? []).map(baseKey));
  const expression = pattern ? compilePythonPattern(pattern) : null;
  if (names.size === 0 && expression === null) return null;
  const judged = new Map<string, boolean>();
  return (key) => {
    const known = judged.get(key);
    if (known !== undefined) return known;
    const base = baseKey(key);
    const verdict = names.has(base) || (expression?.test(base) ?? false);
    judged.set(key, verdict);
    return verdict;
  };
}
