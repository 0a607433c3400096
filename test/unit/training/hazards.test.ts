import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BackupAndRestore,
  CheckpointError,
  LambdaCallback,
  MemoryCheckpointStore,
  openCheckpointStore,
  ProgramCheckpoint,
} from '../../../src/index.ts';
import type {
  Callback,
  CheckpointEntry,
  CheckpointStore,
  History,
  ProgramCheckpointOptions,
  Row,
} from '../../../src/index.ts';
import { watchConsole } from '../../helpers/console-watch.ts';
import { failWrite } from '../../helpers/failing-writes.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

const said = watchConsole();

/** Locks that are always free: without any, each run asks around for half a second. */
const freeLocks = {
  request: async (_name: string, _options: unknown, act: (lock: object) => unknown) => act({}),
};
beforeEach(() => void vi.stubGlobal('navigator', { locks: freeLocks }));
afterEach(() => void vi.unstubAllGlobals());

const fruit = ['apple', 'pear', 'plum', 'grape', 'lemon', 'peach'];
const tools = ['saw', 'drill', 'file', 'clamp', 'hammer', 'wrench'];
const rowsOf = (from: number, to: number): [Row[], Row[]] => {
  const words = [...fruit.slice(from, to), ...tools.slice(from, to)];
  return [
    words.map((word) => ({ word })),
    words.map((word) => ({ kind: fruit.includes(word) ? 'fruit' : 'tool' })),
  ];
};

async function train(
  store: CheckpointStore,
  callbacks: readonly Callback[],
  { seed = 1, epochs = 4 } = {},
): Promise<History> {
  const program = await makeSorter({ nbMaxExamples: 4 });
  return program.fit(...rowsOf(0, 3), {
    epochs,
    batchSize: 3,
    validationData: rowsOf(3, 6),
    minibatchSize: null,
    seed,
    store,
    callbacks,
  });
}

const best = (store: CheckpointStore, options: ProgramCheckpointOptions = {}): ProgramCheckpoint =>
  new ProgramCheckpoint('best.json', { store, mode: 'max', saveBestOnly: true, ...options });
const each = (store: CheckpointStore, options: ProgramCheckpointOptions = {}): ProgramCheckpoint =>
  new ProgramCheckpoint('runs/{epoch:02d}.json', { store, mode: 'max', ...options });

const valuesOf = ({ history }: History): number[] => (history['val_reward'] ?? []).map(Number);

let stores = 0;
function newStore(): Promise<CheckpointStore> {
  stores += 1;
  return openCheckpointStore(`hazards-${stores}`);
}

/** Takes note of the saves under a path. */
function listen(store: CheckpointStore, path: string): CheckpointEntry[] {
  const saved: CheckpointEntry[] = [];
  store.addEventListener('checkpoint-saved', ({ entry }) => {
    if (entry.path === path) saved.push(entry);
  });
  return saved;
}

/** The epochs that were better than all that had been saved before them, and yet were not saved. */
function missedBests(values: readonly number[], saved: readonly CheckpointEntry[]): number[] {
  const epochs = new Set(saved.map(({ epoch }) => epoch));
  let top = -Infinity;
  return values.flatMap((value, epoch) => {
    const isBetter = value > top;
    if (isBetter && epochs.has(epoch)) top = value;
    return isBetter && !epochs.has(epoch) ? [epoch] : [];
  });
}

const noRoom = /^There is no room for "(.+)": .* Training goes on; the next save tries again\.$/s;

