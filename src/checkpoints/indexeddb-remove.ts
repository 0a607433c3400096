import type { Checkpoint } from './checkpoint-store.ts';
import { isDiskFull } from './indexeddb-connection.ts';
import type { IndexedDbConnection } from './indexeddb-connection.ts';
import { readCheckpoint } from './indexeddb-read.ts';
import type { Reading } from './indexeddb-read.ts';
import type { EntryRecord, WriteTransaction } from './indexeddb-schema.ts';
import { deleteAlone, readStanding, removeRecord } from './indexeddb-write.ts';

/**
 * Removes checkpoints in one transaction, all that there are or none, and answers them as they were when they went.
 *
 * They are read before, as a transaction would not wait for their verification. Where one has been written anew by then,
 * none is removed: that one is read again, and all are tried again.
 */
export async function removeCheckpoints(
  connection: IndexedDbConnection,
  paths: readonly string[],
): Promise<Checkpoint[]> {
  const readings = new Map<string, Reading | null>(paths.map((path) => [path, null]));
  const read = async (path: string): Promise<unknown> =>
    readings.set(path, await readCheckpoint(connection, path));
  for (let unread = [...readings.keys()]; ;) {
    await Promise.all(unread.map(read));
    const found = [...readings.values()].filter((reading) => reading !== null);
    const { gone, changed } = await removeAsRead(connection, found);
    if (changed.length === 0) return gone;
    unread = changed;
  }
}

/** What a transaction removed; or nothing, and the paths that are not what was read any more. */
interface Removal {
  readonly gone: Checkpoint[];
  readonly changed: string[];
}

/** Removes checkpoints in one transaction, all that there are or none, and answers their paths. */
export function removeUnread(connection: IndexedDbConnection, paths: readonly string[]): Promise<string[]> {
  return onFullDiskToo((remove) =>
    connection.write(async (tx) => {
      const gone: string[] = [];
      for (const path of paths) {
        const standing = await readStanding(tx, path);
        if (!standing.record) continue;
        await remove(tx, standing, path);
        gone.push(path);
      }
      return gone;
    }),
  );
}

async function removeAsRead(connection: IndexedDbConnection, readings: readonly Reading[]): Promise<Removal> {
  if (readings.length === 0) return { gone: [], changed: [] };
  return await onFullDiskToo((remove) => connection.write((tx) => removeAll(tx, readings, remove)));
}

/** Removes one record, in one way or the other. */
type RemoveRecord = typeof removeRecord;

/** Removes, on a full disk too, there above all: by deleting alone, as a browser lets nothing else pass there. */
async function onFullDiskToo<Result>(removal: (remove: RemoveRecord) => Promise<Result>): Promise<Result> {
  try {
    return await removal(removeRecord);
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return await removal(deleteAlone);
  }
}

async function removeAll(
  tx: WriteTransaction,
  readings: readonly Reading[],
  remove: RemoveRecord,
): Promise<Removal> {
  const records = await Promise.all(readings.map(({ entry }) => tx.objectStore('entries').get(entry.path)));
  const changed = readings.filter((reading, index) => !isAsRead(reading, records[index]));
  if (changed.length > 0) return { gone: [], changed: changed.map(({ entry }) => entry.path) };
  const gone: Checkpoint[] = [];
  for (const reading of readings) gone.push(await removeOne(tx, reading, remove));
  return { gone, changed: [] };
}

async function removeOne(
  tx: WriteTransaction,
  { entry, checkpoint }: Reading,
  remove: RemoveRecord,
): Promise<Checkpoint> {
  const standing = await readStanding(tx, entry.path);
  await remove(tx, standing, entry.path);
  const { text, trainingState } = checkpoint ?? { text: '', trainingState: null };
  // They may have been changed since, which makes no other checkpoint of it.
  const { pinned, note } = standing.record?.entry ?? entry;
  return { entry: { ...entry, pinned, note }, text, trainingState };
}

function isAsRead({ listed }: Reading, record: EntryRecord | undefined): boolean {
  return record?.entry.generation === listed.generation && record.entry.mtime === listed.mtime;
}
