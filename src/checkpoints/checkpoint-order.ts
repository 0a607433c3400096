import { ArgumentError } from '../base/errors.ts';
import { codePointKey } from './checkpoint-path.ts';
import type { CheckpointEntry, CheckpointQuery, MonitorMode } from './checkpoint-store.ts';

/** A place in one of the orders: parts that compare one by one. */
export type PlaceKey = (string | number)[];

/** The place by age: time, then path by code point, as imported checkpoints may be of the same millisecond. */
export function agePlace(entry: CheckpointEntry): PlaceKey {
  return [entry.mtime, codePointKey(entry.path)];
}

/**
 * The place among those that logged the same quantity, the best first and the earlier first among equals.
 * Null when the entry has no such number: NaN has no place.
 */
export function rankPlace(entry: CheckpointEntry, log: string, mode: MonitorMode): PlaceKey | null {
  const value = Object.hasOwn(entry.logs, log) ? entry.logs[log] : undefined;
  if (value === undefined || Number.isNaN(value)) return null;
  return [log, mode, mode === 'min' ? value : -value, entry.mtime, entry.path];
}

/** The ranks of an entry for all its logs and both modes. */
export function allRanks(entry: CheckpointEntry): PlaceKey[] {
  return Object.keys(entry.logs)
    .flatMap((log) => [rankPlace(entry, log, 'min'), rankPlace(entry, log, 'max')])
    .filter((place) => place !== null);
}

/** Compares two places as IndexedDB does: numbers before strings, shorter before longer. */
export function comparePlaces(a: PlaceKey, b: PlaceKey): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [left, right] = [a[at] ?? 0, b[at] ?? 0];
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

/**
 * A stretch of a list, in one order. A list by a logged value has two: those that logged it, ranked; then those that
 * did not, the newest first.
 */
export interface ListStretch {
  readonly index: number;
  readonly order: 'mtime' | 'path' | { readonly log: string; readonly mode: MonitorMode };
  /** Whether it is read from the end. Ranks are always read from their front. */
  readonly backwards: boolean;
  /** Leaves out what an earlier stretch has listed. */
  readonly withoutLog: string | null;
}

/** Splits a list into stretches that can each be read along one order. */
export function stretchesOf({ orderBy = 'mtime', direction = 'descending' }: CheckpointQuery): ListStretch[] {
  const backwards = direction === 'descending';
  if (typeof orderBy === 'string') return [{ index: 0, order: orderBy, backwards, withoutLog: null }];
  const { log } = orderBy;
  return [
    { index: 0, order: { log, mode: backwards ? 'max' : 'min' }, backwards: false, withoutLog: null },
    { index: 1, order: 'mtime', backwards: true, withoutLog: log },
  ];
}

/** The number of entries a page. @throws ArgumentError `invalid-limit` */
export function pageLimit({ limit = 50 }: CheckpointQuery): number {
  if (Number.isInteger(limit) && limit >= 1) return limit;
  const message = `A list cannot have pages of ${String(limit)} entries. Expected a whole number from 1 on.`;
  throw new ArgumentError('invalid-limit', message, { details: { limit: String(limit) } });
}

/** The place of an entry in a stretch; null when it does not belong there. */
export function placeInStretch(entry: CheckpointEntry, { order, withoutLog }: ListStretch): PlaceKey | null {
  if (withoutLog !== null && rankPlace(entry, withoutLog, 'min') !== null) return null;
  if (order === 'mtime') return agePlace(entry);
  return order === 'path' ? [entry.path] : rankPlace(entry, order.log, order.mode);
}

/** Where a page ended: the stretch, and the place within it. */
export interface PageEnd {
  readonly stretch: number;
  readonly place: PlaceKey;
}

/** Tells whether a place lies behind the end of the page before. */
export function isBeyond(end: PageEnd, { index, backwards }: ListStretch, place: PlaceKey): boolean {
  if (index !== end.stretch) return index > end.stretch;
  return comparePlaces(place, end.place) * (backwards ? -1 : 1) > 0;
}

/** Writes where a page of a list ended as a text; numbers as text too, for JSON knows no infinity. */
export function writePageEnd(query: CheckpointQuery, { stretch, place }: PageEnd): string {
  return JSON.stringify([
    orderName(query),
    stretch,
    ...place.map((part) => (typeof part === 'number' ? [String(part)] : part)),
  ]);
}

/** Reads where a list goes on: what `writePageEnd` wrote; null at its beginning. @throws ArgumentError `invalid-after` */
export function readPageEnd(query: CheckpointQuery): PageEnd | null {
  const { after } = query;
  if (after === undefined) return null;
  const [order, stretch, ...parts] = parseList(after);
  if (order !== orderName(query) || typeof stretch !== 'number' || parts.length === 0)
    throw afterError(after);
  return { stretch, place: parts.map((part) => (typeof part === 'string' ? part : Number(part))) };
}

/** Names the order of a list: a place in one of them means nothing in another. */
function orderName({ orderBy = 'mtime', direction = 'descending' }: CheckpointQuery): string {
  return JSON.stringify([orderBy, direction]);
}

function parseList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function afterError(after: string): ArgumentError {
  const message =
    `A list cannot go on after ${JSON.stringify(after)}. ` +
    'Expected the `next` of the page before, asked for in the same order.';
  return new ArgumentError('invalid-after', message, { details: { after: String(after) } });
}
