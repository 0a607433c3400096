import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { damage, withDatabase } from '../../helpers/store-database.ts';
import type { StoreDatabase } from '../../helpers/store-database.ts';

let count = 0;
let name: string;
let store: IndexedDbCheckpointStore;

beforeEach(async () => {
  count += 1;
  name = `generations-${count}`;
  store = await new IndexedDbCheckpointStore(name).open();
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await store.close();
});

const keptGenerations = (): Promise<number[]> =>
  withDatabase(name, async (database) =>
    (await database.getAllKeys('texts')).map(([, generation]) => generation),
  );

async function saveTwice(): Promise<void> {
  await store.save('a.json', 'one', { logs: { val_reward: 0.4 }, epoch: 1, trainingState: 'state one' });
  await store.save('a.json', 'two', { logs: { val_reward: 0.9 }, epoch: 2 });
}

describe('generations of a path', () => {
  it('are two at most: the newest, and the one before beside it', async () => {
    for (const text of ['one', 'two', 'three', 'four']) await store.save('a.json', text);
    expect(await store.usage()).toMatchObject({ bytes: 'three'.length + 'four'.length, count: 1 });
    await vi.waitFor(async () => expect(await keptGenerations()).toEqual([3, 4]));
    await store.delete('a.json');
    expect(await keptGenerations()).toEqual([]);
    expect(await store.usage()).toMatchObject({ bytes: 0, count: 0 });
  });

  it('go only once a newer one is committed, off the way of its save', async () => {
    await saveTwice();
    await store.save('a.json', 'three');
    expect(await keptGenerations()).toEqual([1, 2, 3]);
    await vi.waitFor(async () => expect(await keptGenerations()).toEqual([2, 3]));
  });

  it('go before the store closes', async () => {
    for (const text of ['one', 'two', 'three']) await store.save('a.json', text);
    await store.close();
    expect(await keptGenerations()).toEqual([2, 3]);
    store = await new IndexedDbCheckpointStore(name).open();
    expect((await store.load('a.json')).text).toBe('three');
  });

  it('go with the save itself in a worker of WebKit, which may be terminated after it', async () => {
    vi.stubGlobal('navigator', { userAgent: 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0' });
    vi.stubGlobal('WorkerGlobalScope', Function);
    for (const text of ['one', 'two', 'three']) await store.save('a.json', text);
    expect(await keptGenerations()).toEqual([2, 3]);
  });

  it('go when the store is next opened, if there was no time for it', async () => {
    await saveTwice();
    const left = await withDatabase(name, (database) => database.get('texts', ['a.json', 1]));
    await store.save('a.json', 'three');
    await store.close();
    await withDatabase(name, async (database) => left && database.put('texts', left));
    expect(await keptGenerations()).toEqual([1, 2, 3]);
    store = await new IndexedDbCheckpointStore(name).open();
    await store.repaired;
    expect(await keptGenerations()).toEqual([2, 3]);
    expect((await store.load('a.json')).text).toBe('three');
    expect(await store.usage()).toMatchObject({ bytes: 'two'.length + 'three'.length, count: 1 });
    expect(store.notices).toEqual([]);
  });
});

describe('a damaged text', () => {
  it('is passed over for the generation before, with its own entry, a mark, a notice and an event', async () => {
    await saveTwice();
    await damage(name, 'a.json', 2);
    const heard: unknown[] = [];
    store.addEventListener('store-notice', ({ code }) => heard.push(code));
    store.addEventListener('checkpoint-saved', ({ entry }) => heard.push(entry.damaged));
    const { entry, text, trainingState } = await store.load('a.json');
    expect({ text, trainingState }).toEqual({ text: 'one', trainingState: 'state one' });
    expect(entry).toMatchObject({
      damaged: true,
      epoch: 1,
      logs: { val_reward: 0.4 },
      resumable: true,
      generation: 2,
    });
    expect(heard).toEqual(['damaged', true]);
    expect(await store.info('a.json')).toEqual(entry);
    expect((await store.load('a.json')).text).toBe('one');
    expect(heard).toEqual(['damaged', true]);
  });

  it.each([
    ['a text cut short', { text: 'tw' }],
    ['an empty text', { text: '' }],
    ['a changed digest', { entry: { sha256: '00' } as never }],
  ])('is noticed when it is %s', async (_what, change) => {
    await saveTwice();
    await damage(name, 'a.json', 2, change);
    expect((await store.load('a.json')).text).toBe('one');
  });

  it('is noticed when it is the training state', async () => {
    await store.save('a.json', 'one');
    await store.save('a.json', 'two', { trainingState: 'state' });
    await damage(name, 'a.json', 2, { trainingState: 'stat' });
    expect((await store.load('a.json')).text).toBe('one');
  });

  it('is passed over when it is gone altogether', async () => {
    await saveTwice();
    await withDatabase(name, (database) => database.delete('texts', ['a.json', 2]));
    expect((await store.load('a.json')).text).toBe('one');
  });

  it('counts no more for the latest and the best', async () => {
    await saveTwice();
    await store.save('b.json', 'x', { logs: { val_reward: 0.5 } });
    await damage(name, 'a.json', 2);
    await store.load('a.json');
    expect((await store.best())?.path).toBe('b.json');
  });

  it('without any older one is an error that says so, and is neither the latest nor the best', async () => {
    await store.save('b.json', 'x', { logs: { val_reward: 0.1 } });
    await store.save('a.json', 'one', { logs: { val_reward: 0.9 } });
    await damage(name, 'a.json', 1);
    await expect(store.load('a.json')).rejects.toMatchObject({
      code: 'damaged',
      details: { path: 'a.json' },
    });
    expect((await store.info('a.json'))?.damaged).toBe(true);
    expect((await store.latest())?.path).toBe('b.json');
    expect((await store.best())?.path).toBe('b.json');
    for (const orderBy of ['mtime', 'path', { log: 'val_reward' }, { log: 'loss' }] as const) {
      expect((await store.list({ orderBy })).entries.map(({ path }) => path)).toContain('a.json');
    }
  });

  it('is healed by the next save, which keeps the sound generation beside it', async () => {
    await saveTwice();
    await damage(name, 'a.json', 2);
    await store.load('a.json');
    expect(await store.save('a.json', 'three')).toMatchObject({ generation: 3, damaged: false });
    await vi.waitFor(async () => expect(await keptGenerations()).toEqual([1, 3]));
    await damage(name, 'a.json', 3);
    expect((await store.load('a.json')).text).toBe('one');
  });

  it('can be deleted, and is not restored as if it were sound', async () => {
    await store.save('a.json', 'one');
    await damage(name, 'a.json', 1);
    const deleted = await store.delete('a.json');
    expect(deleted?.entry.path).toBe('a.json');
    expect(await store.info('a.json')).toBeNull();
    await expect(deleted && store.restore(deleted)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('in one tab does not undo what another saves at that moment', async () => {
    await saveTwice();
    await damage(name, 'a.json', 2);
    const other = await new IndexedDbCheckpointStore(name).open();
    const [loaded] = await Promise.all([store.load('a.json'), other.save('a.json', 'three')]);
    expect(['one', 'three']).toContain(loaded.text);
    expect((await store.load('a.json')).text).toBe('three');
    expect(await store.info('a.json')).toMatchObject({ generation: 3, damaged: false });
    await other.close();
  });
});

describe('a long text, which is kept in rows,', () => {
  const long = (character: string): string => character.repeat(500_000);
  const all = IDBKeyRange.bound(['a.json'], ['a.json', []]);
  const keptRows = (): Promise<unknown[]> =>
    withDatabase(name, async (database) => [
      ...(await database.getAllKeys('texts', all)),
      ...(await database.getAllKeys('longTexts', all)),
      ...(await database.getAllKeys('rows', all)),
    ]);

  it('comes back as it was, with its training state, however long either is', async () => {
    const texts = [
      '',
      'short',
      long('ä'),
      long('😀'),
      `x${long('😀')}`,
      long('\ud83d'),
      long('\ude00\ud83d'),
    ];
    for (const text of texts) {
      for (const trainingState of [null, '', 'short', long('x')]) {
        await store.save('a.json', text, { trainingState });
        const loaded = await store.load('a.json');
        expect(loaded.text === text && loaded.trainingState === trainingState).toBe(true);
        expect(loaded.entry.resumable).toBe(trainingState !== null);
      }
    }
  });

  it('gives way to the next but one, row by row, whether that is long or short', async () => {
    await store.save('a.json', long('x'), { trainingState: 'state' });
    expect(await keptRows()).toEqual([['a.json', 1], ...[0, 1, 2, 3].map((n) => ['a.json', 1, n])]);
    await store.save('a.json', 'short');
    await store.save('a.json', long('y'));
    await vi.waitFor(async () =>
      expect(await keptRows()).toEqual([
        ['a.json', 2],
        ['a.json', 3],
        ...[0, 1, 2].map((n) => ['a.json', 3, n]),
      ]),
    );
    expect(await store.usage()).toMatchObject({ count: 1, bytes: 500_005 });
    await store.save('a.json', 'short');
    await vi.waitFor(async () => expect(await keptRows()).toHaveLength(5));
    await store.save('a.json', 'short');
    await vi.waitFor(async () =>
      expect(await keptRows()).toEqual([
        ['a.json', 4],
        ['a.json', 5],
      ]),
    );
  });

  it('is gone when the checkpoint is deleted, and comes back with it', async () => {
    await store.save('a.json', long('x'), { trainingState: long('s') });
    const deleted = await store.delete('a.json');
    expect(await keptRows()).toEqual([]);
    if (deleted) await store.restore(deleted);
    expect(await store.load('a.json')).toEqual(deleted);
  });

  const harms: [string, (database: StoreDatabase) => Promise<unknown>][] = [
    ['a row is gone', (database) => database.delete('rows', ['a.json', 2, 1])],
    ['the last row of the training state is gone', (database) => database.delete('rows', ['a.json', 2, 5])],
    ['all rows are gone', (database) => database.delete('rows', IDBKeyRange.lowerBound(['a.json', 2]))],
    ['a row is cut short', (database) => database.put('rows', 'x'.repeat(199_999), ['a.json', 2, 0])],
    [
      'a row has a changed character',
      (database) => database.put('rows', `y${'x'.repeat(99_999)}`, ['a.json', 2, 2]),
    ],
    [
      'a row is that of another generation',
      async (database) =>
        database.put('rows', (await database.get('rows', ['a.json', 1, 0])) ?? '', ['a.json', 2, 0]),
    ],
    [
      'a row of the text and one of the training state have changed places',
      async (database) => {
        const [text, state] = await Promise.all([2, 5].map((n) => database.get('rows', ['a.json', 2, n])));
        await database.put('rows', state ?? '', ['a.json', 2, 2]);
        await database.put('rows', text ?? '', ['a.json', 2, 5]);
      },
    ],
    ['what is known of it is gone', (database) => database.delete('longTexts', ['a.json', 2])],
    [
      'a row is said to be of the training state',
      async (database) => {
        const record = await database.get('longTexts', ['a.json', 2]);
        if (record) await database.put('longTexts', { ...record, textRows: 2, stateRows: 4 });
      },
    ],
  ];

  it.each(harms)('is passed over for the one before when %s', async (_what, harm) => {
    await store.save('a.json', long('w'), { epoch: 1, trainingState: 'state one' });
    await store.save('a.json', long('x'), { epoch: 2, trainingState: long('s') });
    await withDatabase(name, harm);
    const { entry, text, trainingState } = await store.load('a.json');
    expect([text === long('w'), trainingState]).toEqual([true, 'state one']);
    expect(entry).toMatchObject({ damaged: true, epoch: 1, generation: 2 });
    expect(store.notices.map(({ code }) => code)).toEqual(['damaged']);
  });

  it('that was written over rows of no one is read without them', async () => {
    await withDatabase(name, async (database) => {
      for (let n = 0; n < 9; n += 1) await database.put('rows', 'stale', ['a.json', 1, n]);
    });
    await store.save('a.json', long('x'));
    expect((await store.load('a.json')).text === long('x')).toBe(true);
  });
});
