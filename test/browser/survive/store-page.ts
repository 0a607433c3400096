import type { CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
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

const store: CheckpointStore = await open();

async function open(): Promise<CheckpointStore> {
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

window.verify = (acknowledged) => verifyStore(store, acknowledged, 'val_reward');

document.title = 'ready';
