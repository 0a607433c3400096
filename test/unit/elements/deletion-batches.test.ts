import { describe, expect, it } from 'vitest';
import type { CheckpointEntry } from '../../../src/checkpoints/checkpoint-store.ts';
import { deletionBatches } from '../../../src/elements/checkpoint-panel/deletion-batches.ts';

const mib = 2 ** 20;
const entries = (...sizes: readonly number[]): CheckpointEntry[] =>
  sizes.map((bytes, index) => ({ path: `${index}.json`, bytes }) as CheckpointEntry);
const sizesOf = (...sizes: readonly number[]): number[] =>
  deletionBatches(entries(...sizes)).map(({ length }) => length);

describe('what the panel deletes together', () => {
  it('is all there is, in its order', () => {
    const all = entries(...Array.from({ length: 100 }, () => 3_000));
    expect(deletionBatches(all).flat()).toEqual(all.map(({ path }) => path));
    expect(deletionBatches([])).toEqual([]);
  });

  it('is not so many that nothing would move for long', () => {
    expect(sizesOf(...Array.from({ length: 70 }, () => 1))).toEqual([32, 32, 6]);
  });

  it('is not so large that memory would fill up, but one at least', () => {
    expect(sizesOf(10 * mib, 5 * mib, 2 * mib, 100 * mib, 100 * mib, 1)).toEqual([2, 1, 1, 1, 1]);
  });
});
