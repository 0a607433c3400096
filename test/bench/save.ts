import { IndexedDbCheckpointStore } from '../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { openProgramCheckpoint } from './own-checkpoint.ts';
import { openBarePut, openByHand, openIdbKeyval, openLocalForage, openTensorFlow } from './peers.ts';
import type { Put } from './peers.ts';
import { programJson, programText } from './texts.ts';
import { pause, timed } from './timing.ts';

/** What to measure: saves of texts of a size, each under a path of its own or all under one. */
export interface SaveTask {
  readonly bytes: number;
  readonly paths: 'new' | 'overwritten';
  readonly repetitions: number;
}

/** Milliseconds of each repetition, by who saved. */
export type SaveTimes = Readonly<Record<string, readonly number[]>>;

/** Who saves, and what is done before that and not measured. */
interface Saver {
  readonly prepare?: () => void;
  readonly put: Put;
}

/** Saves that are made before any is measured. */
const warmUps = 3;

/** Lets everyone save in turn, so that whatever else the machine does falls on all alike. */
export async function measureSaves({ bytes, paths, repetitions }: SaveTask): Promise<SaveTimes> {
  const name = `save-${crypto.randomUUID()}`;
  const store = await new IndexedDbCheckpointStore(name).open();
  await store.repaired;
  const fileName = paths === 'new' ? '{epoch}.json' : 'best.json';
  const partlyNew = await openProgramCheckpoint(store, 'partly-new', fileName, bytes, 0.1);
  const allNew = await openProgramCheckpoint(store, 'all-new', fileName, bytes, 1);
  let program = {};
  const renew = (): void => {
    program = programJson(bytes);
  };
  const savers: Readonly<Record<string, Saver>> = {
    bare: { put: await openBarePut(`${name}-bare`) },
    'store.save': { put: (path, text) => store.save(path, text, infoOf(name)) },
    'ProgramCheckpoint, a tenth new': { prepare: partlyNew.renew, put: partlyNew.save },
    'with retention': { prepare: partlyNew.renew, put: partlyNew.saveWithRetention },
    'all new': { prepare: allNew.renew, put: allNew.save },
    'all new by hand': { prepare: renew, put: await openByHand(`${name}-by-hand`, () => program) },
    'idb-keyval': { put: openIdbKeyval(`${name}-idb-keyval`) },
    localForage: { put: openLocalForage(`${name}-localforage`) },
    'TensorFlow.js': { put: openTensorFlow(bytes) },
  };
  const times = Object.fromEntries(Object.keys(savers).map((saver) => [saver, [] as number[]]));
  for (let n = -warmUps; n < repetitions; n += 1) {
    const path = paths === 'new' ? `runs/${n + warmUps}.json` : 'runs/best.json';
    for (const [saver, { prepare, put }] of inTurn(Object.entries(savers), n)) {
      const text = programText(bytes);
      prepare?.();
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
