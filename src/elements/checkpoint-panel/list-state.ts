import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BestQuery, CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { rankingInForce } from '../internal/best-query.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { CheckpointRows } from './checkpoint-rows.ts';
import type { RowFilter, RowView } from './checkpoint-rows.ts';
import { EntryMirror } from './entry-mirror.ts';
import { Facets } from './facets.ts';

/** Lets everything through. */
export const noFilter: RowFilter = { text: '', kind: null, run: null, pinned: false };

/** How the user sees the checkpoints of a store: in which order, which of them, and which are selected. */
export class ListState implements ReactiveController {
  rows: CheckpointRows;
  /** Counts the changes: rows change in place. */
  version = 0;
  facets = new Facets();
  /** Paths in the order in which they were selected. */
  selection: ReadonlySet<string> = new Set();
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: unknown) => void;
  #mirror: EntryMirror | null = null;
  #query: BestQuery = {};
  #areFiltersOpen = false;
  #view: RowView = {
    filter: noFilter,
    order: { by: 'age', direction: 'descending' },
    ranking: { monitor: 'val_reward', mode: 'max' },
    grouped: true,
    folded: new Set(),
  };

  /** @param failed hears why not everything can be read */
  constructor(host: ReactiveControllerHost, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    this.rows = new CheckpointRows(this.#view);
    host.addController(this);
  }

  /** Everything that was read, the newest first. */
  get entries(): readonly CheckpointEntry[] {
    return this.#mirror?.entries ?? [];
  }

  /** Whether all filters are shown where there is little room. */
  get areFiltersOpen(): boolean {
    return this.#areFiltersOpen;
  }

  openFilters(open: boolean): void {
    this.#areFiltersOpen = open;
    this.#host.requestUpdate();
  }

  /** Whether there is nothing to show because reading failed. */
  get isUnreadable(): boolean {
    return this.entries.length === 0 && this.#mirror?.state === 'failed';
  }

  /** Whether a store is at hand. */
  get hasBegun(): boolean {
    return this.#mirror !== null;
  }

  get isReading(): boolean {
    return this.#mirror?.state === 'reading';
  }

  get view(): RowView {
    return this.#view;
  }

  get isFiltered(): boolean {
    const { text, kind, run, pinned } = this.#view.filter;
    return text !== '' || kind !== null || run !== null || pinned;
  }

  hostDisconnected(): void {
    this.#mirror?.leave();
  }

  /** Says by what the best is asked for; what it leaves open, the newest checkpoint decides. */
  rankBy(query: BestQuery): void {
    this.#query = query;
    this.#rank();
  }

  /** Shows another store, or other paths of it. */
  begin(store: CheckpointStore, pattern: string | null): void {
    this.end();
    this.#mirror = new EntryMirror(store, pattern, {
      added: (entries) => this.#added(entries),
      removed: (entry) => this.#removed(entry),
      changed: () => this.#changed(),
      failed: this.#failed,
    });
    void this.#mirror.read();
  }

  /** Shows nothing. */
  end(): void {
    this.#mirror?.leave();
    this.#mirror = null;
    this.facets = new Facets();
    this.select(new Set());
    this.#arrange();
  }

  put(entry: CheckpointEntry): void {
    this.#mirror?.put(entry);
  }

  remove(path: string): void {
    const selection = new Set(this.selection);
    if (selection.delete(path)) this.select(selection);
    this.#mirror?.remove(path);
  }

  get(path: string): CheckpointEntry | undefined {
    return this.#mirror?.get(path);
  }

  /** The selected checkpoints, in the order in which they were selected. */
  selected(): CheckpointEntry[] {
    const entries = Array.from(this.selection, (path) => this.#mirror?.get(path));
    return entries.filter((entry) => entry !== undefined);
  }

  select(paths: ReadonlySet<string>): void {
    this.selection = paths;
    this.#host.requestUpdate();
  }

  /** Shows the same checkpoints in another way. */
  show(changes: Partial<Omit<RowView, 'ranking'>>): void {
    this.#view = { ...this.#view, ...changes };
    this.#arrange();
  }

  /** Folds a run, or unfolds it. */
  fold(run: string): void {
    const folded = new Set(this.#view.folded);
    if (!folded.delete(run)) folded.add(run);
    this.show({ folded });
  }

  #added(entries: readonly CheckpointEntry[]): void {
    for (const entry of entries) this.facets.add(entry);
    if (!this.#rank()) this.rows.add(entries);
  }

  #removed(entry: CheckpointEntry): void {
    this.facets.remove(entry);
    if (!this.#rank()) this.rows.remove(entry.path);
  }

  /** Looks by what checkpoints are ranked now; tells whether the rows were arranged anew because of it. */
  #rank(): boolean {
    const ranking = rankingInForce(this.entries, this.#query);
    if (isSame(ranking, this.#view.ranking)) return false;
    this.#view = { ...this.#view, ranking };
    this.#arrange();
    return true;
  }

  #arrange(): void {
    this.rows = new CheckpointRows(this.#view, this.entries);
    this.#changed();
  }

  #changed(): void {
    this.version += 1;
    this.#host.requestUpdate();
  }
}

function isSame(a: Ranking, b: Ranking): boolean {
  return a.monitor === b.monitor && a.mode === b.mode;
}
