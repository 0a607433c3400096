import type { CheckpointRows } from './checkpoint-rows.ts';

type Paths = ReadonlySet<string>;

/** With all of some paths; or, when all of them are selected already, without them. */
export function toggledAll(selection: Paths, paths: readonly string[]): Paths {
  const areAllIn = paths.every((path) => selection.has(path));
  if (!areAllIn) return new Set([...selection, ...paths]);
  const out = new Set(paths);
  return new Set([...selection].filter((path) => !out.has(path)));
}

/**
 * Selects one row, or all rows from the one before to this one, as file managers do.
 *
 * Extending the same range once more replaces what it selected before.
 */
export class RangeSelection {
  #anchor: string | null = null;
  /** What was selected before the range was begun. */
  #base: Paths = new Set();

  /** Selects one checkpoint, or unselects it. */
  toggle(selection: Paths, path: string): Paths {
    this.#anchor = path;
    this.#base = toggledAll(selection, [path]);
    return this.#base;
  }

  /** Selects everything from where the range began up to a row; the row that the user comes from begins one. */
  extend(selection: Paths, rows: CheckpointRows, from: number, to: number): Paths {
    const begun = this.#anchor === null ? -1 : rows.indexOf(`e${this.#anchor}`);
    if (begun === -1) this.#begin(selection, rows, from);
    const start = begun === -1 ? from : begun;
    return new Set([...this.#base, ...pathsBetween(rows, start, to)]);
  }

  /** The next range begins somewhere else. */
  forget(): void {
    this.#anchor = null;
  }

  #begin(selection: Paths, rows: CheckpointRows, from: number): void {
    const row = rows.at(from);
    this.#anchor = row?.type === 'entry' ? row.entry.path : null;
    this.#base = selection;
  }
}

function pathsBetween(rows: CheckpointRows, from: number, to: number): string[] {
  const paths: string[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const row = rows.at(index);
    if (row?.type === 'entry') paths.push(row.entry.path);
  }
  return paths;
}
