import { str } from '../data/leaves.ts';
import type { JsonValue } from '../python/json-value.ts';
import type { Count, Counts, Labels } from './tally.ts';

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
