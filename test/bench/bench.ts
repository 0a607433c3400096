import { measureFormatters } from './formatter.ts';
import { measureLookUps } from './look-ups.ts';
import { beginTraining, measureLongestWait, showIdle } from './main-thread.ts';
import { measurePanel, measureRepeat } from './panel.ts';
import { measureSaves } from './save.ts';
import { measureHeap } from './trainer.ts';
import type { EpochCost, TrainerTask } from './trainer.ts';

/** Trains in a worker, as on a page. */
function measureTraining(task: TrainerTask): Promise<readonly EpochCost[]> {
  const worker = new Worker(new URL('./training.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<readonly EpochCost[]>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.postMessage(task);
  });
}

/** What can be measured on this page. */
const measurements = {
  beginTraining,
  measureFormatters,
  measureHeap,
  measureLookUps,
  measurePanel,
  measureRepeat,
  measureSaves,
  measureLongestWait,
  measureTraining,
  showIdle,
};

declare global {
  interface Window {
    measurements: typeof measurements;
  }
}

window.measurements = measurements;
document.title = 'ready';
