import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Accuracy,
  BackupAndRestore,
  Callback,
  CSVLogger,
  EarlyStopping,
  ExactMatch,
  Generator,
  Input,
  MemoryCheckpointStore,
  NgramModel,
  Program,
  ProgramCheckpoint,
  RandomFewShot,
} from '../../../src/index.ts';
import type { ChatModel, FitOptions, History } from '../../../src/index.ts';
import { resetAutomaticNames } from '../../../src/testing.ts';
import { Kind, makeSorter, Word, x, y } from '../../helpers/word-sorter.ts';

const settings = { batchSize: 2, seed: 3, validationData: [x, y] } as const;

/** A sorter with a second module behind the first. */
async function makeLongerSorter(): Promise<Program> {
  resetAutomaticNames();
  const languageModel = new NgramModel();
  const inputs = Input(Word);
  const first = await new Generator({ dataModel: Kind, languageModel }).call(inputs);
  const outputs = await new Generator({ dataModel: Kind, languageModel }).call(first);
  const program = new Program({ inputs, outputs, name: 'sorter' });
  program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot() });
  return program;
}

async function makeMeasuredSorter(): Promise<Program> {
  const program = await makeSorter();
  resetAutomaticNames();
  program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot(), metrics: [new Accuracy()] });
  return program;
}

/** Trains, and saves each epoch. */
async function trained(
  program: Program,
  callbacks: readonly Callback[] = [],
  epochs = 2,
): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  const saver = new ProgramCheckpoint('runs/{epoch}.json', { store });
  await program.fit(x, y, { ...settings, epochs, callbacks: [saver, ...callbacks] });
  return store;
}

function goOn(program: Program, store: MemoryCheckpointStore, options: FitOptions = {}): Promise<History> {
  return program.fit(x, y, { ...settings, epochs: 4, store, resumeFrom: 'runs/1.json', ...options });
}

const warn = vi.spyOn(console, 'warn');
beforeEach(() => void warn.mockReset().mockImplementation(() => undefined));

describe('a run whose program has changed', () => {
  it('goes on when that is wanted, and trains what the program did not have before', async () => {
    const store = await trained(await makeSorter());
    const program = await makeLongerSorter();
    await expect(goOn(program, store)).rejects.toMatchObject({ code: 'run-changed' });
    expect((await goOn(program, store, { allowChanges: true })).epoch).toEqual([0, 1, 2, 3]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('generator_1/state_generator_1'));
    for (const variable of program.trainableVariables) {
      expect(variable.get('seed_candidates')).toHaveLength(1);
      expect(variable.get('best_candidates')).not.toHaveLength(0);
    }
  });

  it('is refused with what is there no more, if that is a metric, and goes on when that is wanted', async () => {
    const store = await trained(await makeMeasuredSorter());
    const program = await makeSorter();
    const before = program.toProgramFile();
    await expect(goOn(program, store)).rejects.toMatchObject({
      code: 'run-changed',
      details: { differences: ['nothing is there any more for metrics_variables/accuracy'] },
    });
    expect(program.toProgramFile()).toBe(before);
    const saver = new ProgramCheckpoint('runs/{epoch}.json', { store });
    await goOn(program, store, { allowChanges: true, callbacks: [saver] });
    const [old, own] = [await store.info('runs/2.json'), await store.info('runs/4.json')];
    expect(own?.run).not.toBe(old?.run);
  });

  it('forgets what another model was validated with', async () => {
    const store = await trained(await makeSorter());
    const stubborn: ChatModel = {
      config: { model: 'stubborn' },
      complete: () => Promise.resolve({ content: '{"kind": "fruit"}' }),
    };
    const program = await makeSorter({ languageModel: stubborn });
    const { history } = await goOn(program, store, { allowChanges: true });
    const [before, ...now] = history['val_reward'] ?? [];
    expect(before).toBeGreaterThan(0.5);
    expect(now).toEqual([0.5, 0.5, 0.5]);
  });
});

