import { describe, expect, it, vi } from 'vitest';
import type { CheckpointPage, CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { EntryMirror } from '../../../src/elements/checkpoint-panel/entry-mirror.ts';

async function storeOf(count: number): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  for (let n = 0; n < count; n += 1) await store.save(`runs/${n}.json`, 'x');
  return store;
}

/** A mirror that follows its store, and what it was heard to say. */
function mirrorOf(
  store: CheckpointStore,
  pattern: string | null = null,
): { readonly mirror: EntryMirror; readonly shown: Set<string>; readonly failed: unknown[] } {
  const shown = new Set<string>();
  const failed: unknown[] = [];
  const mirror = new EntryMirror(store, pattern, {
    added: (entries) => entries.forEach(({ path }) => shown.add(path)),
    removed: ({ path }) => shown.delete(path),
    changed: () => {},
    failed: (error) => failed.push(error),
  });
  store.addEventListener('checkpoint-saved', ({ entry }) => mirror.put(entry));
  store.addEventListener('checkpoint-deleted', ({ path }) => mirror.remove(path));
  return { mirror, shown, failed };
}

const stored = async (store: CheckpointStore): Promise<string[]> =>
  (await store.list({ limit: 100_000 })).entries.map(({ path }) => path);
const paths = (mirror: EntryMirror): string[] => mirror.entries.map(({ path }) => path);

describe('the entries of a store in memory', () => {
  it('are all of it, the newest first', async () => {
    const store = await storeOf(1500);
    const { mirror } = mirrorOf(store);
    await mirror.read();
    expect(mirror.state).toBe('read');
    expect(paths(mirror)).toEqual(await stored(store));
  });

  it('are the same as the store, whatever happens while they are being read', async () => {
    const store = await storeOf(1500);
    const list = store.list.bind(store);
    let asked = 0;
    vi.spyOn(store, 'list').mockImplementation(async (query): Promise<CheckpointPage> => {
      asked += 1;
      const page = await list(query);
      if (asked === 1) {
        await store.delete('runs/1499.json');
        await store.save('runs/3.json', 'newer');
      } else {
        await store.delete('runs/700.json');
        const back = await store.delete('runs/701.json');
        if (back) await store.restore(back);
        await store.pin('runs/702.json', true);
      }
      return page;
    });
    const { mirror, shown } = mirrorOf(store);
    await mirror.read();
    vi.restoreAllMocks();
    expect(asked).toBe(3);
    expect(paths(mirror)).toEqual(await stored(store));
    expect([...shown].sort()).toEqual(paths(mirror).sort());
    expect(mirror.get('runs/702.json')?.pinned).toBe(true);
  });

  it('hold what was saved before the pattern was understood, if it fits', async () => {
    const store = new MemoryCheckpointStore();
    const { mirror } = mirrorOf(store, 'runs/{epoch}.json');
    const reading = mirror.read();
    await store.save('other.json', 'x');
    await store.save('runs/1.json', 'x');
    await store.save('runs/2.json', 'x');
    await store.delete('runs/2.json');
    await reading;
    expect(paths(mirror)).toEqual(['runs/1.json']);
  });

  it('say why they cannot be read, and keep what was', async () => {
    const store = await storeOf(150);
    const problem = new Error('The disk is on fire.');
    const page = await store.list({ limit: 100 });
    vi.spyOn(store, 'list').mockResolvedValueOnce(page).mockRejectedValueOnce(problem);
    const { mirror, failed } = mirrorOf(store);
    await mirror.read();
    expect(mirror.state).toBe('failed');
    expect(failed).toEqual([problem]);
    expect(mirror.entries).toHaveLength(100);
  });

  it('are read no further once nobody looks', async () => {
    const store = await storeOf(1500);
    const list = vi.spyOn(store, 'list');
    const { mirror } = mirrorOf(store);
    const reading = mirror.read();
    mirror.leave();
    await reading;
    expect(list).toHaveBeenCalledTimes(1);
    expect(mirror.entries).toEqual([]);
  });
});
