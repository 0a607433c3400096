import type { JsonValue } from '../python/json-value.ts';

/** One row of counts a leaf or label, one column a field of the state; the last column is the weight. */
export type Counts = readonly (readonly number[])[];

/** How the leaves of a target and of a prediction are compared. */
export interface Tally {
  /** Fields of the state that the columns go to, before `intermediate_weights`. */
  readonly fields: readonly string[];
  /** Whether the first counts are written as ints or as floats; later ones are always floats. */
  readonly numerals: 'int' | 'float';
  /** What each row stands for, where it is not a leaf. */
  readonly labels?: readonly string[] | null;
  count(yTrue: readonly JsonValue[], yPred: readonly JsonValue[]): Counts;
}

/** Fields of a state that counts how much is right. */
export const AGREEMENT_FIELDS = ['correct', 'total'] as const;

/** Fields of a state that counts what was found, found wrongly, and missed. */
export const CONFUSION_FIELDS = ['true_positives', 'false_positives', 'false_negatives'] as const;

/** Pairs leaves by position, as far as the longer list goes. */
export function zipLongest<T, U>(a: readonly T[], b: readonly T[], pair: (a?: T, b?: T) => U): readonly U[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => pair(a[index], b[index]));
}
