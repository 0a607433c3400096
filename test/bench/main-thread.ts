import { openCheckpointStore } from '../../src/index.ts';
import type { CheckpointStore } from '../../src/index.ts';
import '../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import { pause } from './timing.ts';

/** The page: a panel, and when it trains a worker. */
interface StalledPage {
  readonly store: CheckpointStore;
  readonly panel: HTMLElement;
  worker: Worker | null;
}

let page: StalledPage | null = null;

/** Shows a panel with nothing going on. */
export async function showIdle(): Promise<void> {
  const store = await openCheckpointStore('main-thread');
  const panel = document.createElement('checkpoint-panel');
  panel.store = store;
  document.body.append(panel);
  page = { store, panel, worker: null };
  await pause(1_000);
}

/** Lets a worker train, and save a checkpoint of 10 MB each second. */
export async function beginTraining(): Promise<void> {
  if (!page) await showIdle();
  const worker = new Worker(new URL('./saving.worker.ts', import.meta.url), { type: 'module' });
  if (page) page.worker = worker;
  await new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
}

/** Takes the longest time between two messages to itself: how long the page could not answer, for whatever reason. */
export async function measureLongestWait(durationMs: number): Promise<number> {
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
