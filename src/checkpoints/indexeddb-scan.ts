import type { PlaceKey } from './checkpoint-order.ts';
import type { AnyTransaction, EntryRecord } from './indexeddb-schema.ts';

/** A stretch of the entries along one order. */
export interface Scan {
  readonly along: 'age' | 'ranks' | 'path';
  readonly range?: IDBKeyRange | null;
  readonly backwards?: boolean;
}

/** Visits entries along an order, with their places in it, until the visitor says `false`. */
export async function scanEntries(
  tx: AnyTransaction,
  { along, range = null, backwards = false }: Scan,
  visit: (record: EntryRecord, place: PlaceKey) => boolean,
): Promise<void> {
  const entries = tx.objectStore('entries');
  const direction = backwards ? 'prev' : 'next';
  if (along === 'path') {
    for (let at = await entries.openCursor(range, direction); at; at = await at.continue()) {
      if (!visit(at.value, [at.key])) return;
    }
    return;
  }
  for (let at = await entries.index(along).openCursor(range, direction); at; at = await at.continue()) {
    if (!visit(at.value, at.key)) return;
  }
}
