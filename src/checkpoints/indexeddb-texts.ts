import type { CheckpointDraft, MeasuredDraft } from './checkpoint-draft.ts';
import type { CheckpointEntry } from './checkpoint-store.ts';
import { startAll } from './indexeddb-requests.ts';
import type { Request } from './indexeddb-requests.ts';
import type { AnyTransaction, KeptText, TextRecord, WriteTransaction } from './indexeddb-schema.ts';
import { cutIntoRows } from './text-rows.ts';

/** As many characters of text and training state as are kept in one value. */
const maxWholeLength = 60_000;

/** A long text and its training state, cut into rows. */
export interface CutText {
  readonly rowsId: number;
  readonly text: readonly string[];
  readonly state: readonly string[] | null;
}

/** Cuts what a draft holds into rows; null when it is short. */
export function cutLongText({ text, trainingState }: CheckpointDraft): CutText | null {
  if (text.length + (trainingState?.length ?? 0) <= maxWholeLength) return null;
  // The rows are written before it is known which generation they are.
  const rowsId = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
  return {
    rowsId,
    text: cutIntoRows(text),
    state: trainingState === null ? null : cutIntoRows(trainingState),
  };
}

/** Writes the rows of a long text: none of a short one. */
export function putRows(tx: WriteTransaction, path: string, cut: CutText | null): Promise<unknown> {
  if (!cut) return Promise.resolve();
  const table = tx.objectStore('rows');
  const rows = [...cut.text, ...(cut.state ?? [])];
  return startAll(rows.map((row, n) => () => table.put(row, [path, cut.rowsId, n])));
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
  const { rowsId } = cut;
  const rows = { rowsId, textRows: cut.text.length, stateRows: cut.state?.length ?? null };
  return () => tx.objectStore('longTexts').put({ ...about, ...rows, bytes: bytes + stateBytes });
}

/** Reads a text, long or short; undefined when it, or any row of it, is not there. */
export async function readText(
  tx: AnyTransaction,
  path: string,
  { generation, rowsId }: KeptText,
): Promise<TextRecord | undefined> {
  if (rowsId === undefined) return await tx.objectStore('texts').get([path, generation]);
  const [long, rows] = await Promise.all([
    tx.objectStore('longTexts').get([path, rowsId]),
    tx.objectStore('rows').getAll(keysUnder([path, rowsId])),
  ]);
  if (!long) return undefined;
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
  return dropped.flatMap(({ generation, rowsId }) =>
    rowsId === undefined
      ? [() => tx.objectStore('texts').delete([path, generation])]
      : [
          () => tx.objectStore('longTexts').delete([path, rowsId]),
          () => tx.objectStore('rows').delete(keysUnder([path, rowsId])),
        ],
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

/** All keys that begin with these parts. */
export function keysUnder(parts: readonly (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound([...parts], [...parts, []]);
}
