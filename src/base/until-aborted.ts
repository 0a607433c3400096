/**
 * Waits for a promise, but no longer than until a signal is aborted: then it rejects with the signal's reason, whatever
 * becomes of the promise.
 */
export async function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (!signal) return await promise;
  signal.throwIfAborted();
  const watch = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const end = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', end, { once: true, signal: watch.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    watch.abort();
  }
}
