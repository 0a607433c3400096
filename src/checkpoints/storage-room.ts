/** How much room the browser grants this site, and whether it promised to keep it; null where it does not say. */
export interface StorageRoom {
  readonly quota: number | null;
  readonly used: number | null;
  readonly persisted: boolean | null;
}

/** Asks the browser about the room for this site. Never fails: what it does not tell is null. */
export async function storageRoom(): Promise<StorageRoom> {
  const manager = storageManager();
  const [estimate, persisted] = await Promise.all([
    manager?.estimate?.().catch(() => null),
    manager?.persisted?.().catch(() => null),
  ]);
  return { quota: estimate?.quota ?? null, used: estimate?.usage ?? null, persisted: persisted ?? null };
}

/**
 * Asks the browser not to evict what this site stores. Only pages can ask, workers cannot; a browser may decide by
 * itself, or ask its user. `usage().persisted` tells the answer.
 */
export async function askToPersist(): Promise<void> {
  const manager = storageManager();
  if ((await manager?.persisted?.().catch(() => false)) !== true)
    await manager?.persist?.().catch(() => false);
}

/** Absent in Node, on plain http, and in some browsers; parts of it are absent in workers. */
function storageManager(): Partial<PageStorageManager> | undefined {
  return globalThis.navigator?.storage as Partial<PageStorageManager> | undefined;
}

/** A page's storage manager: workers' types leave out what workers cannot ask. */
type PageStorageManager = Pick<StorageManager, 'estimate' | 'persisted'> & { persist(): Promise<boolean> };
