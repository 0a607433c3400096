import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { monitoredValue } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import type { SortColumn } from '../internal/texts.ts';

/** In which order a list stands. */
export interface RowOrder {
  readonly by: SortColumn;
  readonly direction: 'ascending' | 'descending';
}

/** Compares two entries as an order has them. */
export type Compare = (a: CheckpointEntry, b: CheckpointEntry) => number;

/**
 * Makes the comparison of an order. No two entries are equal in it: the newer comes first, then the larger path.
 *
 * Entries without the monitored value, or with NaN, come last in either direction.
 */
export function compareBy({ by, direction }: RowOrder, ranking: Ranking): Compare {
  const sign = direction === 'ascending' ? 1 : -1;
  const compare: Record<SortColumn, Compare> = {
    age: (a, b) => sign * compareAge(a, b),
    path: (a, b) => sign * compareText(nameKey(a), nameKey(b)),
    size: (a, b) => sign * (a.bytes - b.bytes),
    value: (a, b) => compareValues(rankable(a, ranking), rankable(b, ranking), sign),
  };
  return (a, b) => compare[by](a, b) || compareAge(b, a);
}

/** The place of an entry among others that are in order, or the one where it would stand. */
export function placeIn(
  entries: readonly CheckpointEntry[],
  entry: CheckpointEntry,
  compare: Compare,
): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = entries[middle];
    if (other && compare(other, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareAge(a: CheckpointEntry, b: CheckpointEntry): number {
  return a.mtime - b.mtime || compareText(a.path, b.path);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareValues(a: number | null, b: number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  // Infinities are equal to themselves, though their difference is not zero.
  return a === b ? 0 : sign * (a - b);
}

function rankable(entry: CheckpointEntry, ranking: Ranking): number | null {
  const value = monitoredValue(entry, ranking);
  return value === null || Number.isNaN(value) ? null : value;
}

const nameKeys = new WeakMap<CheckpointEntry, string>();

/** A key that sorts names as people do: without regard to case, and 9 before 10. */
function nameKey(entry: CheckpointEntry): string {
  const known = nameKeys.get(entry);
  if (known !== undefined) return known;
  const key = entry.path
    .toLowerCase()
    .replace(/0*(\d+)/g, (_, digits: string) => String.fromCharCode(0x30 + digits.length) + digits);
  nameKeys.set(entry, key);
  return key;
}
