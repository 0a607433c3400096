import { eachEntry } from '../../../src/checkpoints/apply-retention.ts';
import type { CheckpointEntry, CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';

/** What the script that kills this page knows of a save. */
export interface Acknowledgement {
  readonly path: string;
  readonly generation: number;
  readonly sha256: string;
}

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
      const path = n % 3 === 0 ? 'best.json' : `round-${round}/${n}.json`;
      const size = n % 10 === 9 ? 1_000_000 : 2_000;
      const text = JSON.stringify({ round, n, filler: 'x'.repeat(size) });
      const logs = { val_reward: Math.random() };
      const { generation, sha256 } = await store.save(path, text, {
        logs,
        epoch: n,
        trainingState: `${round}`,
      });
      await window.acknowledge({ path, generation, sha256 });
      if (n % 5 === 4 && round > 0) await store.delete(`round-${round - 1}/${n}.json`);
    }
  })();
};

/** Tells what is wrong: nothing, when everything that was acknowledged is there and whole. */
window.verify = async (acknowledged) => {
  const wrong: string[] = store.notices.map(({ code, message }) => `${code}: ${message}`);
  const entries: CheckpointEntry[] = [];
  for await (const entry of eachEntry(store)) entries.push(entry);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  for (const { path, generation, sha256 } of acknowledged) {
    const entry = byPath.get(path);
    if (!entry) wrong.push(`${path} is gone`);
    else if (entry.generation < generation)
      wrong.push(`${path} is of generation ${entry.generation}, not ${generation}`);
    else if (entry.generation === generation && entry.sha256 !== sha256)
      wrong.push(`${path} is another text`);
  }
  for (const { path } of entries) {
    const loaded = await store.load(path).catch((error: unknown) => String(error));
    if (typeof loaded === 'string') wrong.push(loaded);
    else if (loaded.entry.damaged) wrong.push(`${path} is damaged`);
  }
  return [...wrong, ...(await verifyLookups(entries))];
};

async function verifyLookups(entries: readonly CheckpointEntry[]): Promise<string[]> {
  const wrong: string[] = [];
  const value = (entry: CheckpointEntry): number => entry.logs['val_reward'] ?? -1;
  const newest = entries.toSorted((a, b) => b.mtime - a.mtime)[0];
  const best = entries.toSorted((a, b) => value(b) - value(a) || a.mtime - b.mtime)[0];
  if ((await store.latest())?.path !== newest?.path) wrong.push('the latest is another');
  if ((await store.best())?.path !== best?.path) wrong.push('the best is another');
  const { count } = await store.usage();
  if (count !== entries.length) wrong.push(`${count} are counted, ${entries.length} are there`);
  return wrong;
}

document.title = 'ready';
