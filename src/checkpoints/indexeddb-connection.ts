import { CheckpointError } from '../base/errors.ts';
import { beginFreshLog } from '../base/fresh-log.ts';
import { openDatabase } from './indexeddb-open.ts';
import { schemaSteps } from './indexeddb-schema.ts';
import type { Database, ReadTransaction, SchemaStep, WriteTransaction } from './indexeddb-schema.ts';

/** What a connection tells of itself. */
export interface ConnectionEvents {
  /** The database was created: there was none. */
  readonly onCreated?: () => void;
  /** The browser, or a newer version of the page, took the connection away. The next call opens it again. */
  readonly onClosed?: (reason: 'abnormal' | 'upgrade' | 'deletion') => void;
}

/** A connection to one database, that opens itself when it is needed and again after it was lost. */
export class IndexedDbConnection {
  readonly #name: string;
  readonly #events: ConnectionEvents;
  readonly #steps: readonly SchemaStep[];
  #opening: Promise<Database> | null = null;
  #freshLog: Promise<void> | null = null;
  #isClosed = false;

  constructor(name: string, events: ConnectionEvents = {}, steps: readonly SchemaStep[] = schemaSteps) {
    this.#name = name;
    this.#events = events;
    this.#steps = steps;
  }

  /**
   * Opens the database when it is not open.
   * @throws CheckpointError `closed`, `newer-schema`, `blocked`, `not-opened`
   */
  async open(): Promise<Database> {
    if (this.#isClosed) throw closedError(this.#name);
    const opening = (this.#opening ??= this.#open());
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    return await opening;
  }

  /** Runs work that only reads, in one transaction. */
  async read<Result>(work: (tx: ReadTransaction) => Promise<Result>): Promise<Result> {
    return await this.#again(async (database) => {
      const tx = database.transaction([...database.objectStoreNames], 'readonly');
      return await settle(tx, work);
    });
  }

  /**
   * Runs work that writes, in one transaction; resolves once it is on the disk. Only what can be made anew from the rest
   * may be `relaxed`: then it resolves earlier.
   */
  async write<Result>(
    work: (tx: WriteTransaction) => Promise<Result>,
    durability: IDBTransactionDurability = 'strict',
  ): Promise<Result> {
    return await this.#again(async (database) => {
      await this.prepareToWrite();
      const tx = database.transaction([...database.objectStoreNames], 'readwrite', { durability });
      return await settle(tx, work);
    });
  }

  /** Does what the first write would wait for. It holds up whoever reads meanwhile, so the first reading comes before. */
  async prepareToWrite(): Promise<void> {
    if (!this.#isClosed) await (this.#freshLog ??= beginFreshLog());
  }

  /** Closes for good. What is under way is finished first. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#letGo();
  }

  #open(): Promise<Database> {
    this.#freshLog = null;
    return openDatabase(this.#name, this.#steps, {
      onCreated: () => this.#events.onCreated?.(),
      onBlocking: (reason) => this.#lose(reason),
      onTerminated: () => this.#lose('abnormal'),
    });
  }

  #lose(reason: 'abnormal' | 'upgrade' | 'deletion'): void {
    void this.#letGo();
    this.#events.onClosed?.(reason);
  }

  async #letGo(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    const database = await opening?.catch(() => null);
    database?.close();
  }

  /** A connection may be lost between two calls, and only using it tells: then the work is done on a new one. */
  async #again<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
    try {
      return await work(await this.open());
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await this.#letGo();
      return await work(await this.open());
    }
  }
}

/**
 * Runs work in a transaction and waits for its `complete`; when the work fails, nothing of it stays. What ended the
 * transaction counts more than what that did to the work.
 */
async function settle<Tx extends ReadTransaction | WriteTransaction, Result>(
  tx: Tx,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const done = doneOf(tx);
  // Rejections that are met below, or say the same.
  for (const promise of [done, tx.done]) promise.catch(() => {});
  try {
    const working = work(tx).then((result) => {
      commit(tx);
      return result;
    });
    // An abort is not waited for by way of the work: Chromium leaves the requests of a transaction that fails while it
    // commits, as it does when there is no room, without any answer.
    const [result] = await Promise.all([working, done]);
    return result;
  } catch (error) {
    abort(tx);
    await done.catch(() => {});
    throw tx.error ?? error;
  }
}

/** Resolves when a transaction is complete, and rejects when it was aborted. */
function doneOf(tx: ReadTransaction | WriteTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.addEventListener('complete', () => resolve());
    tx.addEventListener('abort', () => {
      reject(tx.error ?? new DOMException('The transaction was aborted.', 'AbortError'));
    });
  });
}

/** Nothing more will be asked: told so now, the browser need not find out by itself. */
function commit(tx: ReadTransaction | WriteTransaction): void {
  try {
    tx.commit();
  } catch {
    // It has found out already.
  }
}

function abort(tx: ReadTransaction | WriteTransaction): void {
  try {
    tx.abort();
  } catch {
    // It has ended already.
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/**
 * `transaction()` on a closed connection throws InvalidStateError; a transaction that was cut off ends in AbortError.
 * Either way nothing of the work was kept, so it can be done again.
 */
function isConnectionLost(error: unknown): boolean {
  return isAbort(error) || (error instanceof Error && error.name === 'InvalidStateError');
}

/**
 * Tells whether something failed because no room was left: what the browser grants is used up, or the disk itself.
 *
 * Of the latter Chromium tells by other names and in these words: of a long value, which is a file to it, the first;
 * of its log the second. It has just closed the connection then, and opens no other before there is room.
 */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'QuotaExceededError' || /Failed to write blobs|NO_SPACE/.test(error.message);
}

function closedError(name: string): CheckpointError {
  const message = `The store "${name}" has been closed. Open it again with openCheckpointStore.`;
  return new CheckpointError('closed', message, { details: { name } });
}
