import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { acquireRunLease } from '../../../src/checkpoints/run-lease.ts';
import { sha256Fallback } from '../../../src/base/sha256-fallback.ts';
import { sha256Hex } from '../../../src/base/sha256.ts';
import type { Order, Told } from './store.worker.ts';

const workers: Worker[] = [];

function startWorker(): Worker {
  const worker = new Worker(new URL('./store.worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return worker;
}

/** Gives an order, and waits for the first answer. */
function order(worker: Worker, what: Order): Promise<Told> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) => resolve(data), { once: true });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
    worker.postMessage(what);
  });
}

const uniqueName = (): string => `contexts-${crypto.randomUUID()}`;

afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

describe('a page and a worker', () => {
  it('have one store: what one saves or deletes, the other hears of and reads', async () => {
    const name = uniqueName();
    const store = await new IndexedDbCheckpointStore(name).open();
    const heard: string[] = [];
    store.addEventListener('checkpoint-saved', ({ entry }) => heard.push(`saved ${entry.path}`));
    store.addEventListener('checkpoint-deleted', ({ path }) => heard.push(`deleted ${path}`));
    const worker = startWorker();
    expect(await order(worker, { do: 'save', store: name, path: 'a.json' })).toEqual({ done: true });
    await vi.waitFor(() => expect(heard).toEqual(['saved a.json']));
    expect((await store.load('a.json')).text).toBe('from the worker');
    await order(worker, { do: 'delete', store: name, path: 'a.json' });
    await vi.waitFor(() => expect(heard).toEqual(['saved a.json', 'deleted a.json']));
    await store.close();
  });

  it('do not hang each other when a newer version of the page takes over the database', async () => {
    const name = uniqueName();
    const worker = startWorker();
    await order(worker, { do: 'save', store: name, path: 'a.json' });
    const newer = await openDB(name, 99);
    expect(await newer.count('entries')).toBe(1);
    expect(await order(worker, { do: 'save', store: name, path: 'b.json' })).toEqual({
      failed: 'newer-schema',
    });
    newer.close();
  });
});

describe('the lease of a run folder', () => {
  it('is refused while a worker holds it, and free once that is dead', async () => {
    const folder = uniqueName();
    const worker = startWorker();
    expect(await order(worker, { do: 'lease', folder })).toEqual({ done: true });
    await expect(acquireRunLease(folder)).rejects.toMatchObject({ code: 'run-locked' });
    expect(await order(startWorker(), { do: 'lease', folder })).toEqual({ failed: 'run-locked' });
    worker.terminate();
    const lease = await vi.waitFor(() => acquireRunLease(folder));
    expect(await order(startWorker(), { do: 'lease', folder })).toEqual({ failed: 'run-locked' });
    lease.release();
    await vi.waitFor(async () => {
      expect(await order(startWorker(), { do: 'lease', folder })).toEqual({ done: true });
    });
  });
});

describe('a worker that is killed while it saves', () => {
  it('leaves everything that was acknowledged, whole, and nothing torn', async () => {
    const name = uniqueName();
    const store = await new IndexedDbCheckpointStore(name).open();
    for (let round = 0; round < 12; round += 1) {
      const worker = startWorker();
      const acknowledged = new Map<string, { n: number; sha256: string }>();
      worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
        if ('acknowledged' in data)
          acknowledged.set(data.path, { n: data.acknowledged, sha256: data.sha256 });
      });
      await order(worker, { do: 'save-forever', store: name, path: `round-${round}` });
      await new Promise((resolve) => setTimeout(resolve, (round * 37) % 100));
      worker.terminate();
      for (const [path, { n, sha256 }] of acknowledged) {
        const { entry, text } = await store.load(path);
        expect(entry.damaged).toBe(false);
        expect(entry.epoch).toBeGreaterThanOrEqual(n);
        expect(await sha256Hex(new TextEncoder().encode(text))).toBe(entry.sha256);
        expect(entry.epoch === n ? entry.sha256 : sha256).toBe(sha256);
      }
    }
    const { entries } = await store.list({ limit: 1000 });
    const newest = entries.toSorted((a, b) => b.mtime - a.mtime)[0];
    const best = entries.toSorted((a, b) => (b.logs['val_reward'] ?? 0) - (a.logs['val_reward'] ?? 0))[0];
    expect((await store.latest())?.path).toBe(newest?.path);
    expect((await store.best())?.logs).toEqual(best?.logs);
    await store.close();
    const reopened = await new IndexedDbCheckpointStore(name).open();
    await reopened.repaired;
    expect(reopened.notices).toEqual([]);
    expect((await reopened.usage()).count).toBe(entries.length);
    await reopened.close();
  }, 60_000);
});

describe('this browser', () => {
  it('keeps a text of 10 MB, with characters of every size', async () => {
    const store = await new IndexedDbCheckpointStore(uniqueName()).open();
    const text = 'aä€😀'.repeat(1_000_000);
    const { bytes } = await store.save('large.json', text, { trainingState: text.slice(0, 1_000_000) });
    expect(bytes).toBe(10_000_000);
    expect((await store.load('large.json')).text === text).toBe(true);
    await store.close();
  });

  it('computes SHA-256 in plain code as it does itself', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, n) => (n * 31) % 256);
    const hex = Array.from(sha256Fallback(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(hex).toBe(await sha256Hex(bytes));
  });

  it('says how much room there is, where it can', async () => {
    const store = await new IndexedDbCheckpointStore(uniqueName()).open();
    const canSay = 'storage' in navigator;
    expect(typeof (await store.usage()).quota).toBe(canSay ? 'number' : 'object');
    await store.close();
  });
});
