import { entryFilter } from '../../checkpoints/checkpoint-filter.ts';
import type {
  CheckpointEntry,
  CheckpointQuery,
  CheckpointStore,
} from '../../checkpoints/checkpoint-store.ts';
import { compareBy, placeIn } from './row-order.ts';

/** Little at first, so that there is something to see; then more and more at a time. */
const [firstPage, secondPage, largestPage] = [100, 1000, 8000];

/** Who hears what the mirror takes in. */
export interface MirrorListener {
  added(entries: readonly CheckpointEntry[]): void;
  removed(entry: CheckpointEntry): void;
  /** Something changed, or the state of the reading did. */
  changed(): void;
}

/**
 * All entries of a store, in memory: read page by page, the newest first, and kept up to date by what the store tells.
 *
 * So a list can be sorted, filtered and grouped at once by whatever its user likes. Entries are small; texts stay where
 * they are.
 */
export class EntryMirror {
  /** All that was read so far, the newest first; another array whenever something has changed. */
  entries: readonly CheckpointEntry[] = [];
  error: unknown = null;
  readonly #store: CheckpointStore;
  readonly #query: CheckpointQuery;
  readonly #listener: MirrorListener;
  readonly #matches: (entry: CheckpointEntry) => boolean;
  readonly #byPath = new Map<string, CheckpointEntry>();
  /** What was deleted while a page was on its way, which may still hold it. */
  readonly #gone = new Set<string>();
  #isRead = false;
  #isLeft = false;

  /** @throws FormatError when the query's pattern is none */
  constructor(store: CheckpointStore, query: CheckpointQuery, listener: MirrorListener) {
    this.#store = store;
    this.#query = query;
    this.#listener = listener;
    const matches = entryFilter(query);
    this.#matches = (entry) => !isBackup(entry) && matches(entry);
  }

  /** Whether everything was read. */
  get isRead(): boolean {
    return this.#isRead;
  }

  get(path: string): CheckpointEntry | undefined {
    return this.#byPath.get(path);
  }

  /** Reads everything, with pauses in which the page can do other things. */
  async read(): Promise<void> {
    try {
      await this.#readPages();
    } catch (error) {
      this.error = error;
    }
    if (!this.#isLeft) this.#listener.changed();
  }

  /** Stops reading: nobody looks any more. */
  leave(): void {
    this.#isLeft = true;
  }

  /** Takes in a checkpoint that was saved or changed. */
  put(entry: CheckpointEntry): void {
    if (!this.#matches(entry)) return;
    this.#gone.delete(entry.path);
    const before = this.#byPath.get(entry.path);
    if (before) this.#drop(before);
    this.#byPath.set(entry.path, entry);
    this.entries = this.entries.toSpliced(this.#placeOf(entry), 0, entry);
    this.#listener.added([entry]);
    this.#listener.changed();
  }

  /** Takes out a checkpoint that was deleted. */
  remove(path: string): void {
    if (!this.#isRead) this.#gone.add(path);
    const entry = this.#byPath.get(path);
    if (!entry) return;
    this.#drop(entry);
    this.#listener.changed();
  }

  #drop(entry: CheckpointEntry): void {
    this.entries = this.entries.toSpliced(this.#placeOf(entry), 1);
    this.#byPath.delete(entry.path);
    this.#listener.removed(entry);
  }

  /** Where an entry stands, or would. */
  #placeOf(entry: CheckpointEntry): number {
    return placeIn(this.entries, entry, newestFirst);
  }

  async #readPages(): Promise<void> {
    let after: string | null = null;
    let limit = firstPage;
    do {
      const { entries, next } = await this.#store.list({
        ...this.#query,
        limit,
        ...(after ? { after } : {}),
      });
      if (this.#isLeft) return;
      this.#take(entries);
      after = next;
      this.#isRead = next === null;
      this.#listener.changed();
      limit = Math.min(Math.max(secondPage, limit * 2), largestPage);
      if (after) await idle();
    } while (after !== null && !this.#isLeft);
    this.#gone.clear();
  }

  /** What the store has told meanwhile is newer than what a page says. */
  #take(entries: readonly CheckpointEntry[]): void {
    const isNews = ({ path }: CheckpointEntry): boolean => !this.#byPath.has(path) && !this.#gone.has(path);
    const added = entries.filter((entry) => isNews(entry) && !isBackup(entry));
    for (const entry of added) this.#byPath.set(entry.path, entry);
    this.entries = [...this.entries, ...added].sort(newestFirst);
    this.#listener.added(added);
  }
}

/** What training is backed up by is the trainer's own: it is replaced all the time, and offered by `<resume-offer>`. */
const isBackup = ({ reason }: CheckpointEntry): boolean => reason === 'backup';

const newestFirst = compareBy({ by: 'age', direction: 'descending' }, { monitor: '', mode: 'max' });

/** Waits until the page has nothing better to do; WebKit does not say, so there it is the next task. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 200 });
    else setTimeout(resolve);
  });
}
