const lockName = 'tidemark-demo.training';

/** Trains so that other tabs can tell. A lock says it, as it goes with its tab, however that ends. */
export async function whileOthersCanTell(train: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return train();
  // Shared: two tabs may well train at once, into two folders.
  await navigator.locks.request(lockName, { mode: 'shared' }, train);
}

/** Tells whether a tab trains now; where that cannot be known (plain http), none does. */
export async function isAnyTabTraining(): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === lockName);
}
