import { describe, expect, it } from 'vitest';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { describeStoreContract } from '../../helpers/checkpoint-store-contract.ts';

describeStoreContract('memory', async () => {
  const store = new MemoryCheckpointStore();
  return { store, dispose: () => store.close() };
});

describe('a memory store with a quota', () => {
  it('fails when it is full, with what was needed, and keeps what it has', async () => {
    const store = new MemoryCheckpointStore('small', { quotaBytes: 10 });
    await store.save('a.json', '123456');
    await expect(store.save('b.json', '12345')).rejects.toMatchObject({
      code: 'quota-exceeded',
      details: { path: 'b.json', neededBytes: 5 },
    });
    expect((await store.load('a.json')).text).toBe('123456');
  });

  it('lets the writer make room, and then tries once more', async () => {
    const store = new MemoryCheckpointStore('small', { quotaBytes: 10 });
    await store.save('a.json', '123456');
    await store.save('b.json', '12345', {}, { makeRoom: () => store.delete('a.json') });
    expect((await store.list()).entries.map(({ path }) => path)).toEqual(['b.json']);
  });
});
