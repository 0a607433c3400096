import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyRetention } from '../../../src/checkpoints/apply-retention.ts';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { IndexedDbConnection } from '../../../src/checkpoints/indexeddb-connection.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { fileOf, programText } from '../../helpers/checkpoint-texts.ts';
import { damage, withDatabase } from '../../helpers/store-database.ts';
import { failWrite } from '../../helpers/failing-writes.ts';

let count = 0;
let store: IndexedDbCheckpointStore;

beforeEach(async () => {
  count += 1;
  store = await new IndexedDbCheckpointStore(`durability-${count}`).open();
  await store.repaired;
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await store.close();
});

describe('what is acknowledged', () => {
  it('was written in one strict transaction: the entry, the text, the training state and the sums', async () => {
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await store.save('a.json', 'x', { trainingState: 'state' });
    const writing = spy.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writing).toHaveLength(1);
    expect(writing[0]?.[2]).toEqual({ durability: 'strict' });
  });

  it.each(['save', 'delete', 'restore', 'pin'] as const)('is complete: %s', async (what) => {
    await store.save('a.json', 'x');
    const deleted = what === 'restore' ? await store.delete('a.json') : null;
    const order: string[] = [];
    const { transaction } = IDBDatabase.prototype;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
      const tx = transaction.apply(this, args);
      if (args[1] === 'readwrite') tx.addEventListener('complete', () => order.push('complete'));
      return tx;
    });
    store.addEventListener('checkpoint-saved', () => order.push('event'));
    store.addEventListener('checkpoint-deleted', () => order.push('event'));
    await {
      save: () => store.save('b.json', 'x'),
      delete: () => store.delete('a.json'),
      restore: async () => deleted && (await store.restore(deleted)),
      pin: () => store.pin('a.json', true),
    }[what]();
    order.push('acknowledged');
    expect(order).toEqual(['complete', 'event', 'acknowledged']);
  });
});

describe('what is deleted together', () => {
  const paths = ['a.json', 'b.json', 'c.json'];

  beforeEach(async () => {
    for (const path of paths) await store.save(path, 'x');
  });

  it.each([false, true])('goes in one strict transaction, for good: %s', async (forGood) => {
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await store.deleteAll(paths, '', { forGood });
    const writing = spy.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writing.map(([, , options]) => options)).toEqual([{ durability: 'strict' }]);
  });

  it('stays together, when one of it cannot be deleted', async () => {
    const heard: string[] = [];
    store.addEventListener('checkpoint-deleted', ({ path }) => heard.push(path));
    failWrite(1, 'request', new DOMException('Broken.', 'UnknownError'));
    await expect(store.deleteAll(paths)).rejects.toThrow('Broken.');
    vi.restoreAllMocks();
    expect(heard).toEqual([]);
    expect((await store.list({ orderBy: 'path', direction: 'ascending' })).entries).toHaveLength(3);
    expect(await store.deleteAll(paths)).toHaveLength(3);
  });

  it('is not read before when it goes for good', async () => {
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await store.deleteAll(paths, '', { forGood: true });
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it.each([false, true])('goes from a full disk too, for good: %s', async (forGood) => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    expect(await store.deleteAll(paths, '', { forGood })).toHaveLength(forGood ? 0 : 3);
    expect(await store.usage()).toMatchObject({ count: 0, bytes: 0 });
  });

  /** Does something once what is to be deleted has been read. */
  function meanwhile(work: () => Promise<unknown>): void {
    const { write } = IndexedDbConnection.prototype;
    vi.spyOn(IndexedDbConnection.prototype, 'write').mockImplementationOnce(async function (
      this: IndexedDbConnection,
      ...args
    ) {
      await work();
      return await write.apply(this, args);
    });
  }

  it.each<[string, () => Promise<unknown>]>([
    ['written anew', () => store.save('b.json', 'new')],
    [
      'deleted and written anew',
      async () => {
        await store.delete('b.json');
        await store.save('b.json', 'new');
      },
    ],
  ])('is answered as it was when it went: one may have been %s since it was read', async (_, change) => {
    meanwhile(change);
    const deleted = await store.deleteAll(paths);
    expect(deleted.map(({ entry, text }) => [entry.path, text])).toEqual([
      ['a.json', 'x'],
      ['b.json', 'new'],
      ['c.json', 'x'],
    ]);
    expect(await store.usage()).toMatchObject({ count: 0 });
  });

  it('has the marks that it had when it went', async () => {
    meanwhile(() => store.change('b.json', { pinned: true, note: 'mine' }));
    const [, b] = await store.deleteAll(paths);
    expect(b?.entry).toMatchObject({ path: 'b.json', pinned: true, note: 'mine' });
  });

  it('stays together, when one was written anew and cannot be deleted then', async () => {
    const heard: string[] = [];
    store.addEventListener('checkpoint-deleted', ({ path }) => heard.push(path));
    const { write } = IndexedDbConnection.prototype;
    const spy = vi.spyOn(IndexedDbConnection.prototype, 'write');
    spy.mockImplementationOnce(async function (this: IndexedDbConnection, ...args) {
      await store.save('b.json', 'new');
      spy.mockRejectedValue(new DOMException('Broken.', 'UnknownError'));
      return await write.apply(this, args);
    });
    await expect(store.deleteAll(paths)).rejects.toThrow('Broken.');
    spy.mockRestore();
    expect(heard).toEqual([]);
    expect((await store.list({ orderBy: 'path', direction: 'ascending' })).entries).toHaveLength(3);
  });

  it('leaves out one that somebody else has deleted since it was read', async () => {
    meanwhile(() => store.delete('b.json'));
    const deleted = await store.deleteAll(paths);
    expect(deleted.map(({ entry }) => entry.path)).toEqual(['a.json', 'c.json']);
    expect(await store.usage()).toMatchObject({ count: 0 });
  });
});

