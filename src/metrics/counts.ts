import { DataError } from '../base/errors.ts';
import { str } from '../data/leaves.ts';
import type { JsonValue } from '../python/json-value.ts';
import type { Count, Counts, Labels } from './tally.ts';
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

/** Compares the sets of labels of both sides, wherever they stand. */
export function categoricalAgreement(labels: Labels): Count {
  return (yTrue, yPred) =>
    compare(yTrue, yPred, labels, {
      label: (wanted, given) => [wanted === given ? 1 : 0, 1],
      pool: (wanted, given, common) => [common, wanted + given - common],
    });
}

/** Counts the labels that were found, found wrongly, and missed. */
export function categoricalConfusion(labels: Labels): Count {
  return (yTrue, yPred) =>
    compare(yTrue, yPred, labels, {
      label: (wanted, given) => [wanted && given, given && !wanted, wanted && !given].map(Number),
      pool: (wanted, given, common) => [common, given - common, wanted - common],
    });
}

interface Comparison {
  /** The counts for one label, which is wanted or not, and given or not. */
  label(wanted: boolean, given: boolean): readonly number[];
  /** The counts for all labels together, from the sizes of both sets and of their intersection. */
  pool(wanted: number, given: number, common: number): readonly number[];
}

function compare(
  yTrue: readonly JsonValue[],
  yPred: readonly JsonValue[],
  labels: Labels,
  { label: labelCounts, pool }: Comparison,
): Counts {
  const wanted = new Set(yTrue.map(str));
  const given = new Set(yPred.map(str));
  if (labels === null) {
    const common = [...wanted].filter((label) => given.has(label)).length;
    return [[...pool(wanted.size, given.size, common), yTrue.length]];
  }
  return labels.map((label) => [
    ...labelCounts(wanted.has(label), given.has(label)),
    wanted.has(label) ? 1 : 0,
  ]);
}

/** Compares yes with no, leaf by leaf; a leaf that only one side has is wrong. */
export function binaryAgreement(threshold: number): Count {
  return (yTrue, yPred) =>
    zipLongest(yTrue.map(binary(threshold)), yPred.map(binary(threshold)), (target, prediction) => [
      target === prediction ? 1 : 0,
      1,
      target ?? 0,
    ]);
}

/** Counts each yes that was found, found wrongly, or missed; a leaf that one side lacks is a no there. */
export function binaryConfusion(threshold: number): Count {
  return (yTrue, yPred) =>
    zipLongest(yTrue.map(binary(threshold)), yPred.map(binary(threshold)), (target = 0, prediction = 0) => [
      prediction * target,
      prediction * (1 - target),
      (1 - prediction) * target,
      target,
    ]);
}

/** Makes 1 or 0 of a boolean or of a float; an int is neither, so that `1` where `1.0` was asked for is noticed. */
function binary(threshold: number): (leaf: JsonValue) => number {
  return (leaf) => {
    if (typeof leaf === 'boolean') return leaf ? 1 : 0;
    if (typeof leaf === 'number') return leaf > threshold ? 1 : 0;
    throw new DataError(
      'not-binary',
      'All `y_true` and y_pred` fields should be booleans or floats. ' +
        'Use `in_mask` or `out_mask` to remove the other fields.',
    );
  };
}

/** Pairs leaves by position, as far as the longer list goes. */
function zipLongest<T, U>(a: readonly T[], b: readonly T[], pair: (a?: T, b?: T) => U): readonly U[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => pair(a[index], b[index]));
}
