import { scanEntries } from './indexeddb-scan.ts';
import type { Request } from './indexeddb-requests.ts';
import type { AnyTransaction, EntryRecord, Totals, WriteTransaction } from './indexeddb-schema.ts';

const noTotals: Totals = { count: 0, bytes: 0, lastMtime: 0 };

/** The sums as they were read, and whether it is written that they hold. */
export interface KnownTotals extends Totals {
  readonly isCounted: boolean;
}

/** Reads the sums; where they were forgotten, sums up all entries. */
export async function readTotals(tx: AnyTransaction): Promise<KnownTotals> {
  const table = tx.objectStore('totals');
  const [totals, counted] = await Promise.all([table.get('totals'), table.getKey('counted')]);
  const [known, isCounted] = [totals ?? noTotals, counted !== undefined];
  return { ...(isCounted ? known : await sumUp(tx, known)), isCounted };
}

/** Writes the sums, which hold from now on. */
export function totalsRequests(tx: WriteTransaction, before: KnownTotals, after: Totals): Request[] {
  const table = tx.objectStore('totals');
  const write = (): Promise<unknown> => table.put(after, 'totals');
  return before.isCounted ? [write] : [write, () => table.put(noTotals, 'counted')];
}

/** Makes the next reader sum up all entries; the last time that was given out is kept. */
export async function forgetTotals(tx: WriteTransaction): Promise<void> {
  await tx.objectStore('totals').delete('counted');
}

/** The bytes of all texts that a checkpoint keeps. */
export function sizeOf(record: EntryRecord | undefined): number {
  return record?.texts.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
}

async function sumUp(tx: AnyTransaction, { lastMtime }: Totals): Promise<Totals> {
  const sums = { count: 0, bytes: 0, lastMtime };
  await scanEntries(tx, { along: 'path', range: null }, (record) => {
    sums.count += 1;
    sums.bytes += sizeOf(record);
    sums.lastMtime = Math.max(sums.lastMtime, record.entry.mtime);
    return true;
  });
  return sums;
}