describe('what Chromium writes in one go', () => {
  const noise = (length: number): string =>
    Array.from({ length }, () => Math.random())
      .join()
      .slice(0, length);
  const rows = (): Promise<number> => withDatabase(store.name, (database) => database.count('rows'));

  it('is all of a transaction but its deletions, which it would sync with nothing: so they come first', async () => {
    for (let n = 0; n < 30; n += 1) await store.save(`${n}.json`, 'x');
    // A look-up that is remembered, in which the save changes a place.
    await store.latest('a.json');
    for (const text of ['one', 'two']) await store.save('a.json', noise(200_000), { trainingState: text });
    const order: string[] = [];
    for (const name of ['put', 'delete'] as const) {
      const real = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
      vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
        this: IDBObjectStore,
        ...args: unknown[]
      ) {
        order.push(name);
        return real.apply(this, args) as never;
      });
    }
    await store.save('a.json', noise(200_000));
    expect(order.indexOf('put')).toBe(order.filter((name) => name === 'delete').length);
    expect(order.indexOf('put')).toBeGreaterThan(0);
  });

  it('is no more than a mebibyte: what takes more is one row, which becomes a file', async () => {
    await store.save('a.json', noise(1_000_000));
    expect(await rows()).toBe(17);
    await store.save('b.json', noise(1_050_000));
    expect(await rows()).toBe(18);
    await store.delete('a.json');
    await store.save('c.json', noise(900_000), { trainingState: noise(200_000) });
    expect(await rows()).toBe(3);
    expect((await store.load('c.json')).entry.damaged).toBe(false);
  });

  it('is less when rows are to be deleted too, of which it keeps copies', async () => {
    for (const text of ['one', 'two', noise(500_000)]) await store.save('a.json', text);
    expect(await rows()).toBe(1);
    await store.save('a.json', 'x'.repeat(1_000_000));
    expect(await rows()).toBe(6);
    await store.save('a.json', noise(300_000));
    await vi.waitFor(async () => expect(await rows()).toBe(10));
  });

  it('is more when several are imported: then all long texts are rows of their own', async () => {
    const source = new MemoryCheckpointStore();
    for (const n of [1, 2, 3]) {
      const long = JSON.parse(programText(n)) as { config: { name: string } };
      long.config.name = noise(200_000);
      await source.save(`${n}.json`, JSON.stringify(long));
    }
    const { name, bytes } = await source.export();
    expect((await store.import(fileOf(name, bytes))).acceptable).toBe(true);
    expect(await rows()).toBe(3);
  });
});

