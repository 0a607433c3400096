import type { IndexedDbConnection } from './indexeddb-connection.ts';
import { together } from './indexeddb-requests.ts';
import type { WriteTransaction } from './indexeddb-schema.ts';
import { deleteTextRequests, keysUnder } from './indexeddb-texts.ts';

/** How long texts that nobody reads any more stay: off the way of the save that has replaced them. */
const delayMs = 100;

/** Most texts that a path keeps: the valid one, and the one before. */
export const maxTexts = 2;

/**
 * Drops the texts that their paths keep no longer, soon after the saves that replaced them. Where that fails, or there is
 * no time for it, they go with the next save of their path, or when the store is next opened.
 */
export class OlderTexts {
  readonly #connection: IndexedDbConnection;
  readonly #paths = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: IndexedDbConnection) {
    this.#connection = connection;
  }

  dropSoon(path: string): void {
    this.#paths.add(path);
    this.#timer ??= setTimeout(() => void this.drop(), delayMs);
  }

  /** Drops them now; answers whether there were any, and they went. */
  async drop(): Promise<boolean> {
    const paths = [...this.#paths];
    this.forget();
    if (paths.length === 0) return false;
    const dropping = this.#connection.write(async (tx) => {
      for (const path of paths) await dropUnlisted(tx, path);
    }, 'relaxed');
    return await dropping.then(
      () => true,
      () => false,
    );
  }

  /** Leaves them where they are. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#paths.clear();
  }
}

/** Deletes the texts of a path that its entry does not list. */
export async function dropUnlisted(tx: WriteTransaction, path: string): Promise<void> {
  const [record, short, long] = await Promise.all([
    tx.objectStore('entries').get(path),
    tx.objectStore('texts').getAllKeys(keysUnder([path])),
    tx.objectStore('longTexts').getAllKeys(keysUnder([path])),
  ]);
  // Texts without an entry are not superfluous: they are all that is left, and the next opening makes an entry of them.
  if (!record) return;
  const listed = new Set(record.texts.map(({ generation }) => generation));
  const dropped = [
    ...short.map(([, generation]) => ({ generation, bytes: 0 })),
    ...long.map(([, generation]) => ({ generation, bytes: 0, isLong: true })),
  ].filter(({ generation }) => !listed.has(generation));
  await together(deleteTextRequests(tx, path, dropped));
}
