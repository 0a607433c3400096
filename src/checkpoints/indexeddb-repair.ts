import type { PlaceKey } from './checkpoint-order.ts';
import type { CheckpointEntry } from './checkpoint-store.ts';
import type { IndexedDbConnection } from './indexeddb-connection.ts';
import type { KeptText, LongTextRecord, TextRecord, WriteTransaction } from './indexeddb-schema.ts';
import { countByKey, countWantedRows, sideBySide } from './indexeddb-side-by-side.ts';
import { dropUnlisted, maxTexts } from './indexeddb-older-texts.ts';
import { keysUnder } from './indexeddb-texts.ts';
import { forgetTotals } from './indexeddb-totals.ts';
import { readStanding, recordOf, removeRecord, replaceRecord } from './indexeddb-write.ts';
import { utf8Length } from '../base/sha256.ts';

/** What a repair found and did. */
export interface Repairs {
  /** Entries that were made anew from texts that had none. */
  readonly rebuilt: readonly CheckpointEntry[];
  /** Paths of entries that had no text any more, and are gone. */
  readonly dropped: readonly string[];
  /** Paths of which rows of a text are missing: whoever reads such a checkpoint finds out what is left of it. */
  readonly torn: readonly string[];
}

/**
 * Finds texts without an entry and entries without a text, and puts both right; finds texts of which rows are missing,
 * and frees the room of rows that belong to no text, and of texts that no entry lists.
 *
 * Our own transactions leave nothing of the kind but the last, whatever interrupts them. A damaged disk, a browser that
 * drops what it cannot read, or a developer's tool may. No text is read, and only keys where they tell enough, a batch at a time.
 */
export async function repair(connection: IndexedDbConnection): Promise<Repairs> {
  const torn = await mendRows(connection);
  const rebuilt: CheckpointEntry[] = [];
  const dropped: string[] = [];
  for await (const path of oddPaths(connection)) {
    const change = await connection.write((tx) => complete(tx, path));
    if (change === 'dropped') dropped.push(path);
    else if (change) rebuilt.push(change);
  }
  // What was found missing may or may not have been in the sums.
  if (rebuilt.length + dropped.length > 0) await connection.write(forgetTotals);
  return { rebuilt, dropped, torn: torn.filter((path) => !dropped.includes(path)) };
}

/** Deletes the rows that no text needs; answers the paths of which rows are missing. */
async function mendRows(connection: IndexedDbConnection): Promise<string[]> {
  const torn = new Set<string>();
  const counts = [countWantedRows(connection), countByKey(connection, 'rows', 2)];
  for await (const {
    key,
    counts: [wanted = 0, found = 0],
  } of sideBySide(counts)) {
    if (found < wanted) torn.add(String(key[0]));
    if (found > wanted) await connection.write((tx) => dropSurplusRows(tx, key));
  }
  return [...torn];
}

async function dropSurplusRows(tx: WriteTransaction, key: PlaceKey): Promise<void> {
  const [path, generation] = key as [string, number];
  const record = await tx.objectStore('longTexts').get([path, generation]);
  const end = record ? record.textRows + (record.stateRows ?? 0) : 0;
  await tx.objectStore('rows').delete(IDBKeyRange.bound([path, generation, end], [path, generation, []]));
}

/** Paths that have an entry or a text, but not both; or both, but more texts than are kept. */
async function* oddPaths(connection: IndexedDbConnection): AsyncGenerator<string> {
  const tables = ['entries', 'texts', 'longTexts'] as const;
  const counts = tables.map((table) => countByKey(connection, table, 1));
  for await (const {
    key,
    counts: [entries, short = 0, long = 0],
  } of sideBySide(counts)) {
    const texts = short + long;
    if ((entries === 0) !== (texts === 0) || texts > maxTexts) yield String(key[0]);
  }
}

/** Puts one path right, unless that has happened in the meantime. */
async function complete(tx: WriteTransaction, path: string): Promise<CheckpointEntry | 'dropped' | null> {
  const texts = keysUnder([path]);
  const [standing, short, long] = await Promise.all([
    readStanding(tx, path),
    tx.objectStore('texts').getAllKeys(texts),
    tx.objectStore('longTexts').getAllKeys(texts),
  ]);
  const { record } = standing;
  const count = short.length + long.length;
  if (record && count === 0) {
    await removeRecord(tx, standing, path);
    return 'dropped';
  }
  if (record) await dropUnlisted(tx, path);
  if (record || count === 0) return null;
  const found = await Promise.all([
    tx.objectStore('texts').getAll(texts),
    tx.objectStore('longTexts').getAll(texts),
  ]);
  const generations = found.flat().sort((a, b) => a.generation - b.generation);
  const newest = generations.at(-1);
  if (!newest) return null;
  await replaceRecord(tx, standing, recordOf(newest.entry, generations.map(keptText)));
  return newest.entry;
}

function keptText(text: TextRecord | LongTextRecord): KeptText {
  const { generation } = text;
  if ('bytes' in text) return { generation, bytes: text.bytes, isLong: true };
  return { generation, bytes: text.entry.bytes + utf8Length(text.trainingState ?? '') };
}
