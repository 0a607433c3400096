import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { beginFreshLog } from '../base/fresh-log.ts';
import { answerBytes, defaultLimits } from './response-cache.ts';
import type { KeptAnswer, ResponseCache, ResponseCacheLimits, ResponseCacheUsage } from './response-cache.ts';

/** When an answer was last used, by the count of uses, and its size: apart, so that a use does not rewrite the answer. */
interface UseRecord {
  readonly key: string;
  readonly used: number;
  readonly bytes: number;
}

interface Totals {
  readonly count: number;
  readonly bytes: number;
  /** How often anything was used: a clock that never steps back. */
  readonly uses: number;
}

interface CacheSchema extends DBSchema {
  replies: { key: string; value: KeptAnswer };
  uses: { key: string; value: UseRecord; indexes: { used: number } };
  totals: { key: string; value: Totals };
}

type WriteTransaction = IDBPTransaction<CacheSchema, ('replies' | 'uses' | 'totals')[], 'readwrite'>;

const tables: ('replies' | 'uses' | 'totals')[] = ['replies', 'uses', 'totals'];
const noTotals: Totals = { count: 0, bytes: 0, uses: 0 };

/** Answers in IndexedDB, in a database of their own. */
export class IndexedDbResponseCache implements ResponseCache {
  readonly durable = true;
  readonly #name: string;
  readonly #limits: Required<ResponseCacheLimits>;
  #opening: Promise<IDBPDatabase<CacheSchema>> | null = null;

  constructor(name: string, limits: ResponseCacheLimits = {}) {
    this.#name = name;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** Opens the database, so that a failure shows now. */
  async open(): Promise<this> {
    await this.#database();
    return this;
  }

  async find(key: string): Promise<KeptAnswer | null> {
    return await this.#write('relaxed', (tx) => findAndUse(tx, key));
  }

  async keep(key: string, answer: KeptAnswer): Promise<KeptAnswer> {
    const bytes = answerBytes(answer);
    if (bytes > this.#limits.maxBytes) return answer;
    const keep = (): Promise<KeptAnswer> => this.#write('strict', (tx) => this.#keep(tx, key, answer, bytes));
    try {
      return await keep();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'QuotaExceededError') throw error;
      await this.#write('strict', freeHalf);
      return await keep();
    }
  }

  async usage(): Promise<ResponseCacheUsage> {
    const database = await this.#database();
    const { count, bytes } = (await database.get('totals', 'totals')) ?? noTotals;
    return { bytes, count, ...this.#limits, durable: true };
  }

  async clear(): Promise<void> {
    await this.#write('strict', async (tx) => {
      await Promise.all(tables.map((table) => tx.objectStore(table).clear()));
    });
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    (await opening?.catch(() => null))?.close();
  }

  async #keep(tx: WriteTransaction, key: string, answer: KeptAnswer, bytes: number): Promise<KeptAnswer> {
    const known = await findAndUse(tx, key);
    if (known) return known;
    const totals = (await tx.objectStore('totals').get('totals')) ?? noTotals;
    const used = totals.uses + 1;
    await tx.objectStore('replies').put(answer, key);
    await tx.objectStore('uses').put({ key, used, bytes });
    const full = { count: totals.count + 1, bytes: totals.bytes + bytes, uses: used };
    await makeRoom(tx, full, this.#limits);
    return answer;
  }

  /** Runs work in one transaction, and on a new connection when the browser took this one away. */
  async #write<Result>(
    durability: IDBTransactionDurability,
    work: (tx: WriteTransaction) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.#attempt(durability, work);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'InvalidStateError') throw error;
      await this.close();
      return await this.#attempt(durability, work);
    }
  }

  async #attempt<Result>(
    durability: IDBTransactionDurability,
    work: (tx: WriteTransaction) => Promise<Result>,
  ): Promise<Result> {
    const database = await this.#database();
    const tx = database.transaction(tables, 'readwrite', { durability });
    const [ended, result] = await Promise.allSettled([tx.done, work(tx)]);
    // The transaction knows best why it failed: what was under way in it only knows that it was cut off.
    if (ended.status === 'rejected') throw ended.reason;
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  async #database(): Promise<IDBPDatabase<CacheSchema>> {
    const opening = (this.#opening ??= this.#open());
    try {
      return await opening;
    } catch (error) {
      if (this.#opening === opening) this.#opening = null;
      throw error;
    }
  }

  async #open(): Promise<IDBPDatabase<CacheSchema>> {
    const freshLog = beginFreshLog();
    const database = await openDB<CacheSchema>(this.#name, 1, {
      upgrade: (database) => {
        database.createObjectStore('replies');
        database.createObjectStore('uses', { keyPath: 'key' }).createIndex('used', 'used');
        database.createObjectStore('totals');
      },
      blocking: () => void this.close(),
      terminated: () => {
        this.#opening = null;
      },
    });
    await freshLog;
    return database;
  }
}

async function findAndUse(tx: WriteTransaction, key: string): Promise<KeptAnswer | null> {
  const answer = await tx.objectStore('replies').get(key);
  if (!answer) return null;
  const use = await tx.objectStore('uses').get(key);
  const totals = (await tx.objectStore('totals').get('totals')) ?? noTotals;
  const used = totals.uses + 1;
  if (use) await tx.objectStore('uses').put({ ...use, used });
  await tx.objectStore('totals').put({ ...totals, uses: used }, 'totals');
  return answer;
}

/** Lets go of what was used least recently, until the rest fits, and writes the totals. */
async function makeRoom(
  tx: WriteTransaction,
  totals: Totals,
  { maxBytes, maxEntries }: Required<ResponseCacheLimits>,
): Promise<void> {
  let { count, bytes } = totals;
  let oldest = await tx.objectStore('uses').index('used').openCursor();
  while (oldest && (bytes > maxBytes || count > maxEntries)) {
    bytes -= oldest.value.bytes;
    count -= 1;
    await tx.objectStore('replies').delete(oldest.value.key);
    await oldest.delete();
    oldest = await oldest.continue();
  }
  await tx.objectStore('totals').put({ ...totals, count, bytes }, 'totals');
}

async function freeHalf(tx: WriteTransaction): Promise<void> {
  const totals = (await tx.objectStore('totals').get('totals')) ?? noTotals;
  await makeRoom(tx, totals, { maxBytes: totals.bytes / 2, maxEntries: totals.count / 2 });
}
