import { isWebKitWorker } from '../base/engine.ts';
import { BaseCheckpointStore } from './base-checkpoint-store.ts';
import { neededBytes } from './checkpoint-draft.ts';
import type { CheckpointDraft, MeasuredDraft } from './checkpoint-draft.ts';
import { damagedError, notFoundError, quotaError } from './checkpoint-errors.ts';
import { CheckpointDeletedEvent, CheckpointSavedEvent } from './store-events.ts';
import type {
  Checkpoint,
  CheckpointChanges,
  CheckpointEntry,
  CheckpointPage,
  CheckpointQuery,
  StoreUsage,
} from './checkpoint-store.ts';
import { EvictionWatch } from './eviction-watch.ts';
import { IndexedDbConnection, isDiskFull } from './indexeddb-connection.ts';
import { listPage } from './indexeddb-list.ts';
import { lookUp } from './indexeddb-lookup.ts';
import { OlderTexts } from './indexeddb-older-texts.ts';
import { readCheckpoint } from './indexeddb-read.ts';
import { removeCheckpoints, removeUnread } from './indexeddb-remove.ts';
import { repair } from './indexeddb-repair.ts';
import { readTotals } from './indexeddb-totals.ts';
import { changeMarks, writeAs, writeGeneration } from './indexeddb-write.ts';
import type { Written } from './indexeddb-write.ts';
import type { Lookup, Ranking } from './lookup.ts';
import { askToPersist, storageRoom } from './storage-room.ts';
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
  readonly #watch: EvictionWatch;
  readonly #older: OlderTexts;
  #counting: ReturnType<typeof setTimeout> | undefined;
  #repaired: Promise<void> = Promise.resolve();
  #hasAskedToPersist = false;

  constructor(name = 'tidemark') {
    super(name);
    this.#watch = new EvictionWatch(name);
    this.#connection = new IndexedDbConnection(name, {
      onCreated: () => this.#missWhatWasThere(),
      onClosed: (reason) => {
        // Either would open the database again, and make anew one that is being deleted.
        this.#countNoMore();
        this.#older.forget();
        this.notice('closed', closedMessages[reason]);
      },
    });
    this.#older = new OlderTexts(this.#connection);
    this.#news = new StoreNews(name, (change) => this.#hear(change));
  }

  /**
   * Opens the database, so that a failure shows now and not at the first save. Then looks for what a damaged disk may
   * have left behind; `repaired` tells when that is done.
   */
  async open(): Promise<this> {
    await this.#connection.open();
    // A repair that fails, as it does when the store is closed meanwhile, is made at the next opening.
    // Nor is this long reading made where it might never end; in WebKit the pages make it.
    if (!isWebKitWorker()) this.#repaired = this.#repair().catch(() => {});
    return this;
  }

  /** Resolves when the pass over the tables that each opening starts has ended. */
  get repaired(): Promise<void> {
    return this.#repaired;
  }

  async load(path: string): Promise<Checkpoint> {
    const reading = await readCheckpoint(this.#connection, path);
    if (!reading) throw notFoundError(path);
    const { checkpoint, entry, isNewlyDamaged, cause } = reading;
    if (isNewlyDamaged) {
      const rest = checkpoint ? 'the one saved before it was read instead' : 'there is no other';
      this.notice('damaged', `The newest text of "${path}" is damaged; ${rest}.`);
      this.announce(new CheckpointSavedEvent(entry));
    }
    if (!checkpoint) throw damagedError(path, cause);
    return checkpoint;
  }

  async info(path: string): Promise<CheckpointEntry | null> {
    const record = await this.#connection.read((tx) => tx.objectStore('entries').get(path));
    return record?.entry ?? null;
  }

  protected page(query: CheckpointQuery): Promise<CheckpointPage> {
    return this.#connection.read((tx) => listPage(tx, query));
  }

  async usage(): Promise<StoreUsage> {
    const [{ bytes, count }, { quota, persisted }] = await Promise.all([
      this.#connection.read(readTotals),
      storageRoom(),
    ]);
    return { bytes, count, quota, persisted, durable: true };
  }

  protected async shut(): Promise<void> {
    this.#countNoMore();
    await this.#older.drop();
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
      const written = await this.#writeAll(drafts);
      for (const { entry, leavesOlder } of written) if (leavesOlder) this.#older.dropSoon(entry.path);
      return written.map(({ entry }) => entry);
    } catch (error) {
      // What nobody reads any more may have taken the room.
      if (isDiskFull(error) && (await this.#older.drop())) return await this.write(drafts);
      throw await explained(error, drafts[0]?.path ?? '', neededBytes(drafts));
    }
  }

  #writeAll(drafts: readonly CheckpointDraft[]): Promise<Written[]> {
    // Afterwards would be sooner, but a worker may be terminated after its last save.
    const manner = { isAlone: drafts.length === 1, dropsOlder: isWebKitWorker() };
    return this.#connection.write(async (tx) => {
      const written: Written[] = [];
      for (const draft of drafts) written.push(await writeGeneration(tx, draft, manner));
      return written;
    });
  }

  protected remove(paths: readonly string[]): Promise<Checkpoint[]> {
    return removeCheckpoints(this.#connection, paths);
  }

  protected removeUnread(paths: readonly string[]): Promise<string[]> {
    return removeUnread(this.#connection, paths);
  }

  protected async putBack(draft: MeasuredDraft, entry: CheckpointEntry): Promise<void> {
    try {
      await this.#connection.write((tx) => writeAs(tx, draft, entry));
    } catch (error) {
      throw await explained(error, draft.path, neededBytes([draft]));
    }
  }

  protected async mark(path: string, changes: CheckpointChanges): Promise<CheckpointEntry> {
    try {
      return await this.#connection.write((tx) => changeMarks(tx, path, changes));
    } catch (error) {
      throw await explained(error, path, 0);
    }
  }

  protected override announce(change: StoreChange): void {
    this.#news.tell(change);
    this.#hear(change);
  }

  /** A change was made, here or in another context. */
  #hear(change: StoreChange): void {
    if (change instanceof CheckpointSavedEvent && !this.#hasAskedToPersist) {
      this.#hasAskedToPersist = true;
      void askToPersist();
    }
    this.#countSoon();
    this.dispatchEvent(change);
  }

  /** Counts the checkpoints, once for many changes, so that their disappearance would be noticed. */
  #countSoon(): void {
    this.#counting ??= setTimeout(() => {
      this.#counting = undefined;
      void this.#count();
    }, countDelayMs);
  }

  #countNoMore(): void {
    clearTimeout(this.#counting);
    this.#counting = undefined;
  }

  /** A count that fails, as it does when the store is closed meanwhile, is made after the next change. */
  async #count(): Promise<void> {
    const totals = await this.#connection.read(readTotals).catch(() => null);
    if (totals) this.#watch.saw(totals.count);
  }

  /** The database is new. If there were checkpoints, then they are gone. */
  #missWhatWasThere(): void {
    const expected = this.#watch.expected;
    this.#watch.saw(0);
    if (expected === 0) return;
    this.notice('evicted', `${expected} checkpoints were kept here and none is left: ${evictionAdvice}`);
  }

  async #repair(): Promise<void> {
    await new Promise((resolve) => {
      setTimeout(resolve, headStartMs);
    });
    await this.#connection.prepareToWrite();
    const { rebuilt, dropped, torn } = await repair(this.#connection);
    for (const entry of rebuilt) this.announce(new CheckpointSavedEvent(entry));
    for (const path of dropped) this.announce(new CheckpointDeletedEvent(path));
    if (rebuilt.length > 0) {
      this.notice('repaired', `${rebuilt.length} checkpoints that had dropped out of the list are back.`);
    }
    if (dropped.length > 0) {
      this.notice(
        'lost',
        `The texts of ${dropped.length} checkpoints are gone, and they with them: ${dropped.join(', ')}.`,
      );
    }
    // Reading them marks them and says so.
    for (const path of torn) await this.load(path).catch(() => null);
    await this.#count();
  }
}

/** How long what the page asks for as soon as the store is open has the disk for itself. */
const headStartMs = 50;

/** How long after a change the checkpoints are counted: off the way of a training that saves at every batch. */
const countDelayMs = 250;

const evictionAdvice =
  'the browser cleared what this site had stored. It does so when the disk is nearly full, or when a site has not ' +
  'been used for long. Download what matters, or grant this site lasting storage.';

const closedMessages = {
  abnormal: 'The browser closed the database of the checkpoints. It is opened again when it is next needed.',
  upgrade: 'A newer version of this page has taken over the checkpoints in another tab. Reload this page.',
  deletion: 'The database of the checkpoints was deleted from outside this page.',
};

/** Words the error of a full disk; any other error is left as it is. */
async function explained(error: unknown, path: string, neededBytes: number): Promise<unknown> {
  return isDiskFull(error) ? quotaError(path, neededBytes, await storageRoom(), error) : error;
}
