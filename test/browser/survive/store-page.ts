import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { withDatabase } from '../../helpers/store-database.ts';
import { verifyStore } from './verify-store.ts';
import type { Acknowledgement } from './verify-store.ts';

declare global {
  interface Window {
    /** Given by the script: takes note of a save that is acknowledged. */
    acknowledge(saved: Acknowledgement): Promise<void>;
    saveForever(round: number): void;
    verify(acknowledged: readonly Acknowledgement[]): Promise<string[]>;
  }
}

const store = await open();

async function open(): Promise<IndexedDbCheckpointStore> {
  const opened = await new IndexedDbCheckpointStore('survival').open();
  await opened.repaired;
  return opened;
}

/** Saves new checkpoints, new generations of old ones, and large ones, and deletes some, until it is killed. */
window.saveForever = (round) => {
  void (async () => {
    for (let n = 0; ; n += 1) {
      const path = n % 3 === 0 ? 'best.json' : `${round}/${n}.json`;
      const size = n % 10 === 9 ? 1_000_000 : 2_000;
      const text = JSON.stringify({ round, n, filler: 'x'.repeat(size) });
      const logs = { val_reward: Math.random() };
      const { generation, sha256 } = await store.save(path, text, {
        logs,
        epoch: n,
        trainingState: `${round}`,
      });
      await window.acknowledge({ path, generation, sha256 });
      if (n % 5 === 4 && round > 0) await store.delete(`${round - 1}/${n}.json`);
    }
  })();
};

window.verify = async (acknowledged) => [
  ...(await whatIsLeftOver()),
  ...(await verifyStore(store, acknowledged, 'val_reward')),
];

/** Texts that were replaced twice go after the save that did it, or else, when the browser was killed in between, now. */
async function whatIsLeftOver(): Promise<string[]> {
  return await withDatabase(store.name, async (database) => {
    const keys = await Promise.all([database.getAllKeys('texts'), database.getAllKeys('longTexts')]);
    const texts = new Map<string, number>();
    for (const [path] of keys.flat()) texts.set(path, (texts.get(path) ?? 0) + 1);
    return [...texts].filter(([, count]) => count > 2).map(([path]) => `${path} keeps more than two texts`);
  });
}

document.title = 'ready';
