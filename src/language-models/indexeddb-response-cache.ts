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
  count: number;
  bytes: number;
  /** How often anything was used: a clock that never steps back. */
  uses: number;
}

/** A look-up, or an answer to be kept, that waits for its transaction. */
interface Call {
  readonly key: string;
  readonly answer: KeptAnswer | null;
  readonly resolve: (answer: KeptAnswer | null) => void;
  readonly reject: (error: unknown) => void;
}

interface CacheSchema extends DBSchema {
  replies: { key: string; value: KeptAnswer };
  uses: { key: string; value: UseRecord; indexes: { used: number } };
  totals: { key: string; value: Totals };
}

type WriteTransaction = IDBPTransaction<CacheSchema, ('replies' | 'uses' | 'totals')[], 'readwrite'>;

const tables: ('replies' | 'uses' | 'totals')[] = ['replies', 'uses', 'totals'];
const noTotals: Readonly<Totals> = { count: 0, bytes: 0, uses: 0 };

/** Answers in IndexedDB, in a database of their own. */
export class IndexedDbResponseCache implements ResponseCache {
  readonly durable = true;
  readonly #name: string;
  readonly #limits: Required<ResponseCacheLimits>;
  #opening: Promise<IDBPDatabase<CacheSchema>> | null = null;
  /** Calls that came during a transaction: they share the next one, as each waits for the disk. */
  readonly #waiting: Call[] = [];
  #isBusy = false;

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
    return await this.#together(key, null);
  }

  async keep(key: string, answer: KeptAnswer): Promise<KeptAnswer> {
    if (answerBytes(answer) > this.#limits.maxBytes) return answer;
    return (await this.#together(key, answer)) ?? answer;
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

  /** Waits for the transaction under way, if any, and shares the next with whoever waits too. */
  #together(key: string, answer: KeptAnswer | null): Promise<KeptAnswer | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, answer, resolve, reject });
      if (!this.#isBusy) void this.#serve();
    });
  }

  async #serve(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0);
      try {
        const answers = await this.#serveAll(group);
        for (const [index, { resolve }] of group.entries()) resolve(answers[index] ?? null);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#isBusy = false;
  }

  async #serveAll(group: readonly Call[]): Promise<readonly (KeptAnswer | null)[]> {
    const durability = group.some(({ answer }) => answer) ? 'strict' : 'relaxed';
    const serve = (): Promise<readonly (KeptAnswer | null)[]> =>
      this.#write(durability, (tx) => findAndKeep(tx, group, this.#limits));
    try {
      return await serve();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'QuotaExceededError') throw error;
      await this.#write('strict', freeHalf);
      return await serve();
    }
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

/** Looks up what each call asks for, and keeps what it brings when there is nothing yet; both count as using it. */
async function findAndKeep(
  tx: WriteTransaction,
  calls: readonly Call[],
  limits: Required<ResponseCacheLimits>,
): Promise<readonly (KeptAnswer | null)[]> {
  const [replies, uses] = [tx.objectStore('replies'), tx.objectStore('uses')];
  const known = new Map<string, KeptAnswer>();
  const look = async ({ key }: Call): Promise<void> => {
    const answer = await replies.get(key);
    if (answer) known.set(key, answer);
  };
  await Promise.all(calls.map(look));
  const totals = { ...((await tx.objectStore('totals').get('totals')) ?? noTotals) };
  const writes: Promise<unknown>[] = [];
  const answers = calls.map(({ key, answer: brought }) => {
    const answer = known.get(key) ?? brought;
    if (!answer) return null;
    const bytes = answerBytes(answer);
    if (!known.has(key)) {
      known.set(key, answer);
      totals.count += 1;
      totals.bytes += bytes;
      writes.push(replies.put(answer, key));
    }
    totals.uses += 1;
    writes.push(uses.put({ key, used: totals.uses, bytes }));
    return answer;
  });
  await Promise.all(writes);
  if (writes.length > 0) await makeRoom(tx, totals, limits);
  return answers;
}

/** Lets go of what was used least recently, until the rest fits, and writes the totals. */
async function makeRoom(
  tx: WriteTransaction,
  totals: Readonly<Totals>,
  { maxBytes, maxEntries }: Required<ResponseCacheLimits>,
): Promise<void> {
  let { count, bytes } = totals;
  const isOver = (): boolean => bytes > maxBytes || count > maxEntries;
  let oldest = isOver() ? await tx.objectStore('uses').index('used').openCursor() : null;
  while (oldest && isOver()) {
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
