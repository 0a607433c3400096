import type { Checkpoint, CheckpointEntry } from './checkpoint-store.ts';
import { isDiskFull } from './indexeddb-connection.ts';
import type { IndexedDbConnection } from './indexeddb-connection.ts';
import type { EntryRecord, TextRecord, WriteTransaction } from './indexeddb-schema.ts';
import { readText } from './indexeddb-texts.ts';
import { readStanding, recordOf, replaceRecord } from './indexeddb-write.ts';
import { digestText } from '../base/sha256.ts';

/** What reading a checkpoint came to. */
export interface Reading {
  /** The entry as it is now. */
  readonly entry: CheckpointEntry;
  /** The entry that the store has: another one only where a full disk had no room for the mark. */
  readonly listed: CheckpointEntry;
  /** The newest generation that is sound; null when none is. */
  readonly checkpoint: Checkpoint | null;
  /** Whether this reading found the newest text damaged and marked the entry. */
  readonly isNewlyDamaged: boolean;
  /** What the browser said about a text that it could not read. */
  readonly cause: unknown;
}

/**
 * Reads one checkpoint and verifies it. A text that is damaged or missing is passed over for the generation before,
 * and the entry is marked; so the next reader, the latest and the best go by what can be read.
 *
 * @returns null when there is no such checkpoint
 */
export async function readCheckpoint(connection: IndexedDbConnection, path: string): Promise<Reading | null> {
  for (;;) {
    const record = await connection.read((tx) => tx.objectStore('entries').get(path));
    if (!record) return null;
    const { found, cause } = await findSound(connection, record);
    const isAsMarked = found ? found.generation === record.textGeneration : record.lost;
    if (isAsMarked) {
      const { entry } = record;
      return { entry, listed: entry, checkpoint: checkpointOf(entry, found), isNewlyDamaged: false, cause };
    }
    const marked = await markDamaged(connection, record, found);
    // Without a mark, the path has been written anew in the meantime: what was read is of no concern any more.
    if (marked) {
      return { ...marked, checkpoint: checkpointOf(marked.entry, found), isNewlyDamaged: true, cause };
    }
  }
}

function checkpointOf(entry: CheckpointEntry, found: TextRecord | null): Checkpoint | null {
  return found && { entry, text: found.text, trainingState: found.trainingState };
}

/** Finds the newest text that is what was saved. */
async function findSound(
  connection: IndexedDbConnection,
  record: EntryRecord,
): Promise<{ readonly found: TextRecord | null; readonly cause: unknown }> {
  let cause: unknown = null;
  for (const generation of readingOrder(record)) {
    try {
      const found = await connection.read((tx) => readText(tx, record.path, generation));
      if (found && (await isSound(found))) return { found, cause: null };
    } catch (error) {
      // Chromium throws UnknownError for a large value whose file is gone: as damaged as a wrong digest.
      cause = error;
    }
  }
  return { found: null, cause };
}

/** The valid generation first, then the older ones, the newest of them first. */
function readingOrder({ textGeneration, texts }: EntryRecord): number[] {
  return texts
    .map(({ generation }) => generation)
    .filter((generation) => generation <= textGeneration)
    .sort((a, b) => b - a);
}

async function isSound({ text, trainingState, stateSha256, entry }: TextRecord): Promise<boolean> {
  if ((await digestText(text)).sha256 !== entry.sha256) return false;
  return trainingState === null || (await digestText(trainingState)).sha256 === stateSha256;
}

/**
 * Marks an entry as damaged: it becomes what it was when the sound text was saved, or is marked as lost when there is
 * none. Answers null, and marks nothing, when a new generation has been saved in the meantime.
 *
 * On a full disk there is no room for a mark; what was read counts all the same, and is found anew the next time.
 */
async function markDamaged(
  connection: IndexedDbConnection,
  record: EntryRecord,
  found: TextRecord | null,
): Promise<Pick<Reading, 'entry' | 'listed'> | null> {
  const entry = damagedEntry(record, found);
  try {
    const isMarked = await connection.write((tx) => putMark(tx, record, entry, found));
    return isMarked ? { entry, listed: entry } : null;
  } catch (error) {
    if (isDiskFull(error)) return { entry, listed: record.entry };
    throw error;
  }
}

function damagedEntry({ entry }: EntryRecord, found: TextRecord | null): CheckpointEntry {
  const { pinned, note, generation } = entry;
  return { ...(found?.entry ?? entry), pinned, note, generation, damaged: true };
}

async function putMark(
  tx: WriteTransaction,
  { path, textGeneration, entry: { generation } }: EntryRecord,
  entry: CheckpointEntry,
  found: TextRecord | null,
): Promise<boolean> {
  const standing = await readStanding(tx, path);
  const now = standing.record;
  if (!now || now.entry.generation !== generation || now.textGeneration !== textGeneration) return false;
  const state = { textGeneration: found?.generation ?? textGeneration, lost: found === null };
  await replaceRecord(tx, standing, recordOf(entry, now.texts, state));
  return true;
}