describe('a disk that is full', () => {
  it.each(['request', 'abort'] as const)(
    'at any one of the writes (as a failed %s) costs that save alone, and one message',
    async (shows) => {
      const lost = new Set<string>();
      for (let nth = 0; ; nth += 1) {
        const store = await newStore();
        const saved = listen(store, 'best.json');
        said.warnings.length = 0;
        const failing = failWrite(nth, shows);
        const history = await train(store, [
          best(store),
          each(store),
          new BackupAndRestore('backup', { store }),
        ]);
        const met = failing.met();
        failing.heal();
        expect(history.epoch).toEqual([0, 1, 2, 3]);
        if (met <= nth) break;

        expect(said.warnings.length, String(said.warnings)).toBeLessThanOrEqual(1);
        const path = noRoom.exec(said.warnings[0] ?? '')?.[1] ?? 'none';
        lost.add(path);
        const { entries } = await store.list({ folder: 'runs' });
        expect(entries).toHaveLength(path.startsWith('runs/') ? 3 : 4);
        expect(missedBests(valuesOf(history), saved)).toHaveLength(path === 'best.json' ? 1 : 0);
        const kept = await store.load('best.json').catch(() => null);
        expect(kept?.entry.sha256).toBe(saved.at(-1)?.sha256);
        expect(kept?.entry.damaged ?? false).toBe(false);
        await store.close();
      }
      // Later ones may find room, on a second try, in what an overwritten checkpoint no longer keeps.
      expect([...lost]).toEqual(
        expect.arrayContaining(['best.json', 'runs/01.json', 'backup/latest.variables.json']),
      );
    },
    60_000,
  );

  it('for good is told of once by each callback, and what was best by then stays', async () => {
    const store = await newStore();
    const saved = listen(store, 'best.json');
    const { put } = IDBObjectStore.prototype;
    let isFull = false;
    const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (isFull) throw new DOMException('Quota exceeded.', 'QuotaExceededError');
      return put.apply(this, args);
    });
    const filling = new LambdaCallback({ onEpochEnd: (epoch) => void (isFull = epoch >= 1) });
    const history = await train(store, [filling, best(store, { saveBestOnly: false }), each(store)]);
    spy.mockRestore();
    expect(history.epoch).toEqual([0, 1, 2, 3]);
    expect(said.warnings.map((text) => noRoom.exec(text)?.[1])).toEqual(['best.json', 'runs/02.json']);
    expect(saved).toHaveLength(1);
    expect((await store.load('best.json')).entry).toMatchObject({ epoch: 0, damaged: false });
    await store.close();
  });

  it('so that not even the database opens is told of once by each callback, until there is room again', async () => {
    const store = await newStore();
    const open = vi.spyOn(indexedDB, 'open');
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const filling = new LambdaCallback({
      onEpochBegin: (epoch) => {
        if (epoch === 1) {
          open.mockImplementation(() => {
            throw new DOMException('Internal error opening backing store.', 'UnknownError');
          });
          transaction.mockImplementation(() => {
            throw new DOMException('The database connection is closing.', 'InvalidStateError');
          });
        }
        if (epoch === 3) for (const spy of [open, transaction]) spy.mockRestore();
      },
    });
    const callbacks = [filling, each(store), new BackupAndRestore('backup', { store })];
    expect((await train(store, callbacks)).epoch).toEqual([0, 1, 2, 3]);
    const notOpened = /could not be opened: .* Training goes on; the next save tries again\.$/;
    expect(said.warnings).toEqual([expect.stringMatching(notOpened), expect.stringMatching(notOpened)]);
    const { entries } = await store.list({ folder: 'runs', orderBy: 'path', direction: 'ascending' });
    expect(entries.map(({ path }) => path)).toEqual(['runs/01.json', 'runs/04.json']);
    await store.close();
  });

  it('where nothing can be deleted either does not make a save that was made undone', async () => {
    const store = new MemoryCheckpointStore();
    const full = new CheckpointError('quota-exceeded', 'There is no room for that.');
    vi.spyOn(store, 'delete').mockRejectedValue(full);
    await train(store, [each(store, { verbose: 1, retention: { latest: 1 } })]);
    expect(said.messages.filter((text) => text.includes('saving model to runs/'))).toHaveLength(4);
    expect((await store.list()).entries).toHaveLength(4);
    expect(said.warnings).toEqual([expect.stringMatching(/^There is no room for that\. Training goes on/)]);
  });

  it('costs nothing where retention can make room', async () => {
    const store = await newStore();
    const retention = { best: 1, latest: 1 };
    const plain = await newStore();
    await train(plain, [each(plain, { retention })]);
    const { entries: expected } = await plain.list({ orderBy: 'path' });
    for (const nth of [0, 1, 2, 3, 5, 9]) {
      const failing = failWrite(nth, 'abort');
      await train(store, [each(store, { retention })]);
      failing.heal();
      const { entries } = await store.list({ orderBy: 'path' });
      expect(entries.map(({ path, sha256 }) => [path, sha256])).toEqual(
        expected.map(({ path, sha256 }) => [path, sha256]),
      );
      for (const { path } of entries) await store.delete(path);
    }
    expect(said.warnings).toEqual([]);
    await Promise.all([store.close(), plain.close()]);
  });
});

describe('a clock that is set back a day while training goes on', () => {
  it.each([
    ['IndexedDB', newStore],
    ['memory', () => Promise.resolve(new MemoryCheckpointStore())],
  ] as const)('leaves the latest the latest (%s)', async (_, open) => {
    const store = await open();
    const now = Date.now.bind(Date);
    const dayMs = 86_400_000;
    const settingBack = new LambdaCallback({
      onEpochBegin: (epoch) => {
        if (epoch === 2) vi.spyOn(Date, 'now').mockImplementation(() => now() - dayMs);
      },
    });
    await train(store, [settingBack, each(store, { retention: { latest: 2 } })]);
    expect((await store.latest('runs/{epoch}.json'))?.path).toBe('runs/04.json');
    const { entries } = await store.list();
    expect(entries.map(({ path }) => path)).toEqual(['runs/04.json', 'runs/03.json']);
    await store.close();
  });

  it('does not hold up what is saved every so often', async () => {
    const store = new MemoryCheckpointStore();
    const now = Date.now.bind(Date);
    const settingBack = new LambdaCallback({
      onTrainBatchBegin: async (batch) => {
        if (batch === 0) vi.spyOn(Date, 'now').mockImplementation(() => now() - 86_400_000);
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    });
    const checkpoint = new ProgramCheckpoint('runs/{batch}.json', { store, saveFreq: 1000, saveEveryMs: 1 });
    await train(store, [settingBack, checkpoint], { epochs: 1 });
    expect((await store.list()).entries.map(({ path }) => path)).toEqual(['runs/2.json', 'runs/1.json']);
  });
});

describe('two runs of one page', () => {
  it('do not see each other’s best, nor does retention touch what is the other’s', async () => {
    const store = await newStore();
    const options = { saveBestOnly: true, retention: { best: 1 } };
    const [first, second] = [each(store, options), each(store, options)];
    const values = [
      valuesOf(await train(store, [first], { seed: 1 })),
      valuesOf(await train(store, [second], { seed: 2 })),
    ];
    expect([first.best, second.best]).toEqual(values.map((own) => Math.max(...own)));
    const { entries } = await store.list({ direction: 'ascending' });
    expect(entries).toHaveLength(2);
    for (const [index, { run }] of entries.entries()) {
      const own = Math.max(...(values[index] ?? []));
      expect((await store.best({ run, mode: 'max' }))?.logs['val_reward']).toBe(own);
    }
    await store.close();
  });
});
