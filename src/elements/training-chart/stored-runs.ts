import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import type { TrainerHistory } from '../../worker/trainer-client.ts';

/** A run as its checkpoints tell it. */
export interface StoredRun {
  readonly id: string;
  /** When it was last saved to, in milliseconds since 1970. */
  readonly latestMs: number;
  /** What its checkpoints logged, at the epochs at which they were saved. */
  readonly history: TrainerHistory;
}

const [pageSize, maxPages, maxRuns] = [1000, 5, 30];
const refreshMs = 1000;

/** The newest runs of a store, read when they are first wanted and from then on kept up to date. */
export class StoredRuns implements ReactiveController {
  /** The newest first; null as long as they are being read. */
  runs: readonly StoredRun[] | null = null;
  error: unknown = null;
  readonly #host: ReactiveControllerHost;
  #store: CheckpointStore | null = null;
  #session: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Reads a store's runs, unless they are read already; null lets go of the store. */
  follow(store: CheckpointStore | null): void {
    if (store === this.#store) return;
    this.hostDisconnected();
    this.#store = store;
    if (!store) return;
    this.#session = new AbortController();
    const { signal } = this.#session;
    const refresh = (): void => this.#refreshSoon(store, signal);
    store.addEventListener('checkpoint-saved', refresh, { signal });
    store.addEventListener('checkpoint-deleted', refresh, { signal });
    void this.#read(store, signal);
  }

  hostDisconnected(): void {
    this.#session?.abort();
    clearTimeout(this.#timer);
    [this.#store, this.#timer, this.runs, this.error] = [null, undefined, null, null];
  }

  #refreshSoon(store: CheckpointStore, signal: AbortSignal): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#read(store, signal);
    }, refreshMs);
  }

  async #read(store: CheckpointStore, signal: AbortSignal): Promise<void> {
    try {
      const entries = await newestEntries(store);
      if (signal.aborted) return;
      [this.runs, this.error] = [groupRuns(entries), null];
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
    }
    this.#host.requestUpdate();
  }
}

async function newestEntries(store: CheckpointStore): Promise<CheckpointEntry[]> {
  const entries: CheckpointEntry[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await store.list({ limit: pageSize, ...(after === null ? {} : { after }) });
    entries.push(...page.entries);
    after = page.next;
    if (after === null) break;
  }
  return entries;
}

/** Puts entries, the newest first, together by run; what belongs to none, or logged nothing, is left out. */
export function groupRuns(entries: readonly CheckpointEntry[]): StoredRun[] {
  const runs = new Map<string, CheckpointEntry[]>();
  for (const entry of entries) {
    if (entry.run === '' || entry.epoch === null || Object.keys(entry.logs).length === 0) continue;
    const known = runs.get(entry.run);
    if (known) known.push(entry);
    else if (runs.size < maxRuns) runs.set(entry.run, [entry]);
  }
  return [...runs].map(([id, saved]) => ({ id, latestMs: saved[0]?.mtime ?? 0, history: historyOf(saved) }));
}

/** @param saved the newest first; of an epoch, the newest tells */
function historyOf(saved: readonly CheckpointEntry[]): TrainerHistory {
  const byEpoch = new Map(saved.toReversed().map(({ epoch, logs }) => [epoch ?? 0, logs]));
  const epochs = [...byEpoch.keys()].sort((a, b) => a - b);
  const names = new Set(saved.flatMap(({ logs }) => Object.keys(logs)));
  const columns = [...names].map((name) => {
    const values = epochs.map((epoch) => {
      const logs = byEpoch.get(epoch) ?? {};
      return Object.hasOwn(logs, name) ? (logs[name] ?? Number.NaN) : Number.NaN;
    });
    return [name, values];
  });
  return { epoch: epochs, history: Object.fromEntries(columns) as TrainerHistory['history'] };
}
