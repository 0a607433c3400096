import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import type { StoreSchema, TextRecord } from '../../src/checkpoints/indexeddb-schema.ts';

export type StoreDatabase = IDBPDatabase<StoreSchema>;

/** Opens the database under a store as it is, to look at it or to damage it, and closes it again. */
export async function withDatabase<Result>(
  name: string,
  work: (database: StoreDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await openDB<StoreSchema>(name);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Changes one stored generation behind the store's back. */
export async function damage(
  name: string,
  path: string,
  generation: number,
  change: Partial<TextRecord> = { text: 'torn' },
): Promise<void> {
  await withDatabase(name, async (database) => {
    const record = await database.get('texts', [path, generation]);
    if (!record) throw new Error(`no generation ${generation} of ${path}`);
    await database.put('texts', { ...record, ...change });
  });
}
