import { loadPart } from '../base/load-part.ts';
import type { JsonValue } from '../python/json-value.ts';

/** One row of counts a leaf or label, one column a field of the state; the last column is the weight. */
export type Counts = readonly (readonly number[])[];

/** Compares the leaves of a target with those of a prediction. */
export type Count = (yTrue: readonly JsonValue[], yPred: readonly JsonValue[]) => Counts;

/** Which labels to follow one by one; null pools them all. */
export type Labels = readonly string[] | null;

/** How samples are counted. */
export interface Tally {
  /** Fields of the state that the columns go to, before `intermediate_weights`. */
  readonly fields: readonly string[];
  /** Whether the first counts are written as ints or as floats; later ones are always floats. */
  readonly numerals: 'int' | 'float';
  /** What each row stands for, where it is not a leaf. */
  readonly labels?: Labels;
  /** Loads what counts, with the first sample: of all the metrics there are, a program has but some. */
  readonly load: () => Promise<Count>;
}

const counts = () => loadPart(() => import('./counts.ts'));

/** Of a state that counts how much is right. */
const agreement = ['correct', 'total'];

/** Of a state that counts what was found, found wrongly, and missed. */
const confusion = ['true_positives', 'false_positives', 'false_negatives'];

/** Compares the sets of words of each leaf. */
export const textAgreement: Tally = {
  fields: agreement,
  numerals: 'int',
  load: async () => (await counts()).textAgreement,
};

/** Compares the words of each leaf, a word as often as it occurs. */
export const textConfusion: Tally = {
  fields: confusion,
  numerals: 'int',
  load: async () => (await counts()).textConfusion,
};

/** Compares the sets of labels of both sides, wherever they stand. */
export const categoricalAgreement = (labels: Labels): Tally => ({
  fields: agreement,
  numerals: 'int',
  labels,
  load: async () => (await counts()).categoricalAgreement(labels),
});

/** Counts the labels that were found, found wrongly, and missed. */
export const categoricalConfusion = (labels: Labels): Tally => ({
  fields: confusion,
  numerals: 'int',
  labels,
  load: async () => (await counts()).categoricalConfusion(labels),
});

/** Compares yes with no, leaf by leaf. */
export const binaryAgreement = (threshold: number): Tally => ({
  fields: agreement,
  numerals: 'float',
  load: async () => (await counts()).binaryAgreement(threshold),
});

/** Counts each yes that was found, found wrongly, or missed. */
export const binaryConfusion = (threshold: number): Tally => ({
  fields: confusion,
  numerals: 'float',
  load: async () => (await counts()).binaryConfusion(threshold),
});
