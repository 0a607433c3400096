import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openCheckpointStore } from '../../../src/checkpoints/open-checkpoint-store.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** An IndexedDB that fails to open with an error of some name, as private windows have. */
function failingWith(errorName: string): void {
  const factory = new IDBFactory();
  factory.open = () => {
    throw new DOMException('A mutation operation was attempted.', errorName);
  };
  vi.stubGlobal('indexedDB', factory);
}

describe('opening a store', () => {
  it('gives one in memory where there is no IndexedDB, with a notice that lasts', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const store = await openCheckpointStore('no-indexeddb');
    expect(store.durable).toBe(false);
    expect(store.notices).toMatchObject([
      { code: 'not-durable', message: expect.stringContaining('no IndexedDB') },
    ]);
    await store.save('a.json', 'x');
    await store.close();
    const again = await openCheckpointStore('no-indexeddb');
    expect((await again.load('a.json')).text).toBe('x');
  });

  it.each(['InvalidStateError', 'SecurityError', 'UnknownError', 'QuotaExceededError'])(
    'gives one in memory where IndexedDB fails with %s',
    async (errorName) => {
      failingWith(errorName);
      const store = await openCheckpointStore(`fails-${errorName}`);
      expect(store.durable).toBe(false);
      expect(store.notices[0]?.message).toContain('A mutation operation was attempted.');
      expect(await openCheckpointStore(`fails-${errorName}`)).toBe(store);
    },
  );

  it('gives one in memory where a site may not even look at IndexedDB, nor open a channel, and saves there', async () => {
    const denied = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const known = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, get: denied });
    onTestFinished(() => void Object.defineProperty(globalThis, 'indexedDB', known ?? {}));
    vi.stubGlobal('BroadcastChannel', denied);
    const store = await openCheckpointStore('insecure');
    expect(store.durable).toBe(false);
    expect(store.notices).toMatchObject([{ code: 'not-durable' }]);
    expect(store.notices[0]?.message).toContain('The operation is insecure. Checkpoints are kept in memory');
    await store.save('a.json', 'x');
    expect((await store.load('a.json')).text).toBe('x');
  });

  it('gives a lasting one where IndexedDB works', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory());
    const store = await openCheckpointStore('works');
    expect([store.durable, store.notices]).toEqual([true, []]);
    await store.close();
  });

  it('refuses a database of a newer schema, changes nothing in it, and tries again when asked again', async () => {
    const factory = new IDBFactory();
    vi.stubGlobal('indexedDB', factory);
    const newer = await new Promise<IDBDatabase>((resolve) => {
      const request = factory.open('future', 99);
      request.onupgradeneeded = () => request.result.createObjectStore('things');
      request.onsuccess = () => resolve(request.result);
    });
    newer.close();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(openCheckpointStore('future')).rejects.toMatchObject({
        code: 'newer-schema',
        message: expect.stringContaining('newer version of Tidemark'),
      });
    }
    const [info] = await factory.databases();
    expect(info).toEqual({ name: 'future', version: 99 });
  });
});
