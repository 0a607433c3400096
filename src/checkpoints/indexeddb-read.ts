import { damagedError, notFoundError } from './checkpoint-errors.ts';
import type { Checkpoint, CheckpointEntry } from './checkpoint-store.ts';
import type { IndexedDbConnection } from './indexeddb-connection.ts';
import type { EntryRecord, TextRecord } from './indexeddb-schema.ts';
import { readTotals, recordOf, replaceRecord } from './indexeddb-write.ts';
import { digestText } from './sha256.ts';

/** A checkpoint that was read, and whether an older generation had to stand in for the newest. */
export interface Reading {
  readonly checkpoint: Checkpoint;
  readonly fellBack: boolean;
}

/**
 * Reads one checkpoint and verifies it. A text that is damaged or missing is passed over for the generation before,
 * and the entry is marked; so the next reader, the latest and the best go by what can be read.
 *
 * @throws CheckpointError `not-found`, `damaged`
 */
export async function readCheckpoint(connection: IndexedDbConnection, path: string): Promise<Reading> {
  const record = await connection.read((tx) => tx.objectStore('entries').get(path));
  if (!record) throw notFoundError(path);
  let cause: unknown = null;
  for (const generation of readingOrder(record)) {
    try {
      const text = await connection.read((tx) => tx.objectStore('texts').get([path, generation]));
      if (text && (await isSound(text))) return await standIn(connection, record, text);
    } catch (error) {
      // Chromium throws UnknownError for a large value whose file is gone: as damaged as a wrong digest.
      cause = error;
    }
  }
  await markLost(connection, record);
  throw damagedError(path, cause);
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

async function standIn(
  connection: IndexedDbConnection,
  record: EntryRecord,
  found: TextRecord,
): Promise<Reading> {
  const { text, trainingState, generation } = found;
  if (generation === record.textGeneration) {
    return { checkpoint: { entry: record.entry, text, trainingState }, fellBack: false };
  }
  const { pinned, note } = record.entry;
  const entry = { ...found.entry, pinned, note, generation: record.entry.generation, damaged: true };
  await amend(connection, record, entry, { textGeneration: generation, lost: false });
  return { checkpoint: { entry, text, trainingState }, fellBack: true };
}

async function markLost(connection: IndexedDbConnection, record: EntryRecord): Promise<void> {
  if (record.lost) return;
  const { textGeneration } = record;
  await amend(connection, record, { ...record.entry, damaged: true }, { textGeneration, lost: true });
}

/** Marks an entry, unless a new generation has been saved in the meantime. */
async function amend(
  connection: IndexedDbConnection,
  { path, textGeneration, entry: { generation } }: EntryRecord,
  entry: CheckpointEntry,
  state: { readonly textGeneration: number; readonly lost: boolean },
): Promise<void> {
  await connection.write(async (tx) => {
    const [totals, now] = await Promise.all([readTotals(tx), tx.objectStore('entries').get(path)]);
    if (!now || now.entry.generation !== generation || now.textGeneration !== textGeneration) return;
    await replaceRecord(tx, totals, now, recordOf(entry, now.texts, state));
  });
}
