import { entryOf, neededBytes, nextMtime } from './checkpoint-draft.ts';
import type { CheckpointDraft } from './checkpoint-draft.ts';
import { folderError, notFoundError, pathTakenError } from './checkpoint-errors.ts';
import { agePlace, allRanks } from './checkpoint-order.ts';
import { folderBounds, foldersAbove } from './checkpoint-path.ts';
import type { CheckpointChanges, CheckpointEntry } from './checkpoint-store.ts';
import { together } from './indexeddb-together.ts';
import { forgetTotals, readTotals, sizeOf, writeTotals } from './indexeddb-totals.ts';
import { updateViews } from './indexeddb-views.ts';
import type { EntryRecord, KeptText, Totals, ViewRecord, WriteTransaction } from './indexeddb-schema.ts';

/** What a write to a path must know before. */
export interface Standing {
  readonly record: EntryRecord | undefined;
  readonly totals: Totals;
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

/** Writes a draft as the next generation of its path, beside the one before, and drops what is older than that. */
export async function writeGeneration(
  tx: WriteTransaction,
  draft: CheckpointDraft,
): Promise<CheckpointEntry> {
  const [standing, isFolder] = await Promise.all([
    readStanding(tx, draft.path),
    isAlsoFolder(tx, draft.path),
  ]);
  if (isFolder) throw folderError(draft.path);
  const { record, totals } = standing;
  const previous = record?.entry ?? null;
  const entry = entryOf(draft, previous, nextMtime(totals.lastMtime, previous, draft.marks));
  const kept = record?.texts.filter(({ generation }) => generation === record.textGeneration) ?? [];
  await putCheckpoint(tx, standing, draft, recordOf(entry, [...kept, keptText(draft, entry)]));
  return entry;
}

/** Writes a draft under exactly this entry. @throws CheckpointError `path-taken`, `path-is-folder` */
export async function writeAs(
  tx: WriteTransaction,
  draft: CheckpointDraft,
  entry: CheckpointEntry,
): Promise<void> {
  const [standing, isFolder] = await Promise.all([
    readStanding(tx, draft.path),
    isAlsoFolder(tx, draft.path),
  ]);
  if (standing.record) throw pathTakenError(draft.path);
  if (isFolder) throw folderError(draft.path);
  await putCheckpoint(tx, standing, draft, recordOf(entry, [keptText(draft, entry)]));
}

async function putCheckpoint(
  tx: WriteTransaction,
  standing: Standing,
  { path, text, trainingState, stateSha256 }: CheckpointDraft,
  record: EntryRecord,
): Promise<void> {
  const { entry } = record;
  const { generation } = entry;
  await together([
    () => tx.objectStore('texts').put({ path, generation, text, trainingState, stateSha256, entry }),
    () => replaceRecord(tx, standing, record),
  ]);
}

/**
 * Puts a record in the place of the one that stands there: of none, when a checkpoint is new; or none in its place, to
 * remove it. Texts that the new record does not keep are dropped; the sums and the remembered look-ups follow.
 */
export async function replaceRecord(
  tx: WriteTransaction,
  { record: before, totals, views }: Standing,
  after: EntryRecord | undefined,
): Promise<void> {
  const [entries, texts] = [tx.objectStore('entries'), tx.objectStore('texts')];
  const changed: Totals = {
    count: totals.count + (after ? 1 : 0) - (before ? 1 : 0),
    bytes: totals.bytes + sizeOf(after) - sizeOf(before),
    lastMtime: Math.max(totals.lastMtime, after?.entry.mtime ?? 0),
  };
  const requests: (() => Promise<unknown>)[] = [
    () => writeTotals(tx, changed),
    () => updateViews(tx, views, before, after),
  ];
  if (after) requests.push(() => entries.put(after));
  else if (before) requests.push(() => entries.delete(before.path));
  for (const key of droppedTexts(before, after)) requests.push(() => texts.delete(key));
  await together(requests);
}

/** The keys of the texts that one record keeps and the next does not. */
function droppedTexts(
  before: EntryRecord | undefined,
  after: EntryRecord | undefined,
): (IDBKeyRange | [string, number])[] {
  if (!before) return [];
  if (!after) return [generationsOf(before.path)];
  const kept = new Set(after.texts.map(({ generation }) => generation));
  const dropped = before.texts.filter(({ generation }) => !kept.has(generation));
  return dropped.map(({ generation }) => [before.path, generation]);
}

/** The keys of all generations of a path. */
export function generationsOf(path: string): IDBKeyRange {
  return IDBKeyRange.bound([path], [path, []]);
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

function keptText(draft: CheckpointDraft, { generation }: CheckpointEntry): KeptText {
  return { generation, bytes: neededBytes([draft]) };
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
    () => updateViews(tx, views, record, undefined),
    () => tx.objectStore('entries').delete(path),
    () => tx.objectStore('texts').delete(generationsOf(path)),
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
