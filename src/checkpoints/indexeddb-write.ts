import { entryOf, measureDraft, nextMtime } from './checkpoint-draft.ts';
import type { CheckpointDraft, MeasuredDraft } from './checkpoint-draft.ts';
import { folderError, notFoundError, pathTakenError } from './checkpoint-errors.ts';
import { agePlace, allRanks } from './checkpoint-order.ts';
import { folderBounds, foldersAbove } from './checkpoint-path.ts';
import type { CheckpointChanges, CheckpointEntry } from './checkpoint-store.ts';
import { keptAlive, lastly, together } from './indexeddb-requests.ts';
import type { Request } from './indexeddb-requests.ts';
import type { EntryRecord, KeptText, Totals, ViewRecord, WriteTransaction } from './indexeddb-schema.ts';
import {
  cutLongText,
  deleteAllTextRequests,
  deleteTextRequests,
  putRows,
  textRequest,
} from './indexeddb-texts.ts';
import type { CutText } from './indexeddb-texts.ts';
import { forgetTotals, readTotals, sizeOf, totalsRequests } from './indexeddb-totals.ts';
import type { KnownTotals } from './indexeddb-totals.ts';
import { viewRequests } from './indexeddb-views.ts';

/** What a write to a path must know before. */
export interface Standing {
  readonly record: EntryRecord | undefined;
  readonly totals: KnownTotals;
  readonly views: readonly ViewRecord[];
}

/** Reads what a write to a path must know before. */
export async function readStanding(tx: WriteTransaction, path: string): Promise<Standing> {
  const [record, totals, views] = await Promise.all([
    tx.objectStore('entries').get(path),
    readTotals(tx),
    tx.objectStore('views').getAll(),
  ]);
  return { record, totals, views };
}

/**
 * Writes a draft as the next generation of its path, beside the one before, and drops what is older than that.
 *
 * @param isLast whether nothing else is written in this transaction
 */
export async function writeGeneration(
  tx: WriteTransaction,
  draft: CheckpointDraft,
  isLast: boolean,
): Promise<CheckpointEntry> {
  const { path } = draft;
  const standing = await readFreeStanding(tx, path);
  const { record, totals } = standing;
  const previous = record?.entry ?? null;
  const cut = cutLongText(draft);
  const rows = putRows(tx, path, (previous?.generation ?? 0) + 1, cut);
  rows.catch(() => {});
  const measured = await keptAlive(tx, measureDraft(draft));
  const entry = entryOf(measured, previous, nextMtime(totals.lastMtime, previous, draft.marks));
  const kept = record?.texts.filter(({ generation }) => generation === record.textGeneration) ?? [];
  const after = recordOf(entry, [...kept, keptText(measured, entry, cut)]);
  const requests = [textRequest(tx, measured, entry, cut), ...recordRequests(tx, standing, after)];
  await (isLast ? lastly(tx, [() => rows, ...requests]) : together([() => rows, ...requests]));
  return entry;
}

/** Writes a draft under exactly this entry. @throws CheckpointError `path-taken`, `path-is-folder` */
export async function writeAs(
  tx: WriteTransaction,
  draft: MeasuredDraft,
  entry: CheckpointEntry,
): Promise<void> {
  const standing = await readFreeStanding(tx, entry.path);
  if (standing.record) throw pathTakenError(entry.path);
  const cut = cutLongText(draft);
  await together([
    () => putRows(tx, entry.path, entry.generation, cut),
    textRequest(tx, draft, entry, cut),
    ...recordRequests(tx, standing, recordOf(entry, [keptText(draft, entry, cut)])),
  ]);
}

/** Reads what a write to a path must know before. @throws CheckpointError `path-is-folder` */
async function readFreeStanding(tx: WriteTransaction, path: string): Promise<Standing> {
  const [standing, isFolder] = await Promise.all([readStanding(tx, path), isAlsoFolder(tx, path)]);
  if (isFolder) throw folderError(path);
  return standing;
}

/** Puts a record in the place of the one that stands there; or none in its place, to remove it. */
export async function replaceRecord(
  tx: WriteTransaction,
  standing: Standing,
  after: EntryRecord | undefined,
): Promise<void> {
  await together(recordRequests(tx, standing, after));
}

