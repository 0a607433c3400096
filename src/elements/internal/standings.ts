import type { BestQuery, CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { texts } from './texts.ts';

/** Which checkpoints are the latest and the best, and by what. */
export interface Standings {
  readonly latest: CheckpointEntry | null;
  readonly best: CheckpointEntry | null;
}

/** Whether it is known how checkpoints stand: a store may take its time, or be unable to answer. */
export type Standing = 'looking' | 'known' | 'unknown';

/** What a button says that downloads the best. */
export function bestLabel(best: CheckpointEntry | null, standing: Standing): string {
  const { ready, none, looking, unknown } = texts.downloadBest;
  return best ? ready : { looking, known: none, unknown }[standing];
}

/**
 * Keeps the standings of a store up to date.
 *
 * Many changes in a row lead to one look-up under way and at most one more behind it.
 */
export class StandingsWatch {
  standings: Standings = { latest: null, best: null };
  standing: Standing = 'looking';
  readonly #changed: (error?: unknown) => void;
  #store: CheckpointStore | null = null;
  #query: BestQuery = {};
  #running = false;
  #stale = false;

  /** @param changed is told of every look, and of what made it fail */
  constructor(changed: (error?: unknown) => void) {
    this.#changed = changed;
  }

  /** Says where to look, and by what; looks at once. */
  watch(store: CheckpointStore | null, query: BestQuery): void {
    if (store !== this.#store) this.standing = 'looking';
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
      this.standing = 'known';
      this.#changed();
    } catch (error) {
      if (store !== this.#store) return;
      // The marks stay as they were.
      this.standing = 'unknown';
      this.#changed(error);
    }
  }
}
