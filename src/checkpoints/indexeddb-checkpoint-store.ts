import { BaseCheckpointStore } from './base-checkpoint-store.ts';
import { notFoundError, quotaError } from './checkpoint-errors.ts';
import { neededBytes } from './checkpoint-draft.ts';
import type { CheckpointDraft } from './checkpoint-draft.ts';
import { CheckpointSavedEvent } from './checkpoint-store.ts';
import type {
  Checkpoint,
  CheckpointChanges,
  CheckpointEntry,
  CheckpointPage,
  CheckpointQuery,
  StoreUsage,
} from './checkpoint-store.ts';
import { IndexedDbConnection } from './indexeddb-connection.ts';
import { listPage } from './indexeddb-list.ts';
import { lookUp } from './indexeddb-lookup.ts';
import { readCheckpoint } from './indexeddb-read.ts';
import { readTotals, recordOf, replaceRecord, writeAs, writeGeneration } from './indexeddb-write.ts';
import type { Lookup, Ranking } from './lookup.ts';
import { StoreNews } from './store-news.ts';
import type { StoreChange } from './store-news.ts';

/**
 * The store that lasts: checkpoints in IndexedDB.
 *
 * What was acknowledged is on the disk; nothing is overwritten in place; every text is verified when it is read.
 * Open it with `openCheckpointStore`, which shares one connection and falls back where there is no IndexedDB.
 */
export class IndexedDbCheckpointStore extends BaseCheckpointStore {
  readonly durable = true;
  readonly #connection: IndexedDbConnection;
  readonly #news: StoreNews;

  constructor(name = 'tidemark') {
    super(name);
    this.#connection = new IndexedDbConnection(name, {
      onClosed: (reason) => this.notice('closed', closedMessages[reason]),
    });
    this.#news = new StoreNews(name, (change) => this.dispatchEvent(change));
  }

  /** Opens the database, so that a failure shows now and not at the first save. */
  async open(): Promise<this> {
    await this.#connection.open();
    return this;
  }

  async load(path: string): Promise<Checkpoint> {
    const { checkpoint, fellBack } = await readCheckpoint(this.#connection, path);
    if (fellBack) {
      this.notice(
        'damaged',
        `The newest text of "${path}" is damaged; the one saved before it was read instead.`,
      );
      this.announce(new CheckpointSavedEvent(checkpoint.entry));
    }
    return checkpoint;
  }

  async info(path: string): Promise<CheckpointEntry | null> {
    const record = await this.#connection.read((tx) => tx.objectStore('entries').get(path));
    return record?.entry ?? null;
  }

  list(query: CheckpointQuery = {}): Promise<CheckpointPage> {
    return this.#connection.read((tx) => listPage(tx, query));
  }

  async usage(): Promise<StoreUsage> {
    const { bytes, count } = await this.#connection.read(readTotals);
    const storage = globalThis.navigator?.storage as Partial<StorageManager> | undefined;
    const [estimate, persisted] = await Promise.all([
      storage?.estimate?.().catch(() => null),
      storage?.persisted?.().catch(() => null),
    ]);
    return { bytes, count, quota: estimate?.quota ?? null, persisted: persisted ?? null, durable: true };
  }

  protected async shut(): Promise<void> {
    this.#news.close();
    await this.#connection.close();
  }

  protected newest(among: Lookup): Promise<CheckpointEntry | null> {
    return lookUp(this.#connection, among, 'age');
  }

  protected topRanked(among: Lookup, ranking: Ranking): Promise<CheckpointEntry | null> {
    return lookUp(this.#connection, among, ranking);
  }

  protected async write(drafts: readonly CheckpointDraft[]): Promise<CheckpointEntry[]> {
    try {
      return await this.#connection.write(async (tx) => {
        const entries: CheckpointEntry[] = [];
        for (const draft of drafts) entries.push(await writeGeneration(tx, draft));
        return entries;
      });
    } catch (error) {
      if (!isQuotaError(error)) throw error;
      throw quotaError(drafts[0]?.path ?? '', neededBytes(drafts), error);
    }
  }

  protected async remove(path: string): Promise<Checkpoint | null> {
    return await this.#connection.write(async (tx) => {
      const [totals, record] = await Promise.all([readTotals(tx), tx.objectStore('entries').get(path)]);
      if (!record) return null;
      const text = await tx.objectStore('texts').get([path, record.textGeneration]);
      await replaceRecord(tx, totals, record, undefined);
      return { entry: record.entry, text: text?.text ?? '', trainingState: text?.trainingState ?? null };
    });
  }

  protected async putBack(draft: CheckpointDraft, entry: CheckpointEntry): Promise<void> {
    await this.#connection.write((tx) => writeAs(tx, draft, entry));
  }

  protected async mark(path: string, { pinned, note }: CheckpointChanges): Promise<CheckpointEntry> {
    return await this.#connection.write(async (tx) => {
      const [totals, record] = await Promise.all([readTotals(tx), tx.objectStore('entries').get(path)]);
      if (!record) throw notFoundError(path);
      const { entry } = record;
      const changed = { ...entry, pinned: pinned ?? entry.pinned, note: note ?? entry.note };
      await replaceRecord(tx, totals, record, recordOf(changed, record.texts, record));
      return changed;
    });
  }

  protected override announce(change: StoreChange): void {
    super.announce(change);
    this.#news.tell(change);
  }
}

const closedMessages = {
  abnormal: 'The browser closed the database of the checkpoints. It is opened again when it is next needed.',
  upgrade: 'A newer version of this page has taken over the checkpoints in another tab. Reload this page.',
  deletion: 'The database of the checkpoints was deleted from outside this page.',
};

function isQuotaError(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
