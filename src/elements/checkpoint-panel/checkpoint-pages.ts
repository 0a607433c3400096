import type {
  CheckpointEntry,
  CheckpointPage,
  CheckpointQuery,
  CheckpointStore,
} from '../../checkpoints/checkpoint-store.ts';
import { entryFilter } from '../../checkpoints/checkpoint-filter.ts';

const pageSize = 100;

/**
 * The pages of a store's list that were read so far, the newest first, kept up to date by what the store tells.
 *
 * What happens while a page is being read is done again once it is there, so that neither order of the two loses anything.
 */
export class CheckpointPages {
  /** A new array whenever something changed. */
  entries: readonly CheckpointEntry[] = [];
  /** Whether older ones are still unread. */
  hasMore = true;
  error: unknown = null;
  readonly #store: CheckpointStore;
  readonly #query: CheckpointQuery;
  readonly #matches: (entry: CheckpointEntry) => boolean;
  readonly #changed: () => void;
  #after: string | undefined;
  #reading = false;
  #meanwhile: (() => void)[] = [];

  /** @throws FormatError when the query's pattern is none */
  constructor(store: CheckpointStore, query: CheckpointQuery, changed: () => void) {
    this.#store = store;
    this.#query = { ...query, limit: pageSize };
    this.#matches = entryFilter(query);
    this.#changed = changed;
  }

  /** Whether nothing was read yet. */
  get isFirstRead(): boolean {
    return this.#after === undefined && this.hasMore;
  }

  /** Reads the next page, unless one is being read or there is none. */
  async readMore(): Promise<void> {
    if (this.#reading || !this.hasMore) return;
    this.#reading = true;
    try {
      this.#append(await this.#store.list(this.#pageQuery()));
      this.error = null;
    } catch (error) {
      this.error = error;
    }
    this.#reading = false;
    for (const change of this.#meanwhile.splice(0)) change();
    this.#changed();
  }

  /** Takes in a checkpoint that was saved or changed. */
  put(entry: CheckpointEntry): void {
    if (this.#reading) this.#meanwhile.push(() => this.put(entry));
    if (!this.#matches(entry)) return;
    const others = this.entries.filter(({ path }) => path !== entry.path);
    const place = others.findIndex((other) => isNewer(entry, other));
    // Older than all that was read: it belongs to a page that is not here yet.
    if (place === -1 && this.hasMore) return this.#set(others);
    this.#set(others.toSpliced(place === -1 ? others.length : place, 0, entry));
  }

  /** Takes out a checkpoint that was deleted. */
  remove(path: string): void {
    if (this.#reading) this.#meanwhile.push(() => this.remove(path));
    if (this.entries.some((entry) => entry.path === path)) {
      this.#set(this.entries.filter((entry) => entry.path !== path));
    }
  }

  #pageQuery(): CheckpointQuery {
    return this.#after === undefined ? this.#query : { ...this.#query, after: this.#after };
  }

  #append({ entries, next }: CheckpointPage): void {
    const known = new Set(this.entries.map(({ path }) => path));
    this.entries = [...this.entries, ...entries.filter(({ path }) => !known.has(path))];
    this.#after = next ?? this.#after;
    this.hasMore = next !== null;
  }

  #set(entries: readonly CheckpointEntry[]): void {
    this.entries = entries;
    this.#changed();
  }
}

function isNewer(a: CheckpointEntry, b: CheckpointEntry): boolean {
  return a.mtime > b.mtime || (a.mtime === b.mtime && a.path > b.path);
}
