import { entryFilter } from './checkpoint-filter.ts';
import { placeInStretch, readPageEnd, stretchesOf, writePageEnd } from './checkpoint-order.ts';
import type { ListStretch, PageEnd } from './checkpoint-order.ts';
import { folderBounds } from './checkpoint-path.ts';
import type { CheckpointEntry, CheckpointPage, CheckpointQuery } from './checkpoint-store.ts';
import { scanEntries } from './indexeddb-scan.ts';
import type { Scan } from './indexeddb-scan.ts';
import type { AnyTransaction } from './indexeddb-schema.ts';

/** Reads one page of a list, and one entry more to know whether it is the last. */
export async function listPage(tx: AnyTransaction, query: CheckpointQuery): Promise<CheckpointPage> {
  const { limit = 50, after } = query;
  const start = after === undefined ? null : readPageEnd(after);
  const matches = entryFilter(query);
  const entries: CheckpointEntry[] = [];
  let end: PageEnd | null = null;
  let next: string | null = null;
  for (const stretch of stretchesOf(query)) {
    if (next !== null || stretch.index < (start?.stretch ?? 0)) continue;
    await scanEntries(tx, scanOf(stretch, query, start), ({ entry }, place) => {
      if (!matches(entry) || !placeInStretch(entry, stretch)) return true;
      if (entries.length === limit && end) {
        next = writePageEnd(end);
        return false;
      }
      entries.push(entry);
      end = { stretch: stretch.index, place };
      return true;
    });
  }
  return { entries, next };
}

function scanOf(stretch: ListStretch, query: CheckpointQuery, start: PageEnd | null): Scan {
  const place = start?.stretch === stretch.index ? start.place : null;
  const { order, backwards } = stretch;
  if (order === 'mtime') return { along: 'age', backwards, range: rangeFrom(place, [], [[]], backwards) };
  if (order === 'path')
    return { along: 'path', backwards, range: pathRange(query.folder, place?.[0], backwards) };
  const group = [order.log, order.mode];
  return { along: 'ranks', range: rangeFrom(place, group, [...group, []], false) };
}

/** All keys between two bounds, or those behind a place. */
function rangeFrom(
  place: IDBValidKey | null | undefined,
  first: IDBValidKey,
  last: IDBValidKey,
  backwards: boolean,
): IDBKeyRange {
  if (place === null || place === undefined) return IDBKeyRange.bound(first, last);
  return backwards
    ? IDBKeyRange.bound(first, place, false, true)
    : IDBKeyRange.bound(place, last, true, false);
}

function pathRange(
  folder: string | undefined,
  place: IDBValidKey | undefined,
  backwards: boolean,
): IDBKeyRange {
  const [first, last] = folder ? folderBounds(folder) : ['', []];
  return rangeFrom(place, first, last, backwards);
}
