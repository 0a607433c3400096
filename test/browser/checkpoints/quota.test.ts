import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyRetention } from '../../../src/checkpoints/apply-retention.ts';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';

/** A part of the site's storage with a quota of its own, and a name under which it is dropped. */
interface StorageBuckets {
  open(name: string, options: { quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}

const { storageBuckets } = navigator as { storageBuckets?: StorageBuckets };
let bucket = '';

beforeEach(async () => {
  bucket = `quota-${crypto.randomUUID()}`;
  const opened = await storageBuckets?.open(bucket, { quota: 8_000_000 });
  vi.stubGlobal('indexedDB', opened?.indexedDB);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await storageBuckets?.delete(bucket);
});

/** Text that does not compress: the browser compresses what it stores. */
function noise(length: number): string {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 32_768) crypto.getRandomValues(bytes.subarray(at, at + 32_768));
  return new TextDecoder().decode(bytes.map((byte) => 32 + (byte % 95)));
}

/** Large texts lie in files of their own; small ones in the database, which must grow even to forget some. */
describe.skipIf(!storageBuckets).each([1_000_000, 20_000])(
  'a disk that really is full, of texts of %i bytes',
  (size) => {
    const text = noise(size);
    const scope = { run: 'r', monitor: 'val_reward', mode: 'max' } as const;

    /** Saves until the first failure. */
    async function fill(store: IndexedDbCheckpointStore): Promise<{ saved: string[]; failure: unknown }> {
      const saved: string[] = [];
      for (;;) {
        const path = `${saved.length}.json`;
        const logs = { val_reward: saved.length === 3 ? 1 : 0 };
        const failure = await store.save(path, text + path, { run: 'r', logs }).then(
          () => null,
          (error: unknown) => error,
        );
        if (failure) return { saved, failure };
        saved.push(path);
      }
    }

    it('is a typed error with what was needed; what was saved stays whole, and can be deleted', async () => {
      const store = await new IndexedDbCheckpointStore('full').open();
      const { saved, failure } = await fill(store);
      expect(failure).toMatchObject({
        name: 'CheckpointError',
        code: 'quota-exceeded',
        details: { neededBytes: expect.any(Number), quotaBytes: expect.any(Number) },
      });
      for (const path of saved) expect((await store.load(path)).text).toBe(text + path);
      expect((await store.usage()).count).toBe(saved.length);
      for (const path of saved) await store.delete(path);
      expect(await store.usage()).toMatchObject({ count: 0, bytes: 0 });
      await store.close();
    }, 60_000);

    it('lets retention make room, and training goes on', async () => {
      const store = await new IndexedDbCheckpointStore('full').open();
      const { saved } = await fill(store);
      const { best, latest } = {
        best: await store.best({ monitor: 'val_reward' }),
        latest: await store.latest(),
      };
      expect([best?.path, latest?.path]).toEqual(['3.json', saved.at(-1)]);
      const makeRoom = (): Promise<unknown> => applyRetention(store, { best: 1, latest: 1 }, scope);
      await store.save('after.json', text, { run: 'r', logs: { val_reward: 0 } }, { makeRoom });
      const paths = (await store.list()).entries.map(({ path }) => path);
      expect(paths).toEqual(['after.json', saved.at(-1), '3.json']);
      expect((await store.load('3.json')).text).toBe(`${text}3.json`);
      for (const path of paths) await store.delete(path);
      await store.close();
    }, 60_000);
  },
);
