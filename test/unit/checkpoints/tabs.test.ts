import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CheckpointError } from '../../../src/base/errors.ts';
import type { CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { IndexedDbConnection } from '../../../src/checkpoints/indexeddb-connection.ts';
import { openCheckpointStore } from '../../../src/checkpoints/open-checkpoint-store.ts';

/** A store of its own, as another tab has one. */
const tab = (name: string): Promise<IndexedDbCheckpointStore> => new IndexedDbCheckpointStore(name).open();

function hear(store: CheckpointStore): string[] {
  const heard: string[] = [];
  store.addEventListener('checkpoint-saved', ({ entry }) =>
    heard.push(`saved ${entry.path} ${entry.generation}`),
  );
  store.addEventListener('checkpoint-deleted', ({ path, reason }) => heard.push(`deleted ${path} ${reason}`));
  store.addEventListener('checkpoint-skipped', ({ path, reason }) => heard.push(`skipped ${path} ${reason}`));
  store.addEventListener('store-notice', ({ code }) => heard.push(code));
  return heard;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('several tabs', () => {
  it('hear of every change in the others, and each of its own once', async () => {
    const [here, there] = [await tab('news'), await tab('news')];
    const [heardHere, heardThere] = [hear(here), hear(there)];
    await here.save('a.json', 'x');
    await there.save('a.json', 'y');
    await here.pin('a.json', true);
    await there.delete('a.json', 'too old');
    there.skip('b.json', 'no better');
    const all = [
      'saved a.json 1',
      'saved a.json 2',
      'saved a.json 2',
      'deleted a.json too old',
      'skipped b.json no better',
    ];
    await vi.waitFor(() =>
      expect([heardHere.toSorted(), heardThere.toSorted()]).toEqual([all.toSorted(), all.toSorted()]),
    );
    await Promise.all([here.close(), there.close()]);
  });

  it('hear nothing of a store with another name, nor when they have closed theirs', async () => {
    const [here, other, closed] = [await tab('mine'), await tab('yours'), await tab('mine')];
    const [heardOther, heardClosed] = [hear(other), hear(closed)];
    await closed.close();
    const sentinel = await tab('mine');
    const heardSentinel = hear(sentinel);
    await here.save('a.json', 'x');
    await vi.waitFor(() => expect(heardSentinel).toHaveLength(1));
    expect([heardOther, heardClosed]).toEqual([[], []]);
    await Promise.all([here.close(), other.close(), sentinel.close()]);
  });

  it('give every save a time of its own', async () => {
    const [here, there] = [await tab('times'), await tab('times')];
    const saved = await Promise.all(
      [here, there, here, there].map((store, n) => store.save(`${n}.json`, 'x')),
    );
    expect(new Set(saved.map(({ mtime }) => mtime)).size).toBe(4);
    await Promise.all([here.close(), there.close()]);
  });
});

describe('a store that is opened several times in one context', () => {
  it('is one store, which closes with the last who closes it, and opens anew after that', async () => {
    const first = await openCheckpointStore('shared');
    const second = await openCheckpointStore('shared');
    expect(second).toBe(first);
    await first.close();
    await second.save('a.json', 'x');
    await second.close();
    await expect(first.info('a.json')).rejects.toMatchObject({ code: 'closed' });
    const third = await openCheckpointStore('shared');
    expect((await third.load('a.json')).text).toBe('x');
    await third.close();
  });

  it('is one store also when all open it at once', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openCheckpointStore('at-once')));
    expect(new Set(stores).size).toBe(1);
    for (const store of stores) await store.close();
    const [again, same] = await Promise.all([openCheckpointStore('at-once'), openCheckpointStore('at-once')]);
    expect(again).toBe(same);
    expect(again).not.toBe(stores[0]);
    await again?.close();
    await same?.close();
  });
});

describe('a store that is closed', () => {
  it.each([0, 1, 2, 3, 5, 8])(
    'finishes first what has been begun (%i turns before), and tells the other tabs',
    async (turns) => {
      const [here, there] = [await tab(`closed-${turns}`), await tab(`closed-${turns}`)];
      const heard = hear(there);
      await here.save('old.json', 'x');
      const changes = [here.save('new.json', 'x'), here.pin('old.json', true), here.delete('old.json')];
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await here.close();
      const outcomes = await Promise.allSettled(changes);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
      const told = ['deleted old.json ', 'saved new.json 1', 'saved old.json 1', 'saved old.json 1'];
      await vi.waitFor(() => expect(heard.toSorted()).toEqual(told));
      await expect(here.save('late.json', 'x')).rejects.toMatchObject({ code: 'closed' });
      await there.close();
    },
  );
});

describe('a connection', () => {
  it('that the browser closes is opened again by the next call, and a notice says so', async () => {
    const store = await tab('abnormal');
    const databases: IDBDatabase[] = [];
    const { transaction } = IDBDatabase.prototype;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
      databases.push(this);
      return transaction.apply(this, args);
    });
    await store.save('a.json', 'x');
    const heard = hear(store);
    forceCloseDatabase(databases.at(-1) as never);
    expect((await store.load('a.json')).text).toBe('x');
    await vi.waitFor(() => expect(heard).toContain('closed'));
    await store.save('b.json', 'y');
    expect((await store.list()).entries).toHaveLength(2);
    await store.close();
  });

  it('makes way for a newer version of the page, and then says that this one is too old', async () => {
    const store = await tab('upgrade');
    await store.save('a.json', 'x');
    const heard = hear(store);
    const newer = await openDB('upgrade', 99);
    expect(heard).toEqual(['closed']);
    await expect(store.save('b.json', 'y')).rejects.toMatchObject({ code: 'newer-schema' });
    expect(await newer.count('entries')).toBe(1);
    newer.close();
    await store.close();
  });

  it('that another tab will not make way for is an error after a while, and blocks no one later', async () => {
    const stubborn = await openDB('stubborn', 1);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opening = new IndexedDbConnection('stubborn', {}, [() => {}, () => {}]).open();
    const outcome = opening.then(
      () => 'opened',
      (error: CheckpointError) => error.code,
    );
    for (let step = 0; step < 20; step += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(await outcome).toBe('blocked');
    vi.useRealTimers();
    stubborn.close();
    await vi.waitFor(async () => (await openDB('stubborn', 3)).close());
  });
});