describe('the sums', () => {
  it('are kept with each save and deletion, so that nobody has to count', async () => {
    await store.save('a.json', 'one');
    await store.save('b.json', 'three');
    await store.delete('a.json');
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const tables = vi.spyOn(IDBTransaction.prototype, 'objectStore');
    expect(await store.usage()).toMatchObject({ count: 1, bytes: 5 });
    expect(transactions).toHaveBeenCalledTimes(1);
    expect(tables.mock.calls.flat()).not.toContain('entries');
  });
});

describe('a full disk', () => {
  /** Saves with each of the writes failing in turn, and tells how many there are. */
  async function failEachWrite(shows: 'request' | 'abort', attempt: () => Promise<unknown>): Promise<number> {
    for (let nth = 0; ; nth += 1) {
      const failing = failWrite(nth, shows);
      const outcome = await attempt().then(
        () => 'done',
        (error: unknown) => error,
      );
      const met = failing.met();
      failing.heal();
      if (met <= nth) return nth;
      expect(outcome).toMatchObject({
        name: 'CheckpointError',
        code: 'quota-exceeded',
        message: expect.stringContaining('There is no room for "a.json": 10 bytes are needed'),
        details: { path: 'a.json', neededBytes: 10 },
      });
    }
  }

  it.each(['request', 'abort'] as const)(
    'at any of the writes (it shows as a failed %s) is one typed error, and what was there stays as it was',
    async (shows) => {
      await store.save('a.json', 'before');
      const before = await store.load('a.json');
      const usage = await store.usage();
      let attempts = 0;
      const writes = await failEachWrite(shows, async () => {
        attempts += 1;
        expect(await store.load('a.json')).toEqual(before);
        expect(await store.usage()).toEqual(usage);
        await store.save('a.json', '12345', { trainingState: '12345' });
      });
      expect(writes).toBe(3);
      expect(attempts).toBe(4);
      expect((await store.load('a.json')).text).toBe('12345');
    },
  );

  it.each(['request', 'abort'] as const)(
    'at any of the rows of a long text (it shows as a failed %s) leaves nothing of it',
    async (shows) => {
      const [before, after] = ['x'.repeat(500_000), 'y'.repeat(500_000)];
      await store.save('a.json', before);
      let nth = 0;
      for (; nth < 20; nth += 1) {
        const failing = failWrite(nth, shows);
        const saving = store.save('a.json', after, { trainingState: '12345' });
        const outcome = await saving.then(
          () => 'saved',
          (error: unknown) => error,
        );
        failing.heal();
        if (outcome === 'saved') break;
        expect(outcome).toMatchObject({ code: 'quota-exceeded', details: { neededBytes: 500_005 } });
        expect((await store.load('a.json')).text === before).toBe(true);
        expect(await withDatabase(store.name, (database) => database.count('rows'))).toBe(3);
      }
      // Three rows of the text and one of the training state, what there is to know of them, the entry, and the sums.
      expect(nth).toBe(7);
      expect((await store.load('a.json')).text === after).toBe(true);
    },
  );

  it.each([
    ['DataError', 'Failed to write blobs (IOError)'],
    [
      'UnknownError',
      'Connection is closing because of: IO error: .../000003.log: FILE_ERROR_NO_SPACE (ChromeMethodBFE: 3::WritableFileAppend::8)',
    ],
  ])('is the same where not the quota but the disk is at its end: %s in Chromium', async (name, message) => {
    await store.save('old.json', 'x');
    const full = (): void => void failWrite(0, 'abort', new DOMException(message, name));
    full();
    await expect(store.save('a.json', '1234')).rejects.toMatchObject({
      code: 'quota-exceeded',
      details: { neededBytes: 4 },
      cause: { name, message },
    });
    vi.restoreAllMocks();
    full();
    await store.save('a.json', '1234', {}, { makeRoom: () => store.delete('old.json') });
    expect((await store.list()).entries.map(({ path }) => path)).toEqual(['a.json']);
  });

  it('tells how much of the granted room is taken, where the browser says', async () => {
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: 90, quota: 100 }) } });
    failWrite(0, 'abort');
    await expect(store.save('a.json', 'x')).rejects.toMatchObject({
      message: expect.stringContaining('(90 of the 100 bytes that the browser grants are taken)'),
      details: { usedBytes: 90, quotaBytes: 100 },
    });
  });

  it.each([0, 3, 6, 8])('in the middle of an import (at write %i) leaves nothing of it', async (nth) => {
    for (const n of [1, 2, 3]) await store.save(`${n}.json`, programText(n));
    const { name, bytes } = await store.export();
    for (const n of [1, 2, 3]) await store.delete(`${n}.json`);
    const failing = failWrite(nth, 'request');
    await expect(store.import(fileOf(name, bytes))).rejects.toMatchObject({ code: 'quota-exceeded' });
    failing.heal();
    expect((await store.list()).entries).toEqual([]);
    expect((await store.import(fileOf(name, bytes))).acceptable).toBe(true);
    expect((await store.usage()).count).toBe(3);
  });

  it('lets retention make room, and the save is tried once more', async () => {
    for (const val_reward of [0.1, 0.9, 0.3]) {
      await store.save(`${val_reward}.json`, 'x', { run: 'r', logs: { val_reward } });
    }
    failWrite(0, 'abort');
    const scope = { run: 'r', monitor: 'val_reward', mode: 'max' } as const;
    await store.save('new.json', 'x', {}, { makeRoom: () => applyRetention(store, { best: 1 }, scope) });
    expect((await store.list()).entries.map(({ path }) => path)).toEqual(['new.json', '0.9.json']);
  });

  it('does not hinder a deletion, which must write nothing then, nor the sums, the latest and the best after it', async () => {
    for (let n = 0; n < 40; n += 1) await store.save(`new/${n}.json`, 'xx', { logs: { val_reward: n } });
    await store.save('long.json', 'x'.repeat(500_000), { logs: { val_reward: 0 } });
    await store.save('old/1.json', 'x', { logs: { val_reward: -1 } });
    await store.save('old/2.json', 'x', { logs: { val_reward: -2 } });
    for (let n = 0; n < 20; n += 1) await store.save(`new/${n}.json`, 'xxx', { logs: { val_reward: n } });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    expect((await store.latest('old/{n}.json'))?.path).toBe('old/2.json');
    expect((await store.best({ pattern: 'old/{n}.json' }))?.path).toBe('old/1.json');
    expect((await store.delete('old/2.json'))?.text).toBe('x');
    expect((await store.delete('new/0.json'))?.text).toBe('xxx');
    expect((await store.delete('long.json'))?.text).toHaveLength(500_000);
    expect(await withDatabase(store.name, (database) => database.count('rows'))).toBe(0);
    expect(await store.usage()).toMatchObject({ count: 40, bytes: 19 * 5 + 20 * 2 + 1 });
    expect((await store.latest('old/{n}.json'))?.path).toBe('old/1.json');
    await expect(store.pin('old/1.json', true)).rejects.toMatchObject({ code: 'quota-exceeded' });
    put.mockRestore();
    await store.save('new.json', 'x');
    expect(await store.usage()).toMatchObject({ count: 41, bytes: 19 * 5 + 20 * 2 + 2 });
    expect((await store.best({ pattern: 'old/{n}.json' }))?.path).toBe('old/1.json');
  });

  it('does not hinder the reading, nor the deletion, of a checkpoint whose newest text is damaged', async () => {
    await store.save('a.json', 'one');
    await store.save('a.json', 'two');
    await damage(store.name, 'a.json', 2);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    expect(await store.load('a.json')).toMatchObject({ text: 'one', entry: { damaged: true } });
    // What is left of it is answered, so that it can be put back.
    expect(await store.delete('a.json')).toMatchObject({ text: 'one', entry: { damaged: true } });
    expect(await store.usage()).toMatchObject({ count: 0 });
  });

  it('is not tried a third time', async () => {
    const makeRoom = vi.fn<(neededBytes: number) => Promise<void>>(async () => {});
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await expect(store.save('a.json', 'four', {}, { makeRoom })).rejects.toMatchObject({
      code: 'quota-exceeded',
    });
    expect(makeRoom.mock.calls).toEqual([[4]]);
    put.mockRestore();
    await store.save('a.json', 'x');
  });

  it('is the only failure for which room is made', async () => {
    const makeRoom = vi.fn<(neededBytes: number) => Promise<void>>(async () => {});
    await store.save('a/b.json', 'x');
    await expect(store.save('a', 'x', {}, { makeRoom })).rejects.toMatchObject({ code: 'path-is-folder' });
    expect(makeRoom).not.toHaveBeenCalled();
  });
});

