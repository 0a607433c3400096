import { agePlace, comparePlaces, rankPlace } from './checkpoint-order.ts';
import type { PlaceKey } from './checkpoint-order.ts';
import type { Request } from './indexeddb-requests.ts';
import type { EntryRecord, LookupOrder, ViewRecord, WriteTransaction } from './indexeddb-schema.ts';
import { lookupFilter } from './lookup.ts';
import type { Lookup } from './lookup.ts';

/** How many look-ups are remembered. Each makes every save a little dearer. */
const maxViews = 24;

/** Names a look-up: the same question has the same name in every context. */
export function viewId({ pattern = null, run = null, monitor }: NullableLookup, order: LookupOrder): string {
  const ranking = order === 'age' ? [] : [order.monitor, order.mode];
  return JSON.stringify([pattern, run, monitor === undefined ? 'any' : [monitor], ...ranking]);
}

type NullableLookup = { readonly [Key in keyof Lookup]: Lookup[Key] | null };

/** The place of a record in an order; null when it has none there, or no text to be found for. */
export function placeInOrder({ entry, lost }: EntryRecord, order: LookupOrder): PlaceKey | null {
  if (lost) return null;
  return order === 'age' ? agePlace(entry) : rankPlace(entry, order.monitor, order.mode);
}

/** The keys of all matches that a view knows. */
export function matchesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

/** The direction that meets the newest, or the best, first. */
export function directionOf(order: LookupOrder): 'next' | 'prev' {
  return order === 'age' ? 'prev' : 'next';
}

/** Takes a record that is replaced or removed out of the remembered look-ups. */
export function viewDeletions(
  tx: WriteTransaction,
  views: readonly ViewRecord[],
  before: EntryRecord,
): Request[] {
  return placesInViews(views, before).map(
    ({ view, place }) =>
      () =>
        tx.objectStore('matches').delete([view.id, ...place]),
  );
}

/** Adds a record to the remembered look-ups, as far as they reach. */
export function viewAdditions(
  tx: WriteTransaction,
  views: readonly ViewRecord[],
  after: EntryRecord,
): Request[] {
  return placesInViews(views, after)
    .filter(({ view, place }) => isWithinReach(view, place))
    .map(
      ({ view, place }) =>
        () =>
          tx.objectStore('matches').put(after.path, [view.id, ...place]),
    );
}

function placesInViews(
  views: readonly ViewRecord[],
  record: EntryRecord,
): { readonly view: ViewRecord; readonly place: PlaceKey }[] {
  return views.flatMap((view) => {
    const place = lookupFilter(view.among)(record.entry) ? placeInOrder(record, view.order) : null;
    return place ? [{ view, place }] : [];
  });
}

function isWithinReach({ reach, order }: ViewRecord, place: PlaceKey): boolean {
  if (typeof reach === 'string') return reach === 'end';
  const distance = comparePlaces(place, reach);
  return order === 'age' ? distance >= 0 : distance <= 0;
}

/** Adds a view, and forgets the oldest when there are too many. */
export async function addView(tx: WriteTransaction, among: Lookup, order: LookupOrder): Promise<ViewRecord> {
  const views = await tx.objectStore('views').getAll();
  const oldestFirst = views.sort((a, b) => a.madeAt - b.madeAt);
  for (const { id } of oldestFirst.slice(0, Math.max(0, views.length + 1 - maxViews))) {
    await Promise.all([tx.objectStore('views').delete(id), tx.objectStore('matches').delete(matchesOf(id))]);
  }
  const madeAt = (oldestFirst.at(-1)?.madeAt ?? 0) + 1;
  const view: ViewRecord = { id: viewId(among, order), among, order, reach: 'start', madeAt };
  await tx.objectStore('views').put(view);
  return view;
}
