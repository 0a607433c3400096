import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { withDatabase } from '../../helpers/store-database.ts';

/** A store that has been used and closed, then damaged, then opened and repaired. */
async function reopened(
  name: string,
  paths: readonly string[],
  harm: Parameters<typeof withDatabase>[1],
): Promise<IndexedDbCheckpointStore> {
  const before = await new IndexedDbCheckpointStore(name).open();
  for (const path of paths) await before.save(path, `text of ${path}`, { trainingState: 'ä' });
  await before.close();
  await withDatabase(name, harm);
  const store = await new IndexedDbCheckpointStore(name).open();
  await store.repaired;
  return store;
}

const listed = async (store: IndexedDbCheckpointStore): Promise<string[]> =>
  (await store.list({ orderBy: 'path', direction: 'ascending' })).entries.map(({ path }) => path);

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the pass that each opening makes over the tables', () => {
  it.each([
    [
      'a worker of WebKit',
      'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      true,
      false,
    ],
    [
      'a page of WebKit',
      'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      false,
      true,
    ],
    ['a worker of Firefox', 'Gecko/20100101 Firefox/140.0', true, true],
  ])(
    'is left to the page where a worker that is terminated in it would hinder all others: %s',
    async (...given) => {
      const [where, userAgent, isWorker, isMade] = given;
      vi.stubGlobal('navigator', { userAgent });
      if (isWorker) vi.stubGlobal('WorkerGlobalScope', Function);
      const store = await reopened(where, ['a', 'b'], (database) => database.delete('entries', 'b'));
      expect(await listed(store)).toEqual(isMade ? ['a', 'b'] : ['a']);
      await store.close();
    },
  );

  it('makes entries anew for texts that have none', async () => {
    const store = await reopened('no-entry', ['a', 'b', 'b', 'c'], (database) =>
      database.delete('entries', 'b'),
    );
    expect(await listed(store)).toEqual(['a', 'b', 'c']);
    expect((await store.load('b')).text).toBe('text of b');
    expect(await store.info('b')).toMatchObject({ generation: 2, damaged: false });
    expect(await store.usage()).toMatchObject({ count: 3, bytes: 4 * ('text of a'.length + 2) });
    expect(store.notices.map(({ code }) => code)).toEqual(['repaired']);
    await store.close();
  });

  it('drops entries whose texts are gone, and says which', async () => {
    const store = await reopened('no-text', ['a', 'b', 'c'], async (database) => {
      await database.delete('texts', ['a', 1]);
      await database.delete('texts', ['c', 1]);
    });
    expect(await listed(store)).toEqual(['b']);
    expect(await store.usage()).toMatchObject({ count: 1, bytes: 'text of b'.length + 2 });
    expect(store.notices).toMatchObject([{ code: 'lost', message: expect.stringContaining(': a, c.') }]);
    await store.close();
  });

  it('finds nothing to do in a sound store, and says nothing', async () => {
    const store = await reopened('sound', ['a', 'b'], async () => {});
    expect(await listed(store)).toEqual(['a', 'b']);
    expect(store.notices).toEqual([]);
    await store.close();
  });

  it('finds the odd ones among thousands', async () => {
    const paths = Array.from({ length: 2100 }, (_, n) => `${String(n).padStart(5, '0')}.json`);
    const store = await reopened('thousands', paths, async (database) => {
      await database.delete('entries', '00999.json');
      await database.delete('entries', '02099.json');
      await database.delete('texts', ['01000.json', 1]);
    });
    const { entries } = await store.list({ limit: 3000, orderBy: 'path', direction: 'ascending' });
    expect(entries.map(({ path }) => path)).toEqual(paths.filter((path) => path !== '01000.json'));
    expect((await store.usage()).count).toBe(2099);
    await store.close();
  });

  const long = 'x'.repeat(500_000);
  const rowsLeft = (name: string): Promise<number> =>
    withDatabase(name, (database) => database.count('rows'));

  it('makes entries anew for long texts too, and of the newest where short and long ones are kept', async () => {
    const before = await new IndexedDbCheckpointStore('no-long-entry').open();
    await before.save('a', 'short');
    await before.save('a', long, { epoch: 2, trainingState: 'ä' });
    await before.close();
    await withDatabase(before.name, (database) => database.delete('entries', 'a'));
    const store = await new IndexedDbCheckpointStore(before.name).open();
    await store.repaired;
    expect(await store.load('a')).toMatchObject({ entry: { epoch: 2, generation: 2 }, trainingState: 'ä' });
    expect(await store.usage()).toMatchObject({ count: 1, bytes: 500_002 + 5 });
    await store.save('a', 'short again');
    await store.save('a', 'and again');
    await vi.waitFor(async () => expect(await rowsLeft(store.name)).toBe(0));
    await store.close();
  });

  it.each([
    ['one row', [1]],
    ['all rows', [0, 1, 2, 3]],
  ])('finds texts of which %s are gone, and goes back to those before', async (_what, numbers) => {
    const name = `torn-${numbers.length}`;
    const before = await new IndexedDbCheckpointStore(name).open();
    await before.save('a.json', 'sound', { epoch: 1 });
    await before.save('a.json', long, { epoch: 2, trainingState: 'ä' });
    await before.save('b.json', long, { trainingState: 'ä' });
    await before.save('c.json', long, { trainingState: 'ä' });
    await before.close();
    await withDatabase(name, async (database) => {
      for (const n of numbers) {
        await database.delete('rows', ['a.json', 2, n]);
        await database.delete('rows', ['b.json', 1, n]);
      }
    });
    const store = await new IndexedDbCheckpointStore(name).open();
    await store.repaired;
    expect(store.notices.map(({ message }) => message)).toEqual([
      'The newest text of "a.json" is damaged; the one saved before it was read instead.',
      'The newest text of "b.json" is damaged; there is no other.',
    ]);
    expect(await store.info('a.json')).toMatchObject({ damaged: true, epoch: 1 });
    expect((await store.latest())?.path).toBe('c.json');
    expect(await listed(store)).toEqual(['a.json', 'b.json', 'c.json']);
    await store.save('a.json', 'newer');
    expect((await store.load('a.json')).text).toBe('newer');
    await store.delete('b.json');
    await store.delete('c.json');
    await vi.waitFor(async () => expect(await rowsLeft(name)).toBe(0));
    await store.close();
  });

  it('frees the room of rows that belong to no text, and drops an entry that has nothing but those', async () => {
    const before = await new IndexedDbCheckpointStore('orphans').open();
    await before.save('a', long);
    await before.save('b', long);
    await before.close();
    await withDatabase(before.name, async (database) => {
      await database.delete('longTexts', ['a', 1]);
      await database.put('rows', 'stale', ['b', 1, 7]);
      await database.put('rows', 'stale', ['c', 1, 0]);
    });
    const store = await new IndexedDbCheckpointStore(before.name).open();
    await store.repaired;
    expect(await rowsLeft(store.name)).toBe(3);
    expect((await store.load('b')).text).toBe(long);
    expect(await listed(store)).toEqual(['b']);
    expect(store.notices).toMatchObject([{ code: 'lost', message: expect.stringContaining(': a.') }]);
    expect(await store.usage()).toMatchObject({ count: 1, bytes: 500_000 });
    await store.close();
  });
});