/** Texts that the new record does not keep are dropped; the sums and the remembered look-ups follow. */
function recordRequests(
  tx: WriteTransaction,
  { record: before, totals, views }: Standing,
  after: EntryRecord | undefined,
): Request[] {
  const entries = tx.objectStore('entries');
  const changed: Totals = {
    count: totals.count + (after ? 1 : 0) - (before ? 1 : 0),
    bytes: totals.bytes + sizeOf(after) - sizeOf(before),
    lastMtime: Math.max(totals.lastMtime, after?.entry.mtime ?? 0),
  };
  const requests = [
    ...totalsRequests(tx, totals, changed),
    ...viewRequests(tx, views, before, after),
    ...droppedTextRequests(tx, before, after),
  ];
  if (after) requests.push(() => entries.put(after));
  else if (before) requests.push(() => entries.delete(before.path));
  return requests;
}

/** Deletes the texts that one record keeps and the next does not. */
function droppedTextRequests(
  tx: WriteTransaction,
  before: EntryRecord | undefined,
  after: EntryRecord | undefined,
): Request[] {
  if (!before) return [];
  if (!after) return deleteAllTextRequests(tx, before.path);
  const kept = new Set(after.texts.map(({ generation }) => generation));
  return deleteTextRequests(
    tx,
    before.path,
    before.texts.filter(({ generation }) => !kept.has(generation)),
  );
}

/** Makes the record of an entry, the fields that indexes read included. */
export function recordOf(
  entry: CheckpointEntry,
  texts: readonly KeptText[],
  { textGeneration = entry.generation, lost = false } = {},
): EntryRecord {
  const ranks = lost ? [] : allRanks(entry);
  const age = agePlace(entry);
  return { path: entry.path, entry, textGeneration, texts, lost, age, runs: [entry.run, ...age], ranks };
}

function keptText(draft: MeasuredDraft, { generation }: CheckpointEntry, cut: CutText | null): KeptText {
  return { generation, bytes: draft.bytes + draft.stateBytes, ...(cut ? { isLong: true } : {}) };
}

/** Changes the marks on an entry. @throws CheckpointError `not-found` */
export async function changeMarks(
  tx: WriteTransaction,
  path: string,
  { pinned, note }: CheckpointChanges,
): Promise<CheckpointEntry> {
  const standing = await readStanding(tx, path);
  const { record } = standing;
  if (!record) throw notFoundError(path);
  const { entry } = record;
  const changed = { ...entry, pinned: pinned ?? entry.pinned, note: note ?? entry.note };
  await replaceRecord(tx, standing, recordOf(changed, record.texts, record));
  return changed;
}

/**
 * Removes a checkpoint, unless it has been written anew; answers the entry that went.
 *
 * @param isDiskFull removes it by deleting alone: where no room is left, a browser lets nothing else pass
 */
export async function removeIfStill(
  tx: WriteTransaction,
  { path, mtime, generation }: CheckpointEntry,
  isDiskFull: boolean,
): Promise<CheckpointEntry | null> {
  const standing = await readStanding(tx, path);
  const entry = standing.record?.entry;
  if (!entry || entry.generation !== generation || entry.mtime !== mtime) return null;
  if (isDiskFull) await deleteAlone(tx, standing, path);
  else await replaceRecord(tx, standing, undefined);
  return entry;
}

async function deleteAlone(tx: WriteTransaction, { record, views }: Standing, path: string): Promise<void> {
  await together([
    ...viewRequests(tx, views, record, undefined),
    ...deleteAllTextRequests(tx, path),
    () => tx.objectStore('entries').delete(path),
    () => forgetTotals(tx),
  ]);
}

/** Tells whether a path is a folder of others, or lies in one that is a file. */
async function isAlsoFolder(tx: WriteTransaction, path: string): Promise<boolean> {
  const entries = tx.objectStore('entries');
  const [from, to] = folderBounds(path);
  const taken = await Promise.all([
    entries.getKey(IDBKeyRange.bound(from, to, false, true)),
    ...foldersAbove(path).map((folder) => entries.getKey(folder)),
  ]);
  return taken.some((key) => key !== undefined);
}
