import type { BestQuery, CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';

/** Which checkpoints are the latest and the best, and by what. */
export interface Standings {
  readonly latest: CheckpointEntry | null;
  readonly best: CheckpointEntry | null;
}

/**
 * Keeps the standings of a store up to date.
 *
 * Many changes in a row lead to one look-up under way and at most one more behind it.
 */
export class StandingsWatch {
  standings: Standings = { latest: null, best: null };
  readonly #changed: () => void;
  #store: CheckpointStore | null = null;
  #query: BestQuery = {};
  #running = false;
  #stale = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Says where to look, and by what; looks at once. */
  watch(store: CheckpointStore | null, query: BestQuery): void {
    this.#store = store;
    this.#query = query;
    this.refresh();
  }

  /** Looks again. */
  refresh(): void {
    this.#stale = true;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#stale) {
      this.#stale = false;
      await this.#look();
    }
    this.#running = false;
  }

  async #look(): Promise<void> {
    const [store, query] = [this.#store, this.#query];
    if (!store) return;
    try {
      const [latest, best] = await Promise.all([store.latest(query.pattern), store.best(query)]);
      if (store !== this.#store) return;
      this.standings = { latest, best };
      this.#changed();
    } catch {
      // A store that cannot answer says so where it is listed; the marks then stay as they were.
    }
  }
}
