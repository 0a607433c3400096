import type { CheckpointEntry, CheckpointKind } from '../../checkpoints/checkpoint-store.ts';
import { fieldFilter } from '../../checkpoints/field-filter.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import type { RowSequence } from '../internal/row-window.ts';
import { EntryOrder } from './row-order.ts';
import type { RowOrder } from './row-order.ts';

/** Which checkpoints are wanted; an empty text and null leave it open. */
export interface RowFilter {
  readonly text: string;
  readonly kind: CheckpointKind | null;
  readonly run: string | null;
  readonly pinned: boolean;
}

/** How a list is to be shown. */
export interface RowView {
  readonly filter: RowFilter;
  readonly order: RowOrder;
  /** By what the values in the list are meant. */
  readonly ranking: Ranking;
  /** Whether each run has its own part of the list. */
  readonly grouped: boolean;
  /** Runs of which only the header is shown. */
  readonly folded: ReadonlySet<string>;
}

/** One line of the list: a checkpoint, or the header of a run. */
export type ListRow =
  | { readonly type: 'entry'; readonly entry: CheckpointEntry }
  | { readonly type: 'run'; readonly run: string; readonly entries: readonly CheckpointEntry[] };

/** One run's part of the list, or the whole of it. */
interface Group {
  readonly run: string;
  /** In order; another array whenever something in it has changed. */
  entries: readonly CheckpointEntry[];
  /** Place of its first row. */
  start: number;
}

/**
 * The rows of the list, in order: filtered, sorted, and by run.
 *
 * A change costs a search, not a sort, so that a list of 100,000 can follow a training that saves at each batch. A run's
 * part stands where the first of its checkpoints would.
 */
export class CheckpointRows implements RowSequence {
  readonly #shown = new Map<string, CheckpointEntry>();
  #groups: Group[] = [];
  #view: RowView;
  #matches: (entry: CheckpointEntry) => boolean;
  #order: EntryOrder;

  constructor(view: RowView, entries: readonly CheckpointEntry[] = []) {
    this.#view = view;
    this.#matches = fieldFilter(queryOf(view.filter));
    this.#order = new EntryOrder(view.order, view.ranking);
    this.add(entries);
  }

  get view(): RowView {
    return this.#view;
  }

  /** How many checkpoints fit the filter, those of folded runs included. */
  get found(): number {
    return this.#shown.size;
  }

  get length(): number {
    const last = this.#groups.at(-1);
    return last ? last.start + this.#rowsOf(last) : 0;
  }

  /** Whether runs have headers: one alone needs none. */
  get hasHeaders(): boolean {
    return this.#view.grouped && this.#groups.length > 1;
  }

