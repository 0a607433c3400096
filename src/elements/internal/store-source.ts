import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import type {
  CheckpointDeletedEvent,
  CheckpointSavedEvent,
  CheckpointSkippedEvent,
  StoreNoticeEvent,
} from '../../checkpoints/store-events.ts';

/** What an element does when its store is there, and when that changes. */
export interface StoreListener {
  /** A store is at hand (or another one than before). */
  storeReady(store: CheckpointStore): void;
  storeSaved(event: CheckpointSavedEvent): void;
  storeDeleted(event: CheckpointDeletedEvent): void;
  storeSkipped?(event: CheckpointSkippedEvent): void;
  storeNoticed?(event: StoreNoticeEvent): void;
  /** No store could be opened. */
  storeFailed(error: unknown): void;
}

/**
 * Gives an element its store: the one it was handed, else the one it opens by name while it is connected.
 *
 * Only a store that was opened here is closed here.
 */
export class StoreSource implements ReactiveController {
  readonly #listener: StoreListener;
  #wanted: { readonly store: CheckpointStore | null; readonly name: string | null } | null = null;
  #connected = false;
  /** Replaced whenever the store is: what was begun for an older one is then dropped. */
  #session: AbortController | null = null;
  #store: CheckpointStore | null = null;

  constructor(host: ReactiveControllerHost, listener: StoreListener) {
    this.#listener = listener;
    host.addController(this);
  }

  /** The store at hand; null while it is being opened, or when that failed. */
  get store(): CheckpointStore | null {
    return this.#store;
  }

  /** Says which store to use from now on. */
  use(store: CheckpointStore | null, name: string | null): void {
    if (this.#wanted && this.#wanted.store === store && this.#wanted.name === name) return;
    this.#wanted = { store, name };
    if (this.#connected) this.#begin();
  }

  /** Tries once more to open what could not be opened. */
  reopen(): void {
    if (this.#connected) this.#begin();
  }

  hostConnected(): void {
    this.#connected = true;
    if (this.#wanted) this.#begin();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#end();
  }

  #begin(): void {
    this.#end();
    const session = new AbortController();
    this.#session = session;
    const { store = null, name = null } = this.#wanted ?? {};
    if (store) this.#adopt(store, session.signal);
    else void this.#open(name, session.signal);
  }

  #end(): void {
    this.#session?.abort();
    this.#session = null;
    this.#store = null;
  }

  async #open(name: string | null, signal: AbortSignal): Promise<void> {
    try {
      // An element that is handed a store needs none of this. Both at once: the one would load the other.
      const [{ openCheckpointStore }] = await Promise.all([
        import('../../checkpoints/open-checkpoint-store.ts'),
        import('../../checkpoints/open-new-store.ts'),
      ]);
      const store = await openCheckpointStore(name ?? undefined);
      const close = (): void => void store.close();
      if (signal.aborted) return close();
      signal.addEventListener('abort', close);
      this.#adopt(store, signal);
    } catch (error) {
      if (!signal.aborted) this.#listener.storeFailed(error);
    }
  }

  #adopt(store: CheckpointStore, signal: AbortSignal): void {
    this.#store = store;
    const listener = this.#listener;
    store.addEventListener('checkpoint-saved', (event) => listener.storeSaved(event), { signal });
    store.addEventListener('checkpoint-deleted', (event) => listener.storeDeleted(event), { signal });
    store.addEventListener('checkpoint-skipped', (event) => listener.storeSkipped?.(event), { signal });
    store.addEventListener('store-notice', (event) => listener.storeNoticed?.(event), { signal });
    listener.storeReady(store);
    for (const notice of store.notices) listener.storeNoticed?.(notice);
  }
}
