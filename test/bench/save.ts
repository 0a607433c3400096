import { IndexedDbCheckpointStore } from '../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { openProgramCheckpoint } from './own-checkpoint.ts';
import { openBarePut, openIdbKeyval, openLocalForage, openTensorFlow } from './peers.ts';
import type { Put } from './peers.ts';
import { programText } from './texts.ts';
import { pause, timed } from './timing.ts';

/** What to measure: saves of texts of a size, each under a path of its own or all under one. */
export interface SaveTask {
  readonly bytes: number;
  readonly paths: 'new' | 'overwritten';
  readonly repetitions: number;
}

/** Milliseconds of each repetition, by who saved. */
export type SaveTimes = Readonly<Record<string, readonly number[]>>;

/** Saves that are made before any is measured. */
const warmUps = 3;

/** Lets everyone save in turn, so that whatever else the machine does falls on all alike. */
export async function measureSaves({ bytes, paths, repetitions }: SaveTask): Promise<SaveTimes> {
  const name = `save-${crypto.randomUUID()}`;
  const store = await new IndexedDbCheckpointStore(name).open();
  await store.repaired;
  const savers: Readonly<Record<string, Put>> = {
    bare: await openBarePut(`${name}-bare`),
    'store.save': (path, text) => store.save(path, text, infoOf(name)),
    ProgramCheckpoint: await openProgramCheckpoint(
      store,
      paths === 'new' ? 'own/{epoch}.json' : 'own/best.json',
      bytes,
    ),
    'idb-keyval': openIdbKeyval(`${name}-idb-keyval`),
    localForage: openLocalForage(`${name}-localforage`),
    'TensorFlow.js': openTensorFlow(bytes),
  };
  const times = Object.fromEntries(Object.keys(savers).map((saver) => [saver, [] as number[]]));
  for (let n = -warmUps; n < repetitions; n += 1) {
    const path = paths === 'new' ? `runs/${n + warmUps}.json` : 'runs/best.json';
    for (const [saver, put] of inTurn(Object.entries(savers), n)) {
      const text = programText(bytes);
      await pause(20);
      const ms = await timed(() => put(path, text));
      if (n >= 0) times[saver]?.push(ms);
    }
  }
  await store.close();
  return times;
}

function infoOf(run: string): NonNullable<Parameters<IndexedDbCheckpointStore['save']>[2]> {
  const logs = { reward: Math.random(), val_reward: Math.random() };
  return { run, template: 'runs/{epoch}.json', epoch: 0, logs, monitor: 'val_reward', mode: 'max' };
}

/** Begins with another one each time: whoever comes first may find the disk at rest. */
function inTurn<Item>(items: readonly Item[], n: number): Item[] {
  const first = ((n % items.length) + items.length) % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
