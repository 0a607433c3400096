import type { AnyTransaction, WriteTransaction } from './indexeddb-schema.ts';

/** Starts a request. */
export type Request = () => Promise<unknown>;

/** Starts several requests at once, and waits for all. */
export async function together(requests: readonly Request[]): Promise<void> {
  await startAll(requests);
}

/**
 * Starts the last requests of a transaction, commits it, and waits for all: told so now, the browser need not first
 * hand back their answers. One that fails still undoes the whole transaction.
 */
export async function lastly(tx: WriteTransaction, requests: readonly Request[]): Promise<void> {
  await together([...requests, async () => tx.commit()]);
}

/**
 * Starts several requests at once, so that one that cannot be started throws here and now, before anything follows; the
 * answer tells when all are done.
 */
export function startAll(requests: readonly Request[]): Promise<unknown> {
  const started: Promise<unknown>[] = [];
  try {
    for (const request of requests) started.push(request());
  } catch (error) {
    // Those before it are undone with the transaction, and nobody else waits for them.
    for (const promise of started) promise.catch(() => {});
    throw error;
  }
  return Promise.all(started);
}

/** Turns of the microtask queue after which work counts as taking its time. */
const promptTurns = 32;

/**
 * Waits for work that is no request, and keeps a transaction alive meanwhile: it would commit by itself once nothing is
 * asked of it. Work that is done at once, as a digest is in Chromium, costs no request.
 */
export async function keptAlive<Result>(tx: AnyTransaction, work: Promise<Result>): Promise<Result> {
  const state = { isOver: false };
  const end = (): void => {
    state.isOver = true;
  };
  work.then(end, end);
  for (let turn = 0; turn < promptTurns && !state.isOver; turn += 1) await Promise.resolve();
  while (!state.isOver) await tx.objectStore('totals').getKey('totals');
  return await work;
}
