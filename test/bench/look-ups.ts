import { openDB } from 'idb';
import { draftCheckpoint } from '../../src/checkpoints/checkpoint-draft.ts';
import { IndexedDbCheckpointStore } from '../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { median, pause, timed } from './timing.ts';

/** Medians in milliseconds, with so many checkpoints in the store. */
export interface LookUpTimes {
  readonly latest: number;
  readonly best: number;
  readonly 'first page': number;
  /** From opening the database to the first row of the list, soon after it was closed. */
  readonly 'open to first row': number;
  /** The same of a bare database of as many records: what the browser itself takes. */
  readonly bare: number;
  /** The same as both, but after the browser has put away what the site has stored: as when a page is first visited. */
  readonly 'cold open to first row': number;
  readonly 'cold bare': number;
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
/** As many bytes as a record of an entry has as JSON. */
const recordBytes = 735;
const repetitions = 25;
/** How often a database is opened, and how long before that it was closed: Chromium puts it away after two seconds. */
const openings = { times: 41, pauseMs: 30 };
const coldOpenings = { times: 3, pauseMs: 3_000 };
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
  await fillBare(`${name}-bare`, count);
  // The browser is still busy with what was written: with 100,000 for some seconds.
  await pause(count < 10_000 ? 1_000 : 10_000);
  const [coldOurs, coldBare] = await openBoth(name, coldOpenings);
  const [ours, bare] = await openBoth(name, openings);
  const reader = await new FilledStore(name).open();
  await reader.repaired;
  const times = {
    latest: await medianOf(repetitions, () => reader.latest(ranking.pattern)),
    best: await medianOf(repetitions, () => reader.best(ranking)),
    'first page': await medianOf(repetitions, () => reader.list({ limit: 50 })),
    'open to first row': ours,
    bare,
    'cold open to first row': coldOurs,
    'cold bare': coldBare,
  };
  await reader.close();
  for (const filled of [name, `${name}-bare`]) indexedDB.deleteDatabase(filled);
  return times;
}

/** Fills a database of one table and one index. */
async function fillBare(name: string, count: number): Promise<void> {
  const database = await openDB(name, 1, {
    upgrade: (created) => created.createObjectStore('entries', { keyPath: 'n' }).createIndex('age', 'age'),
  });
  for (let start = 0; start < count; start += chunk) {
    const tx = database.transaction('entries', 'readwrite');
    for (let n = start; n < Math.min(start + chunk, count); n += 1) {
      void tx.store.put({ n, age: n, filling: 'x'.repeat(recordBytes) });
    }
    await tx.done;
  }
  database.close();
}

/** Opens ours and the bare one by turns, so that whatever else the machine does falls on both; the medians of each. */
async function openBoth(name: string, { times, pauseMs }: typeof openings): Promise<[number, number]> {
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let n = 0; n < times; n += 1) {
    await pause(pauseMs);
    ours.push(await openToFirstRow(name));
    await pause(pauseMs);
    bare.push(await openToFirstRecord(`${name}-bare`));
  }
  return [median(ours), median(bare)];
}

async function openToFirstRecord(name: string): Promise<number> {
  const start = performance.now();
  const database = await openDB(name);
  await database.transaction('entries').store.index('age').openCursor(null, 'prev');
  const ms = performance.now() - start;
  database.close();
  return ms;
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
