import { encodeText } from '../base/sha256.ts';
import { entryOf, measureDraft, nextMtime } from './checkpoint-draft.ts';
import type { CheckpointDraft, MeasuredDraft } from './checkpoint-draft.ts';
import { assertMayReplace } from './other-run.ts';
import { folderError, notFoundError, pathTakenError } from './checkpoint-errors.ts';
import { agePlace, allRanks } from './checkpoint-order.ts';
import { folderBounds, foldersAbove } from './checkpoint-path.ts';
import type { CheckpointChanges, CheckpointEntry } from './checkpoint-store.ts';
import { keptAlive, lastly, startAll, together } from './indexeddb-requests.ts';
import type { Request } from './indexeddb-requests.ts';
import type { EntryRecord, KeptText, Totals, ViewRecord, WriteTransaction } from './indexeddb-schema.ts';
import {
  cutLongText,
  deleteAllTextRequests,
  deleteTextRequests,
  maxRowsBytes,
  rowRequests,
  textRequest,
} from './indexeddb-texts.ts';
import type { CutText } from './indexeddb-texts.ts';
import { forgetTotals, readTotals, sizeOf, totalsRequests } from './indexeddb-totals.ts';
import type { KnownTotals } from './indexeddb-totals.ts';
import { viewAdditions, viewDeletions } from './indexeddb-views.ts';

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

/** How a generation is written. */
export interface WriteManner {
  /** Whether nothing else is written in this transaction. */
  readonly isAlone: boolean;
  /** Whether texts older than the one before are dropped in it. */
  readonly dropsOlder: boolean;
}

/** What was written, and whether older texts of its path are still there that are to be dropped. */
export interface Written {
  readonly entry: CheckpointEntry;
  readonly leavesOlder: boolean;
}

/**
 * Writes a draft as the next generation of its path, beside the one before; what is older than that is kept no longer.
 *
 * What is dropped is dropped first: Chromium ends at each deletion the part of a transaction that it writes in one go.
 * Then come the rows of a long text, which the browser takes while the text is hashed; it is encoded while the browser
 * reads what stands there. Whatever fails of that ends the transaction, which tells.
 */
export async function writeGeneration(
  tx: WriteTransaction,
  draft: CheckpointDraft,
  { isAlone, dropsOlder }: WriteManner,
): Promise<Written> {
  const reading = readFreeStanding(tx, draft.path);
  const digest = encodeText(draft.text);
  const standing = await reading;
  const { record, totals } = standing;
  const previous = record?.entry ?? null;
  assertMayReplace(draft, previous);
  const aloneBytes = record ? maxRowsBytes.later : maxRowsBytes.first;
  const cut = cutLongText(draft, isAlone ? aloneBytes : maxRowsBytes.amongOthers);
  const [kept, dropped] = divideTexts(record);
  startAll([
    ...forgetRequests(tx, standing),
    ...(dropsOlder ? deleteTextRequests(tx, draft.path, dropped) : []),
    ...rowRequests(tx, draft.path, (previous?.generation ?? 0) + 1, cut),
  ]).catch(() => {});
  const measured = await keptAlive(tx, measureDraft(draft, digest));
  const entry = entryOf(measured, previous, nextMtime(totals.lastMtime, previous, draft.marks));
  const after = recordOf(entry, [...kept, keptText(measured, entry, cut)]);
  const late = [textRequest(tx, measured, entry, cut), ...putRequests(tx, standing, after)];
  await (isAlone ? lastly(tx, late) : together(late));
  return { entry, leavesOlder: !dropsOlder && dropped.length > 0 };
}

/** Divides the texts that are kept of a checkpoint into the valid one, which is to stay, and those to drop. */
function divideTexts(record: EntryRecord | undefined): readonly [KeptText[], KeptText[]] {
  const texts = record?.texts ?? [];
  const isValid = ({ generation }: KeptText): boolean => generation === record?.textGeneration;
  return [texts.filter(isValid), texts.filter((text) => !isValid(text))];
}

/** Writes a draft under exactly this entry. @throws CheckpointError `path-taken`, `path-is-folder` */
export async function writeAs(
  tx: WriteTransaction,
  draft: MeasuredDraft,
  entry: CheckpointEntry,
): Promise<void> {
  const standing = await readFreeStanding(tx, entry.path);
  if (standing.record) throw pathTakenError(entry.path);
  const cut = cutLongText(draft, maxRowsBytes.first);
  const after = recordOf(entry, [keptText(draft, entry, cut)]);
  await together([
    ...rowRequests(tx, entry.path, entry.generation, cut),
    textRequest(tx, draft, entry, cut),
    ...putRequests(tx, standing, after),
  ]);
}

/** Reads what a write to a path must know before. @throws CheckpointError `path-is-folder` */
async function readFreeStanding(tx: WriteTransaction, path: string): Promise<Standing> {
  const [standing, isFolder] = await Promise.all([readStanding(tx, path), isAlsoFolder(tx, path)]);
  if (isFolder) throw folderError(path);
  return standing;
}

/** Changes a record that stands there, which keeps its texts. */
export async function replaceRecord(
  tx: WriteTransaction,
  standing: Standing,
  after: EntryRecord,
): Promise<void> {
  await together([...forgetRequests(tx, standing), ...putRequests(tx, standing, after)]);
}

/** Removes what stands there. */
export async function removeRecord(tx: WriteTransaction, standing: Standing, path: string): Promise<void> {
  await together([
    ...removeRequests(tx, standing, path),
    ...totalsRequests(tx, standing.totals, totalsAfter(standing, undefined)),
  ]);
}

/** Removes what stands there by deleting alone: where no room is left, a browser lets nothing else pass. */
export async function deleteAlone(tx: WriteTransaction, standing: Standing, path: string): Promise<void> {
  await together([...removeRequests(tx, standing, path), () => forgetTotals(tx)]);
}

function removeRequests(tx: WriteTransaction, standing: Standing, path: string): Request[] {
  return [
    ...forgetRequests(tx, standing),
    ...deleteAllTextRequests(tx, path),
    () => tx.objectStore('entries').delete(path),
  ];
}

/** Takes a record out of the remembered look-ups. */
function forgetRequests(tx: WriteTransaction, { record, views }: Standing): Request[] {
  return record ? viewDeletions(tx, views, record) : [];
}

/** Writes a record; the sums and the remembered look-ups follow. */
function putRequests(tx: WriteTransaction, standing: Standing, after: EntryRecord): Request[] {
  return [
    ...totalsRequests(tx, standing.totals, totalsAfter(standing, after)),
    ...viewAdditions(tx, standing.views, after),
    () => tx.objectStore('entries').put(after),
  ];
}

function totalsAfter({ record: before, totals }: Standing, after: EntryRecord | undefined): Totals {
  return {
    count: totals.count + (after ? 1 : 0) - (before ? 1 : 0),
    bytes: totals.bytes + sizeOf(after) - sizeOf(before),
    lastMtime: Math.max(totals.lastMtime, after?.entry.mtime ?? 0),
  };
}

/** Makes the record of an entry, the fields that indexes read included. */
export function recordOf(
  entry: CheckpointEntry,
  texts: readonly KeptText[],
  { textGeneration = entry.generation, lost = false } = {},
): EntryRecord {
  const [age, ranks] = [agePlace(entry), allRanks(entry)];
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
