import { entryFilter } from './checkpoint-filter.ts';
import { pageLimit, placeInStretch, readPageEnd, stretchesOf, writePageEnd } from './checkpoint-order.ts';
import type { ListStretch, PageEnd } from './checkpoint-order.ts';
import { folderBounds } from './checkpoint-path.ts';
import type { CheckpointEntry, CheckpointPage, CheckpointQuery } from './checkpoint-store.ts';
import { scanEntries } from './indexeddb-scan.ts';
import type { Scan } from './indexeddb-scan.ts';
import type { AnyTransaction } from './indexeddb-schema.ts';
import { pageOf } from './page-of-entries.ts';

/** As many entries as are read at once and sorted, rather than searched for among all others. */
const fewEntries = 1000;

/** As many entries as are read at once for a page of fewer, some of which may be filtered out. */
const fewestRead = 16;

/** Reads one page of a list. */
export async function listPage(tx: AnyTransaction, query: CheckpointQuery): Promise<CheckpointPage> {
  const few = await readFew(tx, query);
  return few ? pageOf(few, query) : await scanPage(tx, query);
}

/** Reads all entries of the folder that is asked for; null when there are many, or no folder was named. */
async function readFew(tx: AnyTransaction, { folder }: CheckpointQuery): Promise<CheckpointEntry[] | null> {
  if (!folder) return null;
  const [entries, range] = [tx.objectStore('entries'), folderRange(folder)];
  const paths = await entries.getAllKeys(range, fewEntries + 1);
  return paths.length > fewEntries ? null : (await entries.getAll(range)).map(({ entry }) => entry);
}

/** Reads along the order of the list; one entry more than the page has, to know whether it is the last page. */
async function scanPage(tx: AnyTransaction, query: CheckpointQuery): Promise<CheckpointPage> {
  const limit = pageLimit(query);
  const start = readPageEnd(query);
  const matches = entryFilter(query);
  const entries: CheckpointEntry[] = [];
  let end: PageEnd | null = null;
  let next: string | null = null;
  for (const stretch of stretchesOf(query)) {
    if (next !== null || stretch.index < (start?.stretch ?? 0)) continue;
    const batch = Math.max(limit + 1, fewestRead);
    await scanEntries(tx, { ...scanOf(stretch, query, start), batch }, ({ entry }) => {
      const place = placeInStretch(entry, stretch);
      if (!place || !matches(entry)) return true;
      if (entries.length === limit && end) {
        next = writePageEnd(query, end);
        return false;
      }
      entries.push(entry);
      end = { stretch: stretch.index, place };
      return true;
    });
  }
  return { entries, next };
}

function scanOf(stretch: ListStretch, { folder, run }: CheckpointQuery, start: PageEnd | null): Scan {
  const place = start?.stretch === stretch.index ? start.place : null;
  const { order, backwards } = stretch;
  if (order === 'path') {
    const range = folder ? folderRange(folder) : IDBKeyRange.bound('', []);
    return { along: 'path', backwards, range: restOf(range, place?.[0], backwards) };
  }
  if (order === 'mtime') {
    const group = run === undefined ? [] : [run];
    const [along, range] = [
      run === undefined ? 'age' : 'runs',
      IDBKeyRange.bound(group, [...group, []]),
    ] as const;
    return { along, backwards, range: restOf(range, place ? [...group, ...place] : undefined, backwards) };
  }
  const range = IDBKeyRange.bound([order.log, order.mode], [order.log, order.mode, []]);
  return { along: 'ranks', range: restOf(range, place ?? undefined, false) };
}

function folderRange(folder: string): IDBKeyRange {
  const [first, last] = folderBounds(folder);
  return IDBKeyRange.bound(first, last, false, true);
}

/** What is left of a range behind a place. */
function restOf(
  { lower, upper }: IDBKeyRange,
  place: IDBValidKey | undefined,
  backwards: boolean,
): IDBKeyRange {
  if (place === undefined) return IDBKeyRange.bound(lower, upper);
  return backwards
    ? IDBKeyRange.bound(lower, place, false, true)
    : IDBKeyRange.bound(place, upper, true, false);
}
