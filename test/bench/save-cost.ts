import { IndexedDbCheckpointStore } from '../../src/checkpoints/indexeddb-checkpoint-store.ts';

/** What to measure: saves of texts of a kind and a size, each under a path of its own or all under one. */
export interface SaveCostTask {
  readonly bytes: number;
  readonly text: keyof typeof textMakers;
  readonly paths: 'new' | 'overwritten';
  readonly repetitions: number;
  readonly context: 'page' | 'worker';
}

/** Milliseconds of each repetition: of the store's save, and of a bare strict put of a string of the same size. */
export interface SaveCost {
  readonly saveMs: readonly number[];
  readonly putMs: readonly number[];
}

declare global {
  interface Window {
    measureSaves(task: SaveCostTask): Promise<SaveCost>;
  }
}

/** Saves that are made before any is measured. */
const warmUps = 5;
const bareTable = 'texts';

/** Measures both in turn, so that whatever else the machine does falls on both alike. */
async function measure({ bytes, text: kind, paths, repetitions }: SaveCostTask): Promise<SaveCost> {
  const name = `save-cost-${crypto.randomUUID()}`;
  const [store, database] = await Promise.all([openStore(name), openBare(`${name}-bare`)]);
  const saveMs: number[] = [];
  const putMs: number[] = [];
  for (let n = -warmUps; n < repetitions; n += 1) {
    const path = paths === 'new' ? `runs/${n + warmUps}.json` : 'runs/best.json';
    const logs = { reward: Math.random(), val_reward: Math.random() };
    const info = { run: name, template: 'runs/{epoch}.json', epoch: n, logs, monitor: 'val_reward' };
    const save = (): Promise<number> => timed(makeText(kind, bytes), (text) => store.save(path, text, info));
    const put = (): Promise<number> =>
      timed(makeText(kind, bytes), (text) => strictPut(database, path, text));
    // Each goes first every other time.
    const early = n % 2 === 0 ? await save() : null;
    const putTime = await put();
    const saveTime = early ?? (await save());
    if (n < 0) continue;
    saveMs.push(saveTime);
    putMs.push(putTime);
  }
  await store.close();
  database.close();
  indexedDB.deleteDatabase(name);
  indexedDB.deleteDatabase(database.name);
  return { saveMs, putMs };
}

/** Leaves a moment for what the one before has left to be done, then takes the time. */
async function timed(text: string, act: (text: string) => Promise<unknown>): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  const start = performance.now();
  await act(text);
  return performance.now() - start;
}

async function openStore(name: string): Promise<IndexedDbCheckpointStore> {
  const store = await new IndexedDbCheckpointStore(name).open();
  await store.repaired;
  return store;
}

function openBare(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(bareTable));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error(`${name} does not open`)));
  });
}

/** The least that stores a string durably: one request in one strict transaction. */
function strictPut(database: IDBDatabase, path: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const tx = database.transaction(bareTable, 'readwrite', { durability: 'strict' });
    tx.objectStore(bareTable).put(text, path);
    tx.addEventListener('complete', () => resolve());
    tx.addEventListener('abort', () => reject(tx.error ?? new Error('aborted')));
  });
}

/** Texts that browsers store at very different costs, as those compress what they store. */
const textMakers = {
  program: programText,
  floats: (bytes: number): string =>
    JSON.stringify(Array.from({ length: Math.ceil(bytes / 17) }, () => Math.random())),
  repeated: (bytes: number): string => 'x'.repeat(bytes),
  random: randomText,
};

/** Makes a text, different each time but for the repeated one. */
function makeText(kind: keyof typeof textMakers, bytes: number): string {
  // A string of its own, as a program's text is: a slice would be joined up by whoever reads it first.
  return JSON.parse(JSON.stringify(textMakers[kind](bytes).slice(0, bytes))) as string;
}

/** A text such as a program's file is: indented JSON, most of it examples. */
function programText(bytes: number): string {
  const example = (): object => ({
    inputs: { sentence: `Der Zug nach Zürich fährt um ${Math.random()} Uhr ab, "pünktlich" wie immer.` },
    outputs: { thinking: 'Umlauts, and a noun with a capital letter.', language: 'de' },
    reward: Math.random(),
  });
  const sampleLength = JSON.stringify([example()], null, 2).length;
  const examples = Array.from({ length: Math.ceil(bytes / sampleLength) }, example);
  return JSON.stringify({ name: 'language_spotter', trainable_variables: [{ examples }] }, null, 2);
}

function randomText(bytes: number): string {
  const codes = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(codes.subarray(at, at + 65_536));
  return new TextDecoder().decode(codes.map((code) => 32 + (code % 95)));
}

function measureInWorker(task: SaveCostTask): Promise<SaveCost> {
  const worker = new Worker(new URL('./save-cost.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SaveCost>) => resolve(data));
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.postMessage(task);
  });
}

if (typeof document === 'undefined') {
  self.addEventListener('message', ({ data }: MessageEvent<SaveCostTask>) => {
    void measure(data).then((cost) => self.postMessage(cost));
  });
} else {
  window.measureSaves = (task) => (task.context === 'page' ? measure(task) : measureInWorker(task));
  document.title = 'ready';
}
