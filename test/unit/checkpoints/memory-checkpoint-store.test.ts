import { describe, expect, it } from 'vitest';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { fileOf, programText } from '../../helpers/checkpoint-texts.ts';
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

  it('imports nothing of a zip that does not fit as a whole', async () => {
    const source = new MemoryCheckpointStore('source');
    for (const n of [1, 2, 3]) await source.save(`${n}.json`, programText(n));
    const { name, bytes } = await source.export();
    const store = new MemoryCheckpointStore('small', { quotaBytes: 2.5 * programText(1).length });
    await store.save('2.json', 'before', { trainingState: 'ä' });
    const usage = await store.usage();
    await expect(store.import(fileOf(name, bytes))).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect((await store.list()).entries.map(({ path }) => path)).toEqual(['2.json']);
    expect(await store.load('2.json')).toMatchObject({ text: 'before', trainingState: 'ä' });
    expect(await store.usage()).toEqual(usage);
  });

  it('lets the writer make room, and then tries once more', async () => {
    const store = new MemoryCheckpointStore('small', { quotaBytes: 10 });
    await store.save('a.json', '123456');
    await store.save('b.json', '12345', {}, { makeRoom: () => store.delete('a.json') });
    expect((await store.list()).entries.map(({ path }) => path)).toEqual(['b.json']);
  });
});
