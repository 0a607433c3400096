import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { BaseCheckpointStore } from './base-checkpoint-store.ts';
import { folderError, notFoundError, pathTakenError, quotaError } from './checkpoint-errors.ts';
import { entryOf, measureDraft, nextMtime } from './checkpoint-draft.ts';
import type { CheckpointDraft, MeasuredDraft } from './checkpoint-draft.ts';
import { assertMayReplace } from './other-run.ts';
import { agePlace, comparePlaces, rankPlace } from './checkpoint-order.ts';
import type { PlaceKey } from './checkpoint-order.ts';
import { foldersAbove } from './checkpoint-path.ts';
import type {
  Checkpoint,
  CheckpointChanges,
  CheckpointEntry,
  CheckpointPage,
  CheckpointQuery,
  StoreUsage,
} from './checkpoint-store.ts';
import { lookupFilter } from './lookup.ts';
import type { Lookup, Ranking } from './lookup.ts';
import { pageOf } from './page-of-entries.ts';
import { utf8Length } from '../base/sha256.ts';

/** How a memory store behaves. */
export interface MemoryStoreOptions {
  /** How much it takes before it is full, in UTF-8 bytes. @default Infinity */
  readonly quotaBytes?: number;
  /** Tells the time, in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

const names: OptionNames<MemoryStoreOptions> = { quotaBytes: true, now: true };

/**
 * A store that lives as long as its page: for private windows, for Node, and for tests.
 *
 * It behaves as the durable one does. Its look-ups walk over all entries, as there are few of them in one page's life.
 *
 * @example
 * const store = new MemoryCheckpointStore();
 * await store.save('runs/01.json', program.toProgramFile(), { logs: { val_reward: 0.7 } });
 * await store.best({ monitor: 'val_reward' });
 */
export class MemoryCheckpointStore extends BaseCheckpointStore {
  readonly durable = false;
  readonly #kept = new Map<string, Checkpoint>();
  /** The bytes of each text with its training state, by path, and their sum. */
  readonly #sizes = new Map<string, number>();
  #bytes = 0;
  /** How many checkpoints each folder holds, those in its folders included. */
  readonly #folders = new Map<string, number>();
  readonly #quotaBytes: number;
  readonly #now: () => number;
  #lastMtime = 0;

  constructor(name = 'tidemark', options: MemoryStoreOptions = {}) {
    super(name);
    if (new.target === MemoryCheckpointStore) checkOptions('MemoryCheckpointStore', options, names);
    const { quotaBytes = Infinity, now = () => Date.now() } = options;
    this.#now = now;
    this.#quotaBytes = quotaBytes;
  }

  async load(path: string): Promise<Checkpoint> {
    const checkpoint = this.kept(path);
    if (!checkpoint) throw notFoundError(path);
    return checkpoint;
  }

  async info(path: string): Promise<CheckpointEntry | null> {
    return this.kept(path)?.entry ?? null;
  }

