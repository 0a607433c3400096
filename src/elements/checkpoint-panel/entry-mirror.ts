import type { CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import type { EntryTest } from '../../checkpoints/field-filter.ts';
import { idle } from '../internal/idle.ts';
import { EntryOrder } from './row-order.ts';

/** Little at first, so that there is something to see; then more and more at a time. */
const [firstPage, secondPage, largestPage] = [100, 1000, 8000];

/** Who hears what the mirror takes in. */
export interface MirrorListener {
  added(entries: readonly CheckpointEntry[]): void;
  removed(entry: CheckpointEntry): void;
  /** Something changed, or the state of the reading did. */
  changed(): void;
  /** Not everything can be read. */
  failed(error: unknown): void;
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
  readonly #store: CheckpointStore;
  readonly #pattern: string | null;
  readonly #listener: MirrorListener;
  /** Whether an entry belongs here; null until that can be told. */
  #matches: EntryTest | null = null;
  /** What was saved before that could be told. */
  #early: readonly CheckpointEntry[] = [];
  readonly #byPath = new Map<string, CheckpointEntry>();
  /** What was deleted while a page was on its way, which may still hold it. */
  readonly #gone = new Set<string>();
  #state: 'reading' | 'read' | 'failed' = 'reading';
  #isLeft = false;

  constructor(store: CheckpointStore, pattern: string | null, listener: MirrorListener) {
    this.#store = store;
    this.#pattern = pattern;
    this.#listener = listener;
  }

  get state(): 'reading' | 'read' | 'failed' {
    return this.#state;
  }

  get(path: string): CheckpointEntry | undefined {
    return this.#byPath.get(path);
  }

  /** Reads everything, with pauses in which the page can do other things. */
  async read(): Promise<void> {
    try {
      this.#matches = await filterFor(this.#pattern);
      for (const entry of this.#early) this.put(entry);
      await this.#readPages();
    } catch (error) {
      this.#state = 'failed';
      if (!this.#isLeft) this.#listener.failed(error);
    }
  }

  /** Stops reading: nobody looks any more. */
  leave(): void {
    this.#isLeft = true;
  }

  /** Takes in a checkpoint that was saved or changed. */
  put(entry: CheckpointEntry): void {
    if (!this.#matches) this.#early = [...this.#early, entry];
    if (!this.#matches?.(entry)) return;
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
    this.#early = this.#early.filter((entry) => entry.path !== path);
    if (this.#state === 'reading') this.#gone.add(path);
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
    return newestFirst.placeIn(this.entries, entry);
  }

  async #readPages(): Promise<void> {
    let after: string | null = null;
    let limit = firstPage;
    do {
      const pattern = this.#pattern ? { pattern: this.#pattern } : {};
      const { entries, next } = await this.#store.list({ ...pattern, limit, ...(after ? { after } : {}) });
      if (this.#isLeft) return;
      this.#take(entries);
      after = next;
      if (next === null) this.#state = 'read';
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
    this.entries = newestFirst.sort([...this.entries, ...added]);
    this.#listener.added(added);
  }
}

/** What training is backed up by is the trainer's own: it is replaced all the time, and offered by `<resume-offer>`. */
const isBackup = ({ reason }: CheckpointEntry): boolean => reason === 'backup';

/** Patterns are read by code that a panel without one never needs. */
async function filterFor(pattern: string | null): Promise<EntryTest> {
  if (!pattern) return (entry) => !isBackup(entry);
  const { entryFilter } = await import('../../checkpoints/checkpoint-filter.ts');
  const matches = entryFilter({ pattern });
  return (entry) => !isBackup(entry) && matches(entry);
}

const newestFirst = new EntryOrder({ by: 'age', direction: 'descending' }, { monitor: '', mode: 'max' });
