import { longestNgram } from './ngram-counts.ts';
import type { NgramCounts } from './ngram-counts.ts';

/** One text that is known to belong to a label. */
export interface Evidence {
  /** The label's index. */
  readonly label: number;
  readonly ngrams: NgramCounts;
}

/**
 * How much an n-gram of each length weighs; the first is for whole words. A long n-gram repeats what the shorter ones
 * inside it have said, and is more about the topic than about the label's habits: hence 1/n².
 */
const weights = [1, 1, 1 / 4, 1 / 9, 1 / 16] as const;

/** How many imagined occurrences of the background each distinct n-gram adds to every label. */
const smoothing = 0.1;

/**
 * Tells which of several labels a text most probably belongs to: multinomial naive Bayes over words and character
 * n-grams, with equal priors.
 *
 * Each label's distribution is smoothed towards the background, that of all evidence together (a Dirichlet prior). So
 * a label with no evidence scores as the background does: it loses to a label that fits and wins over those that do
 * not fit, and so it gets tried.
 *
 * With c the count of an n-gram in a label, C in all labels, N and T the totals of the same length, V the number of
 * distinct n-grams, m = 0.1 V, and b = (C + 1) / (T + V) the background, the score of a label is the sum of
 * log((c + m b) / (N + m) / b) over the text's n-grams.
 */
export class NgramClassifier {
  readonly #labelCount: number;
  readonly #tables: readonly LengthTable[];

  constructor(labelCount: number, evidence: readonly Evidence[]) {
    this.#labelCount = labelCount;
    this.#tables = Array.from({ length: longestNgram + 1 }, (_, length) =>
      makeTable(labelCount, evidence, length),
    );
  }

  /** Returns the index of the best label; among several that are equally good, `choice` (a whole number ≥ 0) picks. */
  classify(ngrams: NgramCounts, choice: number): number {
    const scores = this.#scores(ngrams);
    const highest = Math.max(...scores);
    const best = [...scores.keys()].filter((label) => scores[label] === highest);
    return best[choice % best.length] ?? 0;
  }

  #scores(ngrams: NgramCounts): Float64Array {
    const scores = new Float64Array(this.#labelCount);
    this.#tables.forEach((table, length) => {
      addScores(scores, table, ngrams[length] ?? new Map(), weights[length] ?? 0);
    });
    return scores;
  }
}

/** What the n-grams of one length tell. The score of an n-gram is its gain, if it is known, less the cost of all. */
interface LengthTable {
  /** log(1 + c / (m b)), by n-gram and label. */
  readonly gains: ReadonlyMap<string, readonly number[]>;
  /** log(1 + N / m), by label: the more a label has said, the more it tells when it has not said something. */
  readonly costs: readonly number[];
}

function makeTable(labelCount: number, evidence: readonly Evidence[], length: number): LengthTable {
  const counts = new Map<string, number[]>();
  const totals = Array.from({ length: labelCount }, () => 0);
  // A prompt makes thousands of these: a copy of a plain array costs far less than a typed array.
  const none = [...totals];
  for (const { label, ngrams } of evidence) {
    for (const [ngram, count] of ngrams[length] ?? []) {
      let byLabel = counts.get(ngram);
      if (!byLabel) counts.set(ngram, (byLabel = none.slice()));
      byLabel[label] = (byLabel[label] ?? 0) + count;
      totals[label] = (totals[label] ?? 0) + count;
    }
  }
  return toTable(counts, totals);
}

/** Turns counts into gains in place: the arrays are many, and nobody needs the counts any more. */
function toTable(counts: ReadonlyMap<string, number[]>, totals: readonly number[]): LengthTable {
  const mass = smoothing * counts.size;
  const spread = sum(totals) + counts.size;
  for (const byLabel of counts.values()) {
    const background = (sum(byLabel) + 1) / spread;
    for (let label = 0; label < byLabel.length; label += 1) {
      const count = byLabel[label] ?? 0;
      if (count > 0) byLabel[label] = Math.log1p(count / (mass * background));
    }
  }
  return { gains: counts, costs: totals.map((total) => (total > 0 ? Math.log1p(total / mass) : 0)) };
}

function addScores(
  scores: Float64Array,
  table: LengthTable,
  ngrams: ReadonlyMap<string, number>,
  weight: number,
): void {
  for (const [ngram, count] of ngrams) {
    const gains = table.gains.get(ngram);
    for (let label = 0; label < scores.length; label += 1) {
      const score = (gains?.[label] ?? 0) - (table.costs[label] ?? 0);
      scores[label] = (scores[label] ?? 0) + weight * count * score;
    }
  }
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const value of numbers) total += value;
  return total;
}
