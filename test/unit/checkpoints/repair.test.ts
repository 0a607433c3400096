import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
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

describe('the pass that each opening makes over the tables', () => {
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
});
