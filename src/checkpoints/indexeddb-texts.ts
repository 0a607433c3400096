import type { CheckpointDraft, MeasuredDraft } from './checkpoint-draft.ts';
import type { CheckpointEntry } from './checkpoint-store.ts';
import type { Request } from './indexeddb-requests.ts';
import type { AnyTransaction, KeptText, TextRecord, WriteTransaction } from './indexeddb-schema.ts';
import { cutIntoRows } from './text-rows.ts';

/** As many characters of text and training state as are kept in one value. */
const maxWholeLength = 60_000;

/** The rows of a long text, and of its training state. */
export interface CutText {
  readonly text: readonly string[];
  readonly state: readonly string[] | null;
}

/**
 * As many bytes as one transaction may put into rows. Chromium writes what goes beyond a mebibyte of a transaction early,
 * and does not see to it that this is on the disk when the transaction is: if the power fails then, it is lost. So a text
 * that takes more is one row, which becomes a file; files are always on the disk in time.
 */
export const maxRowsBytes = {
  /** Of the first generation of a path. */
  first: 1_020_000,
  /** Of a later one: it is deleted in its turn, and until a deletion is complete Chromium keeps a copy of each row. */
  later: 400_000,
  /** Where other texts are written too. */
  amongOthers: 0,
};

/**
 * Cuts what a draft holds into rows; null when it is short.
 *
 * @param maxBytes as much as the rows may take, one of `maxRowsBytes`
 */
export function cutLongText({ text, trainingState }: CheckpointDraft, maxBytes: number): CutText | null {
  if (text.length + (trainingState?.length ?? 0) <= maxWholeLength) return null;
  const cutText = cutIntoRows(text, maxBytes);
  const cutState = cutText && cutIntoRows(trainingState ?? '', maxBytes - cutText.bytes);
  if (!cutState) return { text: [text], state: trainingState === null ? null : [trainingState] };
  return { text: cutText.rows, state: trainingState === null ? null : cutState.rows };
}

/** Writes the rows of a long text; none of a short one. */
export function rowRequests(
  tx: WriteTransaction,
  path: string,
  generation: number,
  cut: CutText | null,
): Request[] {
  const table = tx.objectStore('rows');
  const rows = [...(cut?.text ?? []), ...(cut?.state ?? [])];
  return rows.map((row, n) => () => table.put(row, [path, generation, n]));
}

/** Writes a text that is short; or of a long one, whose rows have been written, what there is to know. */
export function textRequest(
  tx: WriteTransaction,
  { path, text, bytes, trainingState, stateBytes, stateSha256 }: MeasuredDraft,
  entry: CheckpointEntry,
  cut: CutText | null,
): Request {
  const { generation } = entry;
  const about = { path, generation, stateSha256, entry };
  if (!cut) return () => tx.objectStore('texts').put({ ...about, text, trainingState });
  const rows = { textRows: cut.text.length, stateRows: cut.state?.length ?? null };
  return () => tx.objectStore('longTexts').put({ ...about, ...rows, bytes: bytes + stateBytes });
}

/** Reads a text, long or short; undefined when it, or any row of it, is not there. */
export async function readText(
  tx: AnyTransaction,
  path: string,
  generation: number,
): Promise<TextRecord | undefined> {
  const [short, long, rows] = await Promise.all([
    tx.objectStore('texts').get([path, generation]),
    tx.objectStore('longTexts').get([path, generation]),
    tx.objectStore('rows').getAll(rowsOf(path, generation)),
  ]);
  if (!long) return short;
  const { textRows, stateRows, ...about } = long;
  const end = textRows + (stateRows ?? 0);
  if (rows.length < end) return undefined;
  const trainingState = stateRows === null ? null : rows.slice(textRows, end).join('');
  return { ...about, text: rows.slice(0, textRows).join(''), trainingState };
}

/** Deletes the texts of some generations of a path. */
export function deleteTextRequests(
  tx: WriteTransaction,
  path: string,
  dropped: readonly KeptText[],
): Request[] {
  return dropped.flatMap(({ generation, isLong }) =>
    isLong
      ? [
          () => tx.objectStore('longTexts').delete([path, generation]),
          () => tx.objectStore('rows').delete(rowsOf(path, generation)),
        ]
      : [() => tx.objectStore('texts').delete([path, generation])],
  );
}

/** Deletes all texts of a path. */
export function deleteAllTextRequests(tx: WriteTransaction, path: string): Request[] {
  return [
    () => tx.objectStore('texts').delete(keysUnder([path])),
    () => tx.objectStore('longTexts').delete(keysUnder([path])),
    () => tx.objectStore('rows').delete(keysUnder([path])),
  ];
}

/** The keys of all rows of a text. */
function rowsOf(path: string, generation: number): IDBKeyRange {
  return keysUnder([path, generation]);
}

/** All keys that begin with these parts. */
export function keysUnder(parts: readonly (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound([...parts], [...parts, []]);
}
