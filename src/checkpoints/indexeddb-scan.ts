import type { PlaceKey } from './checkpoint-order.ts';
import type { AnyTransaction, EntryRecord } from './indexeddb-schema.ts';

/** A stretch of the entries along one order. */
export interface Scan {
  readonly along: 'age' | 'runs' | 'ranks' | 'path';
  readonly range: IDBKeyRange | null;
  /** @default false */
  readonly backwards?: boolean;
  /** How many entries are probably wanted. @default 64 */
  readonly batch?: number;
}

/** Looks at one entry and its place in the order; answers whether to go on. */
type Visit = (record: EntryRecord, place: PlaceKey) => boolean;

/** One entry as `getAllRecords` reads it. */
interface FoundRecord {
  readonly key: IDBValidKey;
  readonly value: EntryRecord;
}

/** What newer browsers can: read many records with their index keys at once, from either end. */
interface BatchReader {
  getAllRecords?(options: {
    readonly query: IDBKeyRange | null;
    readonly count: number;
    readonly direction: IDBCursorDirection;
  }): Promise<readonly FoundRecord[]>;
}

/** The most entries that are read at once: as many as hold up a page for a few milliseconds. */
const maxBatch = 256;

/** Visits entries along an order until the visitor has seen enough. */
export async function scanEntries(tx: AnyTransaction, scan: Scan, visit: Visit): Promise<void> {
  const entries = tx.objectStore('entries');
  const source = scan.along === 'path' ? entries : entries.index(scan.along);
  if ('getAllRecords' in source) await scanBatches(source as BatchReader, scan, visit);
  else await scanByCursor(tx, scan, visit);
}

async function scanBatches(
  source: BatchReader,
  { range, backwards, batch = 64 }: Scan,
  visit: Visit,
): Promise<void> {
  const direction = backwards ? 'prev' : 'next';
  let query = range;
  for (let count = Math.min(batch, maxBatch); ; count = Math.min(count * 2, maxBatch)) {
    const records = (await source.getAllRecords?.({ query, count, direction })) ?? [];
    for (const { key, value } of records) {
      if (!visit(value, placeOf(key))) return;
    }
    const last = records.at(-1);
    if (last === undefined || records.length < count) return;
    query = rangeBehind(range, last.key, direction);
  }
}

/** What is left of a range behind a key. No key occurs twice, as each ends with the path. */
function rangeBehind(range: IDBKeyRange | null, key: IDBValidKey, direction: 'next' | 'prev'): IDBKeyRange {
  if (direction === 'prev') {
    if (range?.lower === undefined) return IDBKeyRange.upperBound(key, true);
    return IDBKeyRange.bound(range.lower, key, range.lowerOpen, true);
  }
  if (range?.upper === undefined) return IDBKeyRange.lowerBound(key, true);
  return IDBKeyRange.bound(key, range.upper, true, range.upperOpen);
}

async function scanByCursor(
  tx: AnyTransaction,
  { along, range, backwards }: Scan,
  visit: Visit,
): Promise<void> {
  const entries = tx.objectStore('entries');
  const direction = backwards ? 'prev' : 'next';
  if (along === 'path') {
    for (let at = await entries.openCursor(range, direction); at; at = await at.continue()) {
      if (!visit(at.value, placeOf(at.key))) return;
    }
    return;
  }
  for (let at = await entries.index(along).openCursor(range, direction); at; at = await at.continue()) {
    if (!visit(at.value, placeOf(at.key))) return;
  }
}

/** A path alone is a place of one part. */
function placeOf(key: IDBValidKey): PlaceKey {
  return Array.isArray(key) ? (key as PlaceKey) : [key as string];
}
