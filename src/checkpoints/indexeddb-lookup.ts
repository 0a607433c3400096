import type { PlaceKey } from './checkpoint-order.ts';
import type { CheckpointEntry } from './checkpoint-store.ts';
import { isDiskFull } from './indexeddb-connection.ts';
import type { IndexedDbConnection } from './indexeddb-connection.ts';
import { scanEntries } from './indexeddb-scan.ts';
import type { Scan } from './indexeddb-scan.ts';
import type {
  AnyTransaction,
  LookupOrder,
  ReadTransaction,
  ViewRecord,
  WriteTransaction,
} from './indexeddb-schema.ts';
import { addView, directionOf, matchesOf, placeInOrder, viewId } from './indexeddb-views.ts';
import { lookupFilter } from './lookup.ts';
import type { Lookup } from './lookup.ts';

/** How many entries at the head of an order are looked at before a look-up is worth remembering. */
const peekCount = 16;

/** How many entries one transaction searches, so that a save in another context never waits for long. */
const stepCount = 2048;

/** The answer to a look-up, or that it needs more searching. */
type Answer = { readonly entry: CheckpointEntry | null } | 'unknown';

/**
 * Finds the first of some checkpoints along an order: the newest, or the best.
 *
 * Its cost does not grow with their number. Mostly the answer is among the first few. Where it is not (many other runs
 * lie before it), the search goes on from where an earlier one ended, and no entry is searched twice for one question.
 */
export async function lookUp(
  connection: IndexedDbConnection,
  among: Lookup,
  order: LookupOrder,
): Promise<CheckpointEntry | null> {
  let answer = await connection.read((tx) => glance(tx, among, order));
  try {
    while (answer === 'unknown') answer = await connection.write((tx) => search(tx, among, order), 'relaxed');
    return answer.entry;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return await connection.read((tx) => walk(tx, among, order));
  }
}

/** Searches all entries and remembers nothing: there is no room for it. */
async function walk(tx: ReadTransaction, among: Lookup, order: LookupOrder): Promise<CheckpointEntry | null> {
  const { found } = await scanFirst(tx, among, order, scanOf(order, 'start'), Infinity);
  return found?.entry ?? null;
}

/** Looks where the answer mostly is: at the head of the order, and in what is remembered. */
async function glance(tx: ReadTransaction, among: Lookup, order: LookupOrder): Promise<Answer> {
  const [head, known] = await Promise.all([
    scanFirst(tx, among, order, scanOf(order, 'start'), peekCount),
    recall(tx, among, order),
  ]);
  return head.isEnd || head.found ? { entry: head.found?.entry ?? null } : known;
}

/** Answers from what is remembered. */
async function recall(tx: AnyTransaction, among: Lookup, order: LookupOrder): Promise<Answer> {
  const id = viewId(among, order);
  const [view, match] = await Promise.all([
    tx.objectStore('views').get(id),
    tx.objectStore('matches').openCursor(matchesOf(id), directionOf(order)),
  ]);
  if (view && match) return { entry: (await tx.objectStore('entries').get(match.value))?.entry ?? null };
  return view?.reach === 'end' ? { entry: null } : 'unknown';
}

/** Searches a step further than has been searched, and remembers how far. */
async function search(tx: WriteTransaction, among: Lookup, order: LookupOrder): Promise<Answer> {
  const known = await recall(tx, among, order);
  if (known !== 'unknown') return known;
  const view = (await tx.objectStore('views').get(viewId(among, order))) ?? (await addView(tx, among, order));
  const { found, end, isEnd } = await scanFirst(tx, among, order, scanOf(order, view.reach), stepCount);
  const reach = isEnd ? 'end' : end;
  await tx.objectStore('views').put({ ...view, reach });
  if (found) await tx.objectStore('matches').put(found.entry.path, [view.id, ...found.place]);
  return found ?? (isEnd ? { entry: null } : 'unknown');
}

/** What a search met. */
interface Met {
  readonly found: { readonly entry: CheckpointEntry; readonly place: PlaceKey } | null;
  /** The place of the last entry that was looked at. */
  readonly end: PlaceKey | 'start';
  /** Whether the order holds no further entry. */
  readonly isEnd: boolean;
}

/** Looks at up to `count` entries for the first match. */
async function scanFirst(
  tx: AnyTransaction,
  among: Lookup,
  order: LookupOrder,
  scan: Scan,
  count: number,
): Promise<Met> {
  const isMatch = lookupFilter(among);
  let found: Met['found'] = null;
  let end: Met['end'] = 'start';
  let left = count;
  await scanEntries(tx, { ...scan, batch: count }, (record, place) => {
    if (placeInOrder(record, order) && isMatch(record.entry)) found = { entry: record.entry, place };
    end = place;
    left -= 1;
    return found === null && left > 0;
  });
  return { found, end, isEnd: found === null && left > 0 };
}

/** The scan of an order from where an earlier one ended. */
function scanOf(order: LookupOrder, reach: ViewRecord['reach']): Scan {
  const from = typeof reach === 'string' ? null : reach;
  if (order === 'age') {
    return { along: 'age', backwards: true, range: from && IDBKeyRange.upperBound(from, true) };
  }
  const group = [order.monitor, order.mode];
  return { along: 'ranks', range: IDBKeyRange.bound(from ?? group, [...group, []], from !== null) };
}
