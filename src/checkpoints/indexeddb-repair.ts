import type { CheckpointEntry } from './checkpoint-store.ts';
import type { IndexedDbConnection } from './indexeddb-connection.ts';
import type { KeptText, TextRecord, WriteTransaction } from './indexeddb-schema.ts';
import { forgetTotals } from './indexeddb-totals.ts';
import { generationsOf, readStanding, recordOf, replaceRecord } from './indexeddb-write.ts';
import { utf8Length } from '../base/sha256.ts';

/** What a repair found and did. */
export interface Repairs {
  /** Entries that were made anew from texts that had none. */
  readonly rebuilt: readonly CheckpointEntry[];
  /** Paths of entries that had no text any more, and are gone. */
  readonly dropped: readonly string[];
}

/** How many keys are held in memory at once, of each table. */
const batchSize = 1000;

/**
 * Finds texts without an entry and entries without a text, and puts both right.
 *
 * Our own transactions leave neither, whatever interrupts them. A damaged disk, a browser that drops what it cannot
 * read, or a developer's tool may. Only keys are read, a batch at a time.
 */
export async function repair(connection: IndexedDbConnection): Promise<Repairs> {
  const rebuilt: CheckpointEntry[] = [];
  const dropped: string[] = [];
  for await (const path of halves(connection)) {
    const change = await connection.write((tx) => complete(tx, path));
    if (change === 'dropped') dropped.push(path);
    else if (change) rebuilt.push(change);
  }
  // What was found missing may or may not have been in the sums.
  if (rebuilt.length + dropped.length > 0) await connection.write(forgetTotals);
  return { rebuilt, dropped };
}

/** Paths that stand in one of the two tables only, in order. Both are sorted by path, so they are read side by side. */
async function* halves(connection: IndexedDbConnection): AsyncGenerator<string> {
  const entries = entryPaths(connection);
  const texts = textPaths(connection);
  let [entry, text] = [await entries.next(), await texts.next()];
  while (!entry.done || !text.done) {
    if (!entry.done && !text.done && entry.value === text.value) {
      [entry, text] = [await entries.next(), await texts.next()];
    } else if (text.done || (!entry.done && entry.value < text.value)) {
      if (!entry.done) yield entry.value;
      entry = await entries.next();
    } else {
      yield text.value;
      text = await texts.next();
    }
  }
}

async function* entryPaths(connection: IndexedDbConnection): AsyncGenerator<string, undefined> {
  let range: IDBKeyRange | null = null;
  for (;;) {
    const paths: string[] = await connection.read((tx) =>
      tx.objectStore('entries').getAllKeys(range, batchSize),
    );
    yield* paths;
    const last = paths.at(-1);
    if (last === undefined || paths.length < batchSize) return undefined;
    range = IDBKeyRange.lowerBound(last, true);
  }
}

/** Each path once, however many generations it has. */
async function* textPaths(connection: IndexedDbConnection): AsyncGenerator<string, undefined> {
  let range: IDBKeyRange | null = null;
  let before: string | null = null;
  for (;;) {
    const keys: [string, number][] = await connection.read((tx) =>
      tx.objectStore('texts').getAllKeys(range, batchSize),
    );
    for (const [path] of keys) {
      if (path !== before) yield path;
      before = path;
    }
    const last = keys.at(-1);
    if (last === undefined || keys.length < batchSize) return undefined;
    range = IDBKeyRange.lowerBound(last, true);
  }
}

/** Puts one path right, unless that has happened in the meantime. */
async function complete(tx: WriteTransaction, path: string): Promise<CheckpointEntry | 'dropped' | null> {
  const [standing, keys] = await Promise.all([
    readStanding(tx, path),
    tx.objectStore('texts').getAllKeys(generationsOf(path)),
  ]);
  const { record } = standing;
  if (record && keys.length === 0) {
    await replaceRecord(tx, standing, undefined);
    return 'dropped';
  }
  if (record || keys.length === 0) return null;
  const texts: TextRecord[] = await tx.objectStore('texts').getAll(generationsOf(path));
  const newest = texts.at(-1);
  if (!newest) return null;
  await replaceRecord(tx, standing, recordOf(newest.entry, texts.map(keptText)));
  return newest.entry;
}

function keptText({ generation, entry, trainingState }: TextRecord): KeptText {
  return { generation, bytes: entry.bytes + utf8Length(trainingState ?? '') };
}
