import type { CallControl } from '../base/call-control.ts';
import { breathe } from './breathe.ts';

/** How much is done at once. */
export interface LaneOptions extends CallControl {
  /** How many items are under way at once. */
  readonly concurrency: number;
}

/**
 * Does the same work on each item, some at once; the results stand in the order of the items.
 *
 * When one fails, those under way are stopped, and none is begun any more.
 * @throws the signal's reason when it is aborted between two items
 */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  options: LaneOptions,
  work: (item: Item, signal: AbortSignal) => Result | Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = Array.from({ length: items.length });
  const queue = items.entries();
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  const lane = async (): Promise<void> => {
    // One for each lane: so many listeners on a single signal would look like a leak.
    const own = AbortSignal.any([signal]);
    for (const [index, item] of queue) {
      await options.gate?.pass(signal);
      signal.throwIfAborted();
      results[index] = await work(item, own);
      await breathe();
    }
  };
  const lanes = Math.max(1, Math.min(options.concurrency, items.length));
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } catch (error) {
    failed.abort(error);
    throw error;
  }
  return results;
}
