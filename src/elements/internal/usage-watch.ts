import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CheckpointStore, StoreUsage } from '../../checkpoints/checkpoint-store.ts';

/** Counting takes time that grows with the store, so it is done at most this often. */
const refreshMs = 1000;

/** Keeps an element informed about how much room a store takes. */
export class UsageWatch implements ReactiveController {
  usage: StoreUsage | null = null;
  readonly #host: ReactiveControllerHost;
  #store: CheckpointStore | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#store = null;
  }

  /** Says which store to measure; measures at once. */
  watch(store: CheckpointStore): void {
    this.#store = store;
    void this.measure();
  }

  /** Measures again, soon. */
  refresh(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.measure();
    }, refreshMs);
  }

  /** Measures now. */
  async measure(): Promise<void> {
    const store = this.#store;
    try {
      const usage = (await store?.usage()) ?? null;
      if (store !== this.#store) return;
      this.usage = usage;
      this.#host.requestUpdate();
    } catch {
      // The figure is a courtesy: without it the panel works all the same.
    }
  }
}
