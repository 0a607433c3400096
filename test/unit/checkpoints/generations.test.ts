import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { damage, withDatabase } from '../../helpers/store-database.ts';

let count = 0;
let name: string;
let store: IndexedDbCheckpointStore;

beforeEach(async () => {
  count += 1;
  name = `generations-${count}`;
  store = await new IndexedDbCheckpointStore(name).open();
});

afterEach(() => store.close());

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
    expect(await keptGenerations()).toEqual([3, 4]);
    expect(await store.usage()).toMatchObject({ bytes: 'three'.length + 'four'.length, count: 1 });
    await store.delete('a.json');
    expect(await keptGenerations()).toEqual([]);
    expect(await store.usage()).toMatchObject({ bytes: 0, count: 0 });
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
    expect((await store.list()).entries.map(({ path }) => path)).toContain('a.json');
  });

  it('is healed by the next save, which keeps the sound generation beside it', async () => {
    await saveTwice();
    await damage(name, 'a.json', 2);
    await store.load('a.json');
    expect(await store.save('a.json', 'three')).toMatchObject({ generation: 3, damaged: false });
    expect(await keptGenerations()).toEqual([1, 3]);
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
