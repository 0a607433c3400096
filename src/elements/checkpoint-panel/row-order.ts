import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { monitoredValue } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import type { SortColumn } from '../internal/texts.ts';

/** In which order a list stands. */
export interface RowOrder {
  readonly by: SortColumn;
  readonly direction: 'ascending' | 'descending';
}

/** What an entry is sorted by; null comes last in either direction. */
type Key = number | string | null;

/** An entry with its key, so that the key is found once and not at each comparison. */
interface Keyed {
  readonly entry: CheckpointEntry;
  readonly key: Key;
}

/** Puts entries in order. No two are equal in it: the newer comes first, then the larger path. */
export class EntryOrder {
  readonly #sign: 1 | -1;
  readonly #keyOf: (entry: CheckpointEntry) => Key;

  constructor({ by, direction }: RowOrder, ranking: Ranking) {
    this.#sign = direction === 'ascending' ? 1 : -1;
    const keys: Record<SortColumn, (entry: CheckpointEntry) => Key> = {
      age: ({ mtime }) => mtime,
      path: ({ path }) => nameKey(path),
      size: ({ bytes }) => bytes,
      value: (entry) => rankable(monitoredValue(entry, ranking)),
    };
    this.#keyOf = keys[by];
  }

  sort(entries: readonly CheckpointEntry[]): CheckpointEntry[] {
    const keyed = entries.map((entry) => this.#keyed(entry));
    return keyed.sort((a, b) => this.#compare(a, b)).map(({ entry }) => entry);
  }

  compare(a: CheckpointEntry, b: CheckpointEntry): number {
    return this.#compare(this.#keyed(a), this.#keyed(b));
  }

  /** The place of an entry among others that are in order, or the one where it would stand. */
  placeIn(entries: readonly CheckpointEntry[], entry: CheckpointEntry): number {
    const sought = this.#keyed(entry);
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = entries[middle];
      if (other && this.#compare(this.#keyed(other), sought) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #keyed(entry: CheckpointEntry): Keyed {
    return { entry, key: this.#keyOf(entry) };
  }

  #compare(a: Keyed, b: Keyed): number {
    const [left, right] = [a.key, b.key];
    if (left === right) return b.entry.mtime - a.entry.mtime || compareText(b.entry.path, a.entry.path);
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -this.#sign : this.#sign;
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function rankable(value: number | null): number | null {
  return value === null || Number.isNaN(value) ? null : value;
}

/** A key that sorts names as people do: without regard to case, and 9 before 10. */
function nameKey(path: string): string {
  const inOrder = (_: string, digits: string): string => String.fromCharCode(0x30 + digits.length) + digits;
  return path.toLowerCase().replace(/0*(\d+)/g, inOrder);
}
