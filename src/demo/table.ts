/** Rows of text under named columns, as a file had them. */
export interface Table {
  readonly columns: readonly string[];
  /** As many cells as there are columns; empty where the file has none. */
  readonly rows: readonly (readonly string[])[];
}

/** What a file may hold: a browser's memory, and a prompt's length, are not without end. */
export const limits = { bytes: 33_554_432, rows: 20_000, columns: 200, cellLength: 20_000 } as const;

/** A file cannot be used; the message says why, and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';
}
