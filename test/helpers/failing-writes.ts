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
): { readonly met: () => number; readonly heal: () => void } {
  let met = 0;
  const { put } = IDBObjectStore.prototype;
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    met += 1;
    if (met - 1 !== nth) return put.apply(this, args);
    return shows === 'request' ? failingRequest(this, put, args) : failingTransaction(this, put, args);
  });
  return { met: () => met, heal: () => spy.mockRestore() };
}

const quotaExceeded = (): DOMException => new DOMException('Quota exceeded.', 'QuotaExceededError');

/** The write throws. */
function failingRequest(
  _store: IDBObjectStore,
  _put: IDBObjectStore['put'],
  _args: unknown[],
): IDBRequest<IDBValidKey> {
  throw quotaExceeded();
}

/** The write seems to work, and the transaction is aborted with no request to blame, as Chromium does. */
function failingTransaction(
  store: IDBObjectStore,
  put: IDBObjectStore['put'],
  args: Parameters<IDBObjectStore['put']>,
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
  Object.defineProperty(tx, 'error', { value: quotaExceeded(), configurable: true });
  Object.defineProperty(tx, 'commit', { value: end, configurable: true });
  queueMicrotask(end);
  return request;
}
