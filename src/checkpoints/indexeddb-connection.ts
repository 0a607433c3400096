import { openDB } from 'idb';
import type { StoreNames } from 'idb';
import { CheckpointError } from '../base/errors.ts';
import { schemaSteps } from './indexeddb-schema.ts';
import type {
  Database,
  ReadTransaction,
  SchemaStep,
  StoreSchema,
  WriteTransaction,
} from './indexeddb-schema.ts';

/** What a connection tells of itself. */
export interface ConnectionEvents {
  /** The database was created by this opening: there was none. */
  readonly onCreated?: () => void;
  /** The browser, or a newer version of the page, took the connection away. The next call opens it again. */
  readonly onClosed?: (reason: 'abnormal' | 'upgrade' | 'deletion') => void;
}

/** How long another tab may hold up an upgrade before it is an error. */
const blockedMs = 5000;

/** A connection to one database, that opens itself when it is needed and again after it was lost. */
export class IndexedDbConnection {
  readonly #name: string;
  readonly #events: ConnectionEvents;
  readonly #steps: readonly SchemaStep[];
  #opening: Promise<Database> | null = null;

  constructor(name: string, events: ConnectionEvents = {}, steps: readonly SchemaStep[] = schemaSteps) {
    this.#name = name;
    this.#events = events;
    this.#steps = steps;
  }

  /** Opens the database when it is not open. @throws CheckpointError `newer-schema`, `blocked`, `not-opened` */
  open(): Promise<Database> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  /** Runs work that only reads, in one transaction. */
  async read<Result>(work: (tx: ReadTransaction) => Promise<Result>): Promise<Result> {
    return await this.#again(async (database) => {
      const tx = database.transaction(tablesOf(database), 'readonly');
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
      const tx = database.transaction(tablesOf(database), 'readwrite', { durability });
      return await settle(tx, work);
    });
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    const database = await opening?.catch(() => null);
    database?.close();
  }

  async #open(): Promise<Database> {
    let giveUp: (error: Error) => void = () => {};
    const blocked = new Promise<never>((_resolve, reject) => {
      giveUp = reject;
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const opened = openDB<StoreSchema>(this.#name, this.#steps.length, {
      upgrade: (database, from, _to, tx) => {
        if (from === 0) this.#events.onCreated?.();
        for (const step of this.#steps.slice(from)) step(database, tx);
      },
      blocked: () => {
        timer = setTimeout(() => giveUp(blockedError(this.#name)), blockedMs);
      },
      blocking: (_from, to) => this.#lose(to === null ? 'deletion' : 'upgrade'),
      terminated: () => this.#lose('abnormal'),
    });
    try {
      return await Promise.race([opened, blocked]);
    } catch (error) {
      // An opening that was given up may still succeed later; then nobody wants it, and it must block no one.
      void opened.then((database) => database.close()).catch(() => {});
      throw openError(this.#name, this.#steps.length, error);
    } finally {
      clearTimeout(timer);
    }
  }

  #lose(reason: 'abnormal' | 'upgrade' | 'deletion'): void {
    void this.close();
    this.#events.onClosed?.(reason);
  }

  /** A connection may be lost between two calls, and only using it tells: then the call is done on a new one. */
  async #again<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
    try {
      return await work(await this.open());
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await this.close();
      return await work(await this.open());
    }
  }
}

function tablesOf(database: Database): StoreNames<StoreSchema>[] {
  return [...database.objectStoreNames];
}

/** Runs work in a transaction and waits for its `complete`; when the work fails, nothing of it stays. */
async function settle<Tx extends ReadTransaction | WriteTransaction, Result>(
  tx: Tx,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  // When quota ends a transaction, that may show only here: as its abort, without a failed request.
  const done = tx.done.then(
    () => null,
    (error: unknown) => error ?? new DOMException('The transaction was aborted.', 'AbortError'),
  );
  try {
    const result = await work(tx);
    const failure = await done;
    if (failure) throw failure;
    return result;
  } catch (error) {
    abort(tx);
    const failure = await done;
    throw isAbort(error) && failure ? failure : error;
  }
}

function abort(tx: ReadTransaction | WriteTransaction): void {
  try {
    tx.abort();
  } catch {
    // It has ended already.
  }
}

function nameOf(error: unknown): string {
  return error instanceof DOMException || error instanceof Error ? error.name : '';
}

function isAbort(error: unknown): boolean {
  return nameOf(error) === 'AbortError';
}

/** `transaction()` on a closed connection throws InvalidStateError; no request can, as all are made while it lives. */
function isConnectionLost(error: unknown): boolean {
  return nameOf(error) === 'InvalidStateError';
}

function blockedError(name: string): CheckpointError {
  const message =
    `The database "${name}" cannot be upgraded: another tab still has it open in an older version. ` +
    'Close the other tabs of this site, then reload.';
  return new CheckpointError('blocked', message, { details: { name } });
}

function openError(name: string, version: number, cause: unknown): CheckpointError {
  if (cause instanceof CheckpointError) return cause;
  if (nameOf(cause) === 'VersionError') return newerSchemaError(name, version, cause);
  const reason = cause instanceof Error || cause instanceof DOMException ? cause.message : String(cause);
  const message = `The database "${name}" could not be opened: ${reason}`;
  return new CheckpointError('not-opened', message, { details: { name }, cause });
}

function newerSchemaError(name: string, version: number, cause: unknown): CheckpointError {
  const message =
    `The database "${name}" was made by a newer version of Tidemark than this one, which knows its schema up to ` +
    `version ${version}. Nothing was changed. Reload the page, or update Tidemark.`;
  return new CheckpointError('newer-schema', message, { details: { name, knownVersion: version }, cause });
}
