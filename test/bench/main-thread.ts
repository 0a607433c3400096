import { openCheckpointStore } from '../../src/index.ts';
import '../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import { pause } from './timing.ts';

/** The longest stretches in which a page could not answer, in milliseconds. */
export interface StallTimes {
  /** With the panel shown and nothing going on. */
  readonly idle: number;
  /** While a worker trains and saves a checkpoint of 10 MB each second. */
  readonly training: number;
}

/** Takes the longest time that the main thread was taken up, for so long. */
async function longestStall(durationMs: number): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  port1.addEventListener('message', () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) port2.postMessage(null);
  });
  port1.start();
  port2.postMessage(null);
  await pause(durationMs);
  isOver = true;
  return longest;
}

/** Watches a page with a panel, first alone, then beside a worker that trains and saves. */
export async function measureStalls(seconds: number): Promise<StallTimes> {
  const store = await openCheckpointStore('main-thread');
  const panel = document.createElement('checkpoint-panel');
  panel.store = store;
  document.body.append(panel);
  await pause(1_000);
  const idle = await longestStall(seconds * 1_000);
  const worker = new Worker(new URL('./saving.worker.ts', import.meta.url), { type: 'module' });
  await new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
  const training = await longestStall(seconds * 1_000);
  worker.terminate();
  panel.remove();
  await store.close();
  return { idle, training };
}