describe('callbacks of a run that goes on', () => {
  it('keep a best only of what they still monitor', async () => {
    const store = new MemoryCheckpointStore();
    const options = { store, saveBestOnly: true } as const;
    const before = [
      new ProgramCheckpoint('best.json', { ...options, mode: 'max' }),
      new EarlyStopping({ mode: 'max', patience: 9, stopAt: null }),
      new BackupAndRestore('backup', { store, deleteCheckpoint: false }),
    ];
    await (await makeSorter()).fit(x, y, { ...settings, epochs: 1, callbacks: before });
    const saver = new ProgramCheckpoint('least.json', { ...options, mode: 'min', monitor: 'reward' });
    const stopper = new EarlyStopping({ mode: 'min', monitor: 'reward', patience: 9, stopAt: null });
    const after = [saver, stopper, new BackupAndRestore('backup', { store })];
    await (await makeSorter()).fit(x, y, { ...settings, epochs: 1, callbacks: after });
    expect([saver.best, stopper.best]).toEqual([Infinity, null]);
  });

  it('begin anew after a run that could not even begin', async () => {
    class Locked extends Callback {
      isLocked = true;
      override onTrainBegin(): void {
        if (this.isLocked) throw new Error('locked');
      }
    }
    const stopper = new EarlyStopping({ mode: 'max', patience: 1, stopAt: null });
    const program = await makeSorter();
    const store = await trained(program, [stopper], 9);
    const resumeFrom = (await store.latest('runs/{epoch}.json'))?.path ?? '';
    expect(stopper.stoppedEpoch).toBeGreaterThan(0);
    const locked = new Locked();
    const callbacks = [locked, stopper];
    await expect(goOn(program, store, { resumeFrom, callbacks })).rejects.toThrow('locked');
    locked.isLocked = false;
    const { epoch } = await program.fit(x, y, { ...settings, epochs: 2, startOver: true, callbacks });
    expect(epoch).toEqual([0, 1]);
  });

  it('save nothing of a run that could not even begin', async () => {
    const store = new MemoryCheckpointStore();
    const locked = Object.assign(new Callback(), { onTrainBegin: () => Promise.reject(new Error('locked')) });
    const savers = [
      new ProgramCheckpoint('best.json', {
        store,
        mode: 'max',
        saveOnStop: true,
        monitor: 'none',
        saveBestOnly: true,
      }),
      new BackupAndRestore('backup', { store, saveFreq: 7 }),
    ];
    const program = await makeSorter();
    await program.fit(x, y, { ...settings, epochs: 2, callbacks: savers });
    const again = program.fit(x, y, { ...settings, epochs: 2, callbacks: [locked, ...savers] });
    await expect(again).rejects.toThrow('locked');
    expect((await store.list()).entries).toEqual([]);
  });

  it('log a fork beside the run that it left', async () => {
    const store = new MemoryCheckpointStore();
    const savers = (): Callback[] => [
      new ProgramCheckpoint('runs/{epoch}.json', { store }),
      new CSVLogger('runs/log.csv', { store }),
      new BackupAndRestore('backup', { store }),
    ];
    await (await makeSorter()).fit(x, y, { ...settings, epochs: 4, callbacks: savers() });
    const before = (await store.load('runs/log.csv')).text;
    const program = await makeSorter();
    const fork = { resumeFrom: 'runs/2.json', fork: true };
    const stopper = Object.assign(new Callback(), {
      onEpochBegin: (epoch: number) => void (epoch === 3 && program.stop()),
    });
    await goOn(program, store, { ...fork, callbacks: [...savers(), stopper] });
    await (await makeSorter()).fit(x, y, { ...settings, epochs: 4, callbacks: savers() });
    expect((await store.load('runs/log.csv')).text).toBe(before);
    expect((await store.load('runs/log-v1.csv')).text).toBe(before);
  });
});