describe('lasting storage', () => {
  it('is asked for once, when the first checkpoint is saved, and its answer is told', async () => {
    let persisted = false;
    const persist = vi.fn<() => Promise<boolean>>(async () => (persisted = true));
    vi.stubGlobal('navigator', { storage: { persist, persisted: async () => persisted } });
    expect((await store.usage()).persisted).toBe(false);
    expect(persist).not.toHaveBeenCalled();
    await store.save('a.json', 'x');
    await store.save('b.json', 'x');
    await vi.waitFor(async () => expect((await store.usage()).persisted).toBe(true));
    expect(persist).toHaveBeenCalledTimes(1);
  });

  it('is asked for by a page when a worker has saved, as workers cannot ask', async () => {
    const persist = vi.fn<() => Promise<boolean>>(async () => true);
    vi.stubGlobal('navigator', { storage: { persist, persisted: async () => false } });
    const other = await new IndexedDbCheckpointStore(store.name).open();
    vi.stubGlobal('navigator', {});
    await other.save('a.json', 'x');
    vi.stubGlobal('navigator', { storage: { persist, persisted: async () => false } });
    await vi.waitFor(() => expect(persist).toHaveBeenCalledTimes(1));
    await other.close();
  });

  it('that the browser says nothing of is null', async () => {
    expect(await store.usage()).toMatchObject({ persisted: null, quota: null });
  });
});

