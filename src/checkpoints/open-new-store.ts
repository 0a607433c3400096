import { CheckpointError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import type { BaseCheckpointStore } from './base-checkpoint-store.ts';
import { IndexedDbCheckpointStore } from './indexeddb-checkpoint-store.ts';

/**
 * Opens a store that nobody in this context has open: in IndexedDB, where that works, else in memory.
 *
 * @throws CheckpointError `newer-schema`, `blocked`
 */
export async function openNewStore(name: string): Promise<BaseCheckpointStore> {
  if (hasNoIndexedDb()) return await memoryStore(name, 'This browser has no IndexedDB');
  try {
    return await new IndexedDbCheckpointStore(name).open();
  } catch (error) {
    if (!(error instanceof CheckpointError) || error.code !== 'not-opened') throw error;
    return await memoryStore(name, error.message);
  }
}

/** Where a site may store nothing, some browsers throw when it is only looked at: to open it then tells why. */
function hasNoIndexedDb(): boolean {
  try {
    return typeof indexedDB === 'undefined';
  } catch {
    return false;
  }
}

async function memoryStore(name: string, reason: string): Promise<BaseCheckpointStore> {
  const { SharedMemoryStore } = await loadPart(() => import('./shared-memory-store.ts'));
  const store = new SharedMemoryStore(name);
  const told = reason.replace(/\.$/, '');
  store.notice('not-durable', `${told}. Checkpoints are kept in memory: nothing lasts beyond this page.`);
  return store;
}
