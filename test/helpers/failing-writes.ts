import { vi } from 'vitest';

/** Which way a full disk shows: at the write itself, or only as the end of its transaction. */
export type FullDisk = 'request' | 'abort';

/**
 * Makes one write fail as on a full disk: the `nth` (0-based) `put` of the next transactions.
 *
 * @returns how many writes were met, and `heal`, which ends it
 */
export function failWrite(
  nth: number,
  shows: FullDisk,
  error: DOMException = new DOMException('Quota exceeded.', 'QuotaExceededError'),
): { readonly met: () => number; readonly heal: () => void } {
  let met = 0;
  const { put } = IDBObjectStore.prototype;
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    met += 1;
    if (met - 1 !== nth) return put.apply(this, args);
    return shows === 'request' ? failingRequest(error) : failingTransaction(this, put, args, error);
  });
  return { met: () => met, heal: () => spy.mockRestore() };
}

/** The write throws. */
function failingRequest(error: DOMException): never {
  throw error;
}

/** The write seems to work, and the transaction is aborted with no request to blame, as Chromium does. */
function failingTransaction(
  store: IDBObjectStore,
  put: IDBObjectStore['put'],
  args: Parameters<IDBObjectStore['put']>,
  error: DOMException,
): IDBRequest<IDBValidKey> {
  const request = put.apply(store, args);
  const tx = store.transaction;
  const end = (): void => {
    try {
      tx.abort();
    } catch {
      // It has ended already.
    }
  };
  Object.defineProperty(tx, 'error', { value: error, configurable: true });
  Object.defineProperty(tx, 'commit', { value: end, configurable: true });
  queueMicrotask(end);
  return request;
}