  /** Takes in checkpoints that are not there yet. */
  add(entries: readonly CheckpointEntry[]): void {
    const byRun = new Map<string, CheckpointEntry[]>();
    for (const entry of entries.filter(this.#matches)) {
      const run = this.#groupOf(entry);
      const others = byRun.get(run);
      if (others) others.push(entry);
      else byRun.set(run, [entry]);
    }
    for (const [run, added] of byRun) {
      let group = this.#groups.find((group) => group.run === run);
      if (!group) this.#groups.push((group = { run, entries: [], start: 0 }));
      this.#merge(group, added);
      for (const entry of added) this.#shown.set(entry.path, entry);
    }
    if (byRun.size > 0) this.#place();
  }

  /** Takes out a checkpoint. */
  remove(path: string): void {
    const entry = this.#shown.get(path);
    if (!entry) return;
    this.#shown.delete(path);
    const group = this.#groups.find(({ run }) => run === this.#groupOf(entry));
    if (group) group.entries = group.entries.toSpliced(this.#order.placeIn(group.entries, entry), 1);
    this.#groups = this.#groups.filter(({ entries }) => entries.length > 0);
    this.#place();
  }

  /** Whether a checkpoint fits the filter. */
  holds(path: string): boolean {
    return this.#shown.has(path);
  }

  /** The row at a place; undefined behind the end. */
  at(index: number): ListRow | undefined {
    const group = this.#groups.findLast(({ start }) => start <= index);
    if (!group) return undefined;
    const { run, entries } = group;
    const within = index - group.start - Number(this.hasHeaders);
    if (within === -1) return { type: 'run', run, entries };
    const entry = this.#isFolded(group) ? undefined : entries[within];
    return entry && { type: 'entry', entry };
  }

  keyAt(index: number): string | undefined {
    const row = this.at(index);
    return row && keyOf(row);
  }

  indexOf(key: string): number {
    const name = key.slice(1);
    const entry = this.#shown.get(name);
    const run = key.startsWith(runMark) ? name : entry && this.#groupOf(entry);
    const group = this.#groups.find((group) => group.run === run);
    if (!group) return -1;
    if (key.startsWith(runMark)) return this.hasHeaders ? group.start : -1;
    if (!entry || this.#isFolded(group)) return -1;
    return group.start + Number(this.hasHeaders) + this.#order.placeIn(group.entries, entry);
  }

  /** When the newest checkpoint was saved; 0 when there is none. Only a list that begins with it can tell. */
  get newestMs(): number {
    return this.#isNewestFirst
      ? Math.max(0, ...this.#groups.map(({ entries }) => entries[0]?.mtime ?? 0))
      : 0;
  }

  /** How many checkpoints at the list's beginning are newer than a time; 0 when it does not begin with the newest. */
  countNewer(timeMs: number): number {
    if (!this.#isNewestFirst) return 0;
    return this.#groups.reduce((sum, { entries }) => {
      const older = entries.findIndex(({ mtime }) => mtime <= timeMs);
      return sum + (older === -1 ? entries.length : older);
    }, 0);
  }

  get #isNewestFirst(): boolean {
    const { by, direction } = this.#view.order;
    return by === 'age' && direction === 'descending';
  }

  /** All checkpoints that fit the filter, in the order of the list; those of folded runs included. */
  entries(): CheckpointEntry[] {
    return this.#groups.flatMap(({ entries }) => entries);
  }

  #groupOf({ run }: CheckpointEntry): string {
    return this.#view.grouped ? run : '';
  }

  #isFolded({ run }: Group): boolean {
    return this.hasHeaders && this.#view.folded.has(run);
  }

  #rowsOf(group: Group): number {
    return Number(this.hasHeaders) + (this.#isFolded(group) ? 0 : group.entries.length);
  }

  #merge(group: Group, added: CheckpointEntry[]): void {
    const [first] = added;
    if (first && added.length === 1) {
      group.entries = group.entries.toSpliced(this.#order.placeIn(group.entries, first), 0, first);
      return;
    }
    group.entries = this.#order.sort([...group.entries, ...added]);
  }

  /** Orders the runs by their first checkpoints, and says where each begins. */
  #place(): void {
    const firstOf = ({ entries: [first] }: Group): CheckpointEntry | undefined => first;
    this.#groups.sort((a, b) => {
      const [left, right] = [firstOf(a), firstOf(b)];
      return left && right ? this.#order.compare(left, right) : 0;
    });
    let start = 0;
    for (const group of this.#groups) {
      group.start = start;
      start += this.#rowsOf(group);
    }
  }
}

const runMark = 'r';

/** The key of a row: unlike that of any other row, and the same as long as it is of the same checkpoint or run. */
export function keyOf(row: ListRow): string {
  return row.type === 'run' ? `${runMark}${row.run}` : `e${row.entry.path}`;
}

function queryOf({ text, kind, run, pinned }: RowFilter): Parameters<typeof fieldFilter>[0] {
  return {
    ...(text ? { text } : {}),
    ...(kind === null ? {} : { kind }),
    ...(run === null ? {} : { run }),
    ...(pinned ? { pinned } : {}),
  };
}
