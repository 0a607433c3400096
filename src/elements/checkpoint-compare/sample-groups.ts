import type { JudgedSample } from '../../worker/trainer-answers.ts';

/** A sample as two checkpoints answer it. */
export interface SamplePair {
  /** 0-based place in the data set. */
  readonly index: number;
  readonly before: JudgedSample;
  readonly after: JudgedSample;
}

/** Whom a sample speaks for. `both` and `neither` only where an answer is either right or wrong. */
export type SampleGroup = 'after' | 'before' | 'both' | 'neither' | 'same';

/** Samples by whom they speak for. */
export interface SampleGroups {
  /** Whether each answer is either right (1) or wrong (0), so that answers can be called so. */
  readonly isBinary: boolean;
  readonly groups: ReadonlyMap<SampleGroup, readonly SamplePair[]>;
}

/** Pairs what two checkpoints made of the same samples and sorts the pairs by whom they speak for. */
export function groupSamples(before: readonly JudgedSample[], after: readonly JudgedSample[]): SampleGroups {
  const pairs = before.flatMap((sample, index) => {
    const other = after[index];
    return other ? [{ index, before: sample, after: other }] : [];
  });
  const isBinary = [...before, ...after].every(({ reward }) => reward === 0 || reward === 1);
  const names: readonly SampleGroup[] = isBinary
    ? ['after', 'before', 'both', 'neither']
    : ['after', 'before', 'same'];
  const groupOf = (pair: SamplePair): SampleGroup => {
    const gain = pair.after.reward - pair.before.reward;
    if (gain !== 0) return gain > 0 ? 'after' : 'before';
    return isBinary ? (pair.after.reward === 1 ? 'both' : 'neither') : 'same';
  };
  const groups = new Map<SampleGroup, SamplePair[]>(names.map((name) => [name, []]));
  for (const pair of pairs) groups.get(groupOf(pair))?.push(pair);
  return { isBinary, groups };
}
