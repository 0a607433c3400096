const { fround } = Math;

/** Keeps a division by nothing from happening, as in Synalinks. */
export const EPSILON = fround(1e-7);

/** Makes scores of columns of counts: one column a field of the state, one row a leaf or label; float32 throughout. */
export type Formula = (columns: readonly (readonly number[])[]) => readonly number[];

/** correct / (total + ε). */
export const ratio: Formula = ([correct = [], total = []]) => quotients(correct, total);

/** tp / (tp + fp + ε). */
export const precision: Formula = ([tp = [], fp = []]) => quotients(tp, sums(tp, fp));

/** tp / (tp + fn + ε). */
export const recall: Formula = ([tp = [], , fn = []]) => quotients(tp, sums(tp, fn));

/** (1 + β²) · p · r / (β² · p + r + ε), with the precision p and the recall r. */
export function fBeta(beta: number): Formula {
  const squared = fround(beta ** 2);
  const factor = fround(1 + beta ** 2);
  return (columns) => {
    const recalls = recall(columns);
    return precision(columns).map((p, row) => {
      const r = recalls[row] ?? 0;
      const divisor = fround(fround(fround(squared * p) + r) + EPSILON);
      return fround(fround(fround(p * r) / divisor) * factor);
    });
  };
}

function sums(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((value, row) => fround(value + (b[row] ?? 0)));
}

function quotients(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((value, row) => fround(fround(value) / fround((b[row] ?? 0) + EPSILON)));
}
