import type { CheckpointEntry } from './checkpoint-store.ts';
import { scanEntries } from './indexeddb-scan.ts';
import type { Scan } from './indexeddb-scan.ts';
import type { AnyTransaction } from './indexeddb-schema.ts';
import { lookupFilter } from './lookup.ts';
import type { Lookup, Ranking } from './lookup.ts';

/** Finds the newest checkpoint among some. */
export function findNewest(tx: AnyTransaction, among: Lookup): Promise<CheckpointEntry | null> {
  return findFirst(tx, among, { along: 'age', backwards: true });
}

/** Finds the best checkpoint among some. */
export function findTopRanked(
  tx: AnyTransaction,
  among: Lookup,
  { monitor, mode }: Ranking,
): Promise<CheckpointEntry | null> {
  return findFirst(tx, among, {
    along: 'ranks',
    range: IDBKeyRange.bound([monitor, mode], [monitor, mode, []]),
  });
}

async function findFirst(tx: AnyTransaction, among: Lookup, scan: Scan): Promise<CheckpointEntry | null> {
  const matches = lookupFilter(among);
  let found: CheckpointEntry | null = null;
  await scanEntries(tx, scan, ({ entry, lost }) => {
    if (!lost && matches(entry)) found = entry;
    return found === null;
  });
  return found;
}