  protected async page(query: CheckpointQuery): Promise<CheckpointPage> {
    return pageOf(
      Array.from(this.#kept.values(), ({ entry }) => entry),
      query,
    );
  }

  async usage(): Promise<StoreUsage> {
    const quota = Number.isFinite(this.#quotaBytes) ? this.#quotaBytes : null;
    return { bytes: this.#bytes, count: this.#kept.size, quota, persisted: null, durable: false };
  }

  protected async shut(): Promise<void> {}

  /** What is kept under a path; null when nothing is. */
  protected kept(path: string): Checkpoint | null {
    return this.#kept.get(path) ?? null;
  }

  /** All that is kept. */
  protected allKept(): Checkpoint[] {
    return [...this.#kept.values()];
  }

  /** Keeps a checkpoint as it is: another context has checked and made it. */
  protected adopt(checkpoint: Checkpoint): void {
    const { entry, trainingState } = checkpoint;
    this.#put(checkpoint, entry.bytes + utf8Length(trainingState ?? ''));
  }

  protected async newest(among: Lookup): Promise<CheckpointEntry | null> {
    const matches = lookupFilter(among);
    return this.#last((entry) => (matches(entry) ? agePlace(entry) : null));
  }

  protected async topRanked(among: Lookup, { monitor, mode }: Ranking): Promise<CheckpointEntry | null> {
    const matches = lookupFilter(among);
    return this.#last((entry) => (matches(entry) ? rankPlace(entry, monitor, mode) : null), -1);
  }

  protected async write(drafts: readonly CheckpointDraft[]): Promise<CheckpointEntry[]> {
    const measured: MeasuredDraft[] = [];
    for (const draft of drafts) measured.push(await measureDraft(draft));
    const replaced = drafts.map(({ path }) => [path, this.kept(path)] as const);
    try {
      return measured.map((draft) => this.#writeOne(draft));
    } catch (error) {
      for (const [path, checkpoint] of replaced) {
        this.#drop(path);
        if (checkpoint) this.adopt(checkpoint);
      }
      throw error;
    }
  }

  protected async remove(paths: readonly string[]): Promise<Checkpoint[]> {
    return paths.flatMap((path) => {
      const checkpoint = this.kept(path);
      this.#drop(path);
      return checkpoint ? [checkpoint] : [];
    });
  }

  protected async removeUnread(paths: readonly string[]): Promise<string[]> {
    return (await this.remove(paths)).map(({ entry }) => entry.path);
  }

  protected async putBack(draft: MeasuredDraft, entry: CheckpointEntry): Promise<void> {
    if (this.#kept.has(entry.path)) throw pathTakenError(entry.path);
    this.#keep(draft, entry);
  }

  protected async mark(path: string, { pinned, note }: CheckpointChanges): Promise<CheckpointEntry> {
    const checkpoint = await this.load(path);
    const { entry } = checkpoint;
    const changed = { ...entry, pinned: pinned ?? entry.pinned, note: note ?? entry.note };
    this.#kept.set(path, { ...checkpoint, entry: changed });
    return changed;
  }

  #writeOne(draft: MeasuredDraft): CheckpointEntry {
    const previous = this.kept(draft.path)?.entry ?? null;
    assertMayReplace(draft, previous);
    const entry = entryOf(draft, previous, nextMtime(this.#lastMtime, previous, draft.marks, this.#now()));
    this.#keep(draft, entry);
    return entry;
  }

  #keep(draft: MeasuredDraft, entry: CheckpointEntry): void {
    const { path, text, trainingState } = draft;
    if (!this.#kept.has(path)) this.#refuseFolders(path);
    const size = draft.bytes + draft.stateBytes;
    if (this.#bytes - (this.#sizes.get(path) ?? 0) + size > this.#quotaBytes) {
      throw quotaError(path, size, { used: this.#bytes, quota: this.#quotaBytes }, null);
    }
    this.#put({ entry, text, trainingState }, size);
  }

  #put(checkpoint: Checkpoint, size: number): void {
    const { path, mtime } = checkpoint.entry;
    this.#drop(path);
    this.#kept.set(path, checkpoint);
    this.#sizes.set(path, size);
    this.#bytes += size;
    this.#lastMtime = Math.max(this.#lastMtime, mtime);
    for (const folder of foldersAbove(path)) this.#folders.set(folder, (this.#folders.get(folder) ?? 0) + 1);
  }

  #drop(path: string): void {
    if (!this.#kept.delete(path)) return;
    this.#bytes -= this.#sizes.get(path) ?? 0;
    this.#sizes.delete(path);
    for (const folder of foldersAbove(path)) this.#folders.set(folder, (this.#folders.get(folder) ?? 0) - 1);
  }

  #refuseFolders(path: string): void {
    const isFolder = (this.#folders.get(path) ?? 0) > 0;
    if (isFolder || foldersAbove(path).some((folder) => this.#kept.has(folder))) throw folderError(path);
  }

  /** The entry with the greatest place, or with `sign` -1 the least. */
  #last(placeOf: (entry: CheckpointEntry) => PlaceKey | null, sign = 1): CheckpointEntry | null {
    let found: { readonly entry: CheckpointEntry; readonly place: PlaceKey } | null = null;
    for (const { entry } of this.#kept.values()) {
      const place = placeOf(entry);
      if (place && (!found || comparePlaces(place, found.place) * sign > 0)) found = { entry, place };
    }
    return found?.entry ?? null;
  }
}
