import { describe, expect, it } from 'vitest';
import { CallbackList } from '../../../src/callbacks/callback-list.ts';
import { csvRow } from '../../../src/callbacks/csv-row.ts';
import type { Logs } from '../../../src/callbacks/callback.ts';
import { CSVLogger } from '../../../src/callbacks/csv-logger.ts';
import type { CSVLoggerOptions } from '../../../src/callbacks/csv-logger.ts';
import { ProgramCheckpoint } from '../../../src/callbacks/program-checkpoint.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { watchConsole } from '../../helpers/console-watch.ts';

const said = watchConsole();

async function log(
  store: MemoryCheckpointStore,
  epochs: readonly Logs[],
  options: CSVLoggerOptions = {},
): Promise<string> {
  const list = new CallbackList([new CSVLogger('log.csv', { store, ...options })], {
    params: { run: 'this' },
  });
  await list.onTrainBegin();
  for (const [epoch, logs] of epochs.entries()) await list.onEpochEnd(epoch, logs);
  await list.onTrainEnd();
  return (await store.load('log.csv')).text;
}

describe('a CSVLogger', () => {
  it('writes a line an epoch as Python does', async () => {
    const store = new MemoryCheckpointStore();
    const text = await log(store, [
      { reward: 1, f1: [0.5, 1] },
      { reward: 1e-5, val_reward: 0.25, more: 1 },
    ]);
    expect(text).toBe(
      'epoch,f1,reward,val_f1,val_reward\r\n0,"""[0.5, 1.0]""",1.0,NA,NA\r\n1,NA,1e-05,NA,0.25\r\n',
    );
    expect(await store.info('log.csv')).toMatchObject({ kind: 'other', run: 'this', epoch: 1 });
  });

  it('starts anew, or goes on with what is there', async () => {
    const store = new MemoryCheckpointStore();
    await log(store, [{ val_reward: 1 }]);
    expect(await log(store, [{ val_reward: 0 }], { append: true })).toBe(
      'epoch,val_reward\r\n0,1.0\r\n0,0.0\r\n',
    );
    expect(await log(store, [{ val_reward: 0.5 }])).toBe('epoch,val_reward\r\n0,0.5\r\n');
  });

  it('writes no epoch twice when a run is resumed from a checkpoint', async () => {
    const store = new MemoryCheckpointStore();
    const logger = new CSVLogger('log.csv', { store });
    const checkpoint = new ProgramCheckpoint('{epoch}.json', { store });
    const list = new CallbackList([checkpoint, logger], {
      program: { toProgramFile: () => '{}', getTrainingState: () => formatJson(list.getState()) },
    });
    await list.onTrainBegin();
    for (const epoch of [0, 1, 2]) await list.onEpochEnd(epoch, { val_reward: epoch });
    const { trainingState } = await store.load('2.json');

    const resumed = new CallbackList([
      new ProgramCheckpoint('{epoch}.json', { store }),
      new CSVLogger('log.csv', { store }),
    ]);
    resumed.callbacks[1]?.setProgram({ toProgramFile: () => '{}' });
    resumed.setState(parseJson(trainingState ?? ''));
    await resumed.onTrainBegin();
    await resumed.onEpochEnd(2, { val_reward: 7, extra: 1 });
    const { text } = await store.load('log.csv');
    expect(text).toBe('epoch,val_reward\r\n0,0.0\r\n1,1.0\r\n2,7.0\r\n');
  });

  it('warns of a full disk, and training goes on', async () => {
    const store = new MemoryCheckpointStore('full', { quotaBytes: 10 });
    await expect(log(store, [{ reward: 1 }, { reward: 2 }])).rejects.toMatchObject({ code: 'not-found' });
    expect(said.warnings).toHaveLength(1);
  });

  it.each(['', '||'])('refuses the separator "%s"', (separator) => {
    expect(() => new CSVLogger('log.csv', { separator })).toThrow('Expected one character.');
  });
});

describe('a line of a CSV file', () => {
  it('has lists as Python joins them, with quotes only around what is nested deeper', () => {
    expect(csvRow([['a', 1n, 0.5, null, ['b']], 'x;y', null], ';')).toBe(
      `"""[a, 1, 0.5, None, ['b']]""";"x;y";\r\n`,
    );
  });
});
