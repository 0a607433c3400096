import { describe, expect, it, vi } from 'vitest';
import { SharedMemoryStore } from '../../../src/checkpoints/shared-memory-store.ts';
import { describeStoreContract } from '../../helpers/checkpoint-store-contract.ts';

let count = 0;

describeStoreContract('memory that is shared', async () => {
  count += 1;
  const store = new SharedMemoryStore(`contract-${count}`);
  return { store, dispose: () => store.close() };
});

describe('memory that a page and its worker share', () => {
  it('holds in both what either saves, changes, deletes and restores', async () => {
    const [page, worker] = [new SharedMemoryStore('both'), new SharedMemoryStore('both')];
    const heard: string[] = [];
    page.addEventListener('checkpoint-saved', ({ entry }) => heard.push(`saved ${entry.path} ${entry.note}`));
    page.addEventListener('checkpoint-deleted', ({ path, reason }) =>
      heard.push(`deleted ${path} ${reason}`),
    );
    page.addEventListener('checkpoint-skipped', ({ path, reason }) =>
      heard.push(`skipped ${path} ${reason}`),
    );
    await worker.save('a.json', 'text', { logs: { val_reward: 1 }, trainingState: 'state' });
    await vi.waitFor(() => expect(heard).toEqual(['saved a.json ']));
    expect(await page.load('a.json')).toEqual(await worker.load('a.json'));
    await page.change('a.json', { note: 'n' });
    await vi.waitFor(async () => expect((await worker.info('a.json'))?.note).toBe('n'));
    const deleted = await worker.delete('a.json', 'too old');
    worker.skip('b.json', 'no better');
    await vi.waitFor(() =>
      expect(heard.slice(2).toSorted()).toEqual(['deleted a.json too old', 'skipped b.json no better']),
    );
    expect(await page.latest()).toBeNull();
    await (deleted && worker.restore(deleted));
    await vi.waitFor(async () => expect((await page.best())?.path).toBe('a.json'));
    expect((await page.save('b.json', 'x')).mtime).toBeGreaterThan(deleted?.entry.mtime ?? Infinity);
  });

  it('is given to whoever comes later', async () => {
    const first = new SharedMemoryStore('later');
    await first.save('a.json', 'text');
    const second = new SharedMemoryStore('later');
    await vi.waitFor(async () => expect((await second.load('a.json')).text).toBe('text'));
  });
});