describe('eviction', () => {
  const storage = (): Storage => {
    const items = new Map<string, string>();
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => items.set(key, value),
    } as unknown as Storage;
  };
  const evict = (name: string): Promise<unknown> =>
    new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });

  it('under an open store is noticed by the next call', async () => {
    await store.save('a.json', 'x');
    await store.save('b.json', 'x');
    await new Promise((resolve) => setTimeout(resolve, 400));
    await evict(store.name);
    expect((await store.list()).entries).toEqual([]);
    expect(store.notices.map(({ code }) => code)).toEqual(['closed', 'evicted']);
    expect(store.notices.at(-1)?.message).toContain('2 checkpoints were kept here and none is left');
  });

  it('or a deletion right after a save is not undone by the counting that follows a save', async () => {
    await store.save('a.json', 'x');
    await evict(store.name);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(store.name);
  });

  it('while nothing was open is noticed where localStorage has survived it, and told once', async () => {
    vi.stubGlobal('localStorage', storage());
    const before = await new IndexedDbCheckpointStore('evicted').open();
    await before.save('a.json', 'x');
    await vi.waitFor(() => expect(localStorage.getItem('tidemark:evicted:count')).toBe('1'));
    await before.close();
    await evict('evicted');
    const after = await new IndexedDbCheckpointStore('evicted').open();
    expect(after.notices.map(({ code }) => code)).toEqual(['evicted']);
    await after.close();
    const later = await new IndexedDbCheckpointStore('evicted').open();
    expect(later.notices).toEqual([]);
    await later.close();
  });

  it('is not suspected when the user deleted the checkpoints, or nothing was ever saved', async () => {
    vi.stubGlobal('localStorage', storage());
    const before = await new IndexedDbCheckpointStore('emptied').open();
    await before.save('a.json', 'x');
    await before.delete('a.json');
    await vi.waitFor(() => expect(localStorage.getItem('tidemark:emptied:count')).toBe('0'));
    await before.close();
    await evict('emptied');
    const after = await new IndexedDbCheckpointStore('emptied').open();
    expect(after.notices).toEqual([]);
    await after.close();
  });
});
