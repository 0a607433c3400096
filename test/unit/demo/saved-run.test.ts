import { describe, expect, it } from 'vitest';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import type { CheckpointInfo } from '../../../src/checkpoints/checkpoint-store.ts';
import { newRecord, noHistory, withEpoch } from '../../../src/demo/run-record.ts';
import type { RunRecord } from '../../../src/demo/run-record.ts';
import { defaultSettings } from '../../../src/demo/settings.ts';
import type { RunSettings } from '../../../src/demo/run-settings.ts';
import { bringUpToDate, checkpointsOf, saveOf } from '../../../src/demo/saved-run.ts';

/** A store with so many epochs of a run, each with a val_reward of a tenth of its 1-based number. */
async function storeWith(
  run: string,
  epochs: number,
  more: CheckpointInfo = {},
): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const logs = { val_reward: (epoch + 1) / 10 };
    await store.save(`${run}/${epoch + 1}.json`, '{}', { run, epoch, logs, monitor: 'val_reward', ...more });
  }
  return store;
}

const settings: RunSettings = { ...defaultSettings, epochs: 10 };

/** What was remembered after the first epoch of a run, before anything that is saved from now on. */
function rememberedOf(run: string): RunRecord {
  return {
    ...newRecord(run, settings),
    untrained: 0.05,
    history: withEpoch(noHistory, 0, { val_reward: 0.1 }),
    saves: [{ epoch: 0, path: `${run}/1.json`, value: 0.1 }],
    changedMs: 0,
  };
}

describe('the last run, brought up to date', () => {
  it('is as remembered when nothing was saved since', async () => {
    const record = { ...rememberedOf('a'), changedMs: Number.MAX_SAFE_INTEGER };
    expect(await bringUpToDate(await storeWith('a', 3), record, null, settings)).toBe(record);
  });

  it('is nothing when there is nothing', async () => {
    expect(await bringUpToDate(new MemoryCheckpointStore(), null, null, settings)).toBeNull();
  });

  it('gains what was saved after it was remembered', async () => {
    const record = rememberedOf('a');
    expect(await bringUpToDate(await storeWith('a', 3), record, null, settings)).toEqual({
      ...record,
      history: { epoch: [0, 1, 2], history: { val_reward: [0.1, 0.2, 0.3] } },
      saves: [
        { epoch: 0, path: 'a/1.json', value: 0.1 },
        { epoch: 1, path: 'a/2.json', value: 0.2 },
        { epoch: 2, path: 'a/3.json', value: 0.3 },
      ],
    });
  });

  it('is the run that was saved last, when only an earlier one was remembered', async () => {
    const found = await bringUpToDate(
      await storeWith('b', 2),
      { ...rememberedOf('a'), status: 'finished' },
      null,
      settings,
    );
    expect(found).toMatchObject({ run: 'b', status: 'running', epochs: 10, untrained: null });
    expect(found?.history.epoch).toEqual([0, 1]);
  });

  it('has the settings that it was begun with, when nothing else was remembered', async () => {
    const begun = { run: 'a', settings: { ...settings, batchSize: 7, seed: 3 }, untrained: null };
    const found = await bringUpToDate(await storeWith('a', 1), null, begun, settings);
    expect(found?.settings).toMatchObject({ batchSize: 7, seed: 3 });
    const other = await bringUpToDate(await storeWith('b', 1), null, begun, settings);
    expect(other?.settings).toMatchObject({ batchSize: settings.batchSize, seed: settings.seed });
  });

  it('has the figure of the untrained program, which no checkpoint tells, though nothing else was remembered', async () => {
    const begun = { run: 'a', settings, untrained: 0.2 };
    const [store, empty] = [await storeWith('a', 2), new MemoryCheckpointStore()];
    expect(await bringUpToDate(store, null, begun, settings)).toMatchObject({ run: 'a', untrained: 0.2 });
    const judging = newRecord('a', settings);
    expect((await bringUpToDate(empty, judging, begun, settings))?.untrained).toBe(0.2);
    expect((await bringUpToDate(store, rememberedOf('a'), begun, settings))?.untrained).toBe(0.05);
    const other = await bringUpToDate(await storeWith('b', 1), null, begun, settings);
    expect(other).toMatchObject({ run: 'b', untrained: null });
  });

  it('is looked for where it saves, whatever the form says', async () => {
    const template = 'other/{epoch:02d}.json';
    const found = await bringUpToDate(
      await storeWith('b', 2, { template }),
      rememberedOf('a'),
      null,
      settings,
    );
    expect(found?.settings).toEqual({ ...settings, filepath: template });
  });

  it('plans as many epochs as there are, when fewer were planned', async () => {
    const few = { ...settings, epochs: 3 };
    expect((await bringUpToDate(await storeWith('b', 4), null, null, few))?.epochs).toBe(4);
  });

  it('plans as many epochs as its checkpoints say', async () => {
    const store = await storeWith('b', 2, { epochs: 20 });
    expect((await bringUpToDate(store, null, null, settings))?.epochs).toBe(20);
  });

  it('takes nothing for an epoch that was saved amid one', async () => {
    const store = await storeWith('a', 2);
    await store.save('a/3-stopped.json', '{}', { run: 'a', epoch: 2, batch: 1, logs: { val_reward: 0.2 } });
    const found = await bringUpToDate(store, rememberedOf('a'), null, settings);
    expect(found?.history.epoch).toEqual([0, 1]);
    expect(found?.saves).toHaveLength(2);
  });

  it.each([
    ['imported', { reason: 'import' }],
    ['of no run', { run: '' }],
  ] as const)('is as remembered when the newest checkpoint is %s', async (_, info) => {
    const record = rememberedOf('a');
    expect(await bringUpToDate(await storeWith('b', 2, info), record, null, settings)).toBe(record);
  });
});

describe('the checkpoints of a run', () => {
  it('are all found, page after page, the oldest first', async () => {
    const store = await storeWith('a', 120);
    await store.save('b/1.json', '{}', { run: 'b', epoch: 0 });
    const found = await checkpointsOf(store, 'a');
    expect(found.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 120 }, (_, epoch) => epoch));
  });

  it('have no mark without an epoch or a value', async () => {
    const store = new MemoryCheckpointStore();
    const noEpoch = await store.save('1.json', '{}', { logs: { val_reward: 1 } });
    const noValue = await store.save('2.json', '{}', { epoch: 1, logs: { val_reward: Number.NaN } });
    expect([saveOf(noEpoch), saveOf(noValue)]).toEqual([null, null]);
  });
});
