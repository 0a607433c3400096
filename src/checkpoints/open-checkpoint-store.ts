import { ArgumentError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import type { BaseCheckpointStore } from './base-checkpoint-store.ts';
import type { CheckpointStore } from './checkpoint-store.ts';

const opened = new Map<string, Promise<BaseCheckpointStore>>();

/**
 * Opens the store of a name: in IndexedDB, where that works, else in memory, which `durable` and a lasting notice
 * `not-durable` tell.
 *
 * In one context (page or worker) all who open a name share one store and one connection; it closes when each of them
 * has called `close`. A memory store stays as long as its context, closed or not.
 *
 * @throws ArgumentError `invalid-name`; CheckpointError `newer-schema`, `blocked`; TidemarkError `part-not-loaded`
 * @example
 * const store = await openCheckpointStore();
 * store.addEventListener('checkpoint-saved', ({ entry }) => console.log(entry.path));
 */
export async function openCheckpointStore(name = 'tidemark'): Promise<CheckpointStore> {
  if (typeof name !== 'string') throw noName(name);
  const known = opened.get(name);
  if (known) {
    const store = await known;
    if (store.isOpen || !store.durable) return store.hold();
    if (opened.get(name) !== known) return await openCheckpointStore(name);
  }
  const opening = openNew(name);
  opened.set(name, opening);
  opening.catch(() => opened.delete(name));
  return await opening;
}

/** Options, say: they would name a store `[object Object]`. */
function noName(received: unknown): ArgumentError {
  return new ArgumentError(
    'invalid-name',
    `A store was asked for by ${typeof received}. Expected its name as a string, or nothing for the default store.`,
    { details: { received: typeof received } },
  );
}

async function openNew(name: string): Promise<BaseCheckpointStore> {
  const { openNewStore } = await loadPart(() => import('./open-new-store.ts'));
  return await openNewStore(name);
}
