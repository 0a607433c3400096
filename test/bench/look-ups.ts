import { draftCheckpoint } from '../../src/checkpoints/checkpoint-draft.ts';
import { IndexedDbCheckpointStore } from '../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { median, pause, timed } from './timing.ts';

/** Medians in milliseconds, with so many checkpoints in the store. */
export interface LookUpTimes {
  readonly latest: number;
  readonly best: number;
  readonly 'first page': number;
  /** From opening the database to the first row of the list. */
  readonly 'open to first row': number;
}

/** Fills in transactions of many, as an import does. */
class FilledStore extends IndexedDbCheckpointStore {
  async fill(count: number): Promise<void> {
    for (let start = 0; start < count; start += chunk) {
      const numbers = Array.from({ length: Math.min(chunk, count - start) }, (_, n) => start + n);
      await this.write(await Promise.all(numbers.map((n) => draftOf(n))));
    }
  }
}

const chunk = 2_000;
const repetitions = 25;
const openings = 15;
const ranking = { pattern: 'runs/{epoch}.json', monitor: 'val_reward', mode: 'max' } as const;

function draftOf(n: number): ReturnType<typeof draftCheckpoint> {
  const logs = { val_reward: Math.abs(Math.sin(n)) };
  const info = { run: `run-${n % 100}`, template: ranking.pattern, epoch: n, logs, monitor: 'val_reward' };
  return draftCheckpoint(`runs/${n}.json`, `{"n": ${n}}`, { ...info, mode: 'max' });
}

/** Fills a store and asks it. */
export async function measureLookUps(count: number): Promise<LookUpTimes> {
  const name = `look-ups-${count}`;
  const store = await new FilledStore(name).open();
  await store.fill(count);
  await store.close();
  // The browser is still busy with what was written.
  await pause(2_000);
  const opened: number[] = [];
  for (let n = 0; n < openings; n += 1) {
    opened.push(await openToFirstRow(name));
    await pause(20);
  }
  const reader = await new FilledStore(name).open();
  await reader.repaired;
  const times = {
    latest: await medianOf(repetitions, () => reader.latest(ranking.pattern)),
    best: await medianOf(repetitions, () => reader.best(ranking)),
    'first page': await medianOf(repetitions, () => reader.list({ limit: 50 })),
    'open to first row': median(opened),
  };
  await reader.close();
  indexedDB.deleteDatabase(name);
  return times;
}

async function openToFirstRow(name: string): Promise<number> {
  const store = new IndexedDbCheckpointStore(name);
  const ms = await timed(async () => {
    await store.open();
    await store.list({ limit: 1 });
  });
  // The pass over the tables comes later than this: it is not made then.
  await store.close();
  return ms;
}

async function medianOf(times: number, act: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) taken.push(await timed(act));
  return median(taken);
}
