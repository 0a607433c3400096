import { comparePlaces } from './checkpoint-order.ts';
import type { PlaceKey } from './checkpoint-order.ts';
import type { IndexedDbConnection } from './indexeddb-connection.ts';

/** What a table has under a key: how many records. */
interface Found {
  readonly key: PlaceKey;
  readonly count: number;
}

type Finder = AsyncGenerator<Found, undefined>;

/** How many keys are held in memory at once, of each table. */
const batchSize = 1000;

/** Counts the records of a table under each key, of which only the first parts are looked at. */
export async function* countByKey(
  connection: IndexedDbConnection,
  table: 'entries' | 'texts' | 'longTexts' | 'rows',
  parts: number,
): Finder {
  let found: Found | null = null;
  for (let range: IDBKeyRange | null = null; ;) {
    const rest: IDBKeyRange | null = range;
    const keys: IDBValidKey[] = await connection.read((tx) =>
      tx.objectStore(table).getAllKeys(rest, batchSize),
    );
    for (const whole of keys) {
      const key = ([whole].flat() as PlaceKey).slice(0, parts);
      const isSame: boolean = found !== null && comparePlaces(found.key, key) === 0;
      if (found && !isSame) yield found;
      found = { key, count: found && isSame ? found.count + 1 : 1 };
    }
    const last = keys.at(-1);
    if (last === undefined || keys.length < batchSize) break;
    range = IDBKeyRange.lowerBound(last, true);
  }
  if (found) yield found;
  return undefined;
}

/** Tells how many rows each long text must have. */
export async function* countWantedRows(connection: IndexedDbConnection): Finder {
  for (let range: IDBKeyRange | null = null; ;) {
    const rest: IDBKeyRange | null = range;
    const records = await connection.read((tx) => tx.objectStore('longTexts').getAll(rest, batchSize));
    for (const { path, generation, textRows, stateRows } of records) {
      yield { key: [path, generation], count: textRows + (stateRows ?? 0) };
    }
    const last = records.at(-1);
    if (last === undefined || records.length < batchSize) return undefined;
    range = IDBKeyRange.lowerBound([last.path, last.generation], true);
  }
}

/** Walks along several counts in step: each key once, with what each of them has under it, or 0. */
export async function* sideBySide(
  finders: readonly Finder[],
): AsyncGenerator<{ readonly key: PlaceKey; readonly counts: readonly number[] }, undefined> {
  const heads = await Promise.all(finders.map((finder) => finder.next()));
  for (;;) {
    const keys = heads.flatMap(({ value }) => (value ? [value.key] : [])).sort(comparePlaces);
    const [key] = keys;
    if (!key) return undefined;
    const counts = heads.map(({ value }) => (value && comparePlaces(value.key, key) === 0 ? value.count : 0));
    yield { key, counts };
    for (const [index, finder] of finders.entries()) {
      if (counts[index] !== 0) heads[index] = await finder.next();
    }
  }
}
