import { beforeEach, describe, expect, it } from 'vitest';
import {
  Callback,
  EarlyStopping,
  ExactMatch,
  MemoryCheckpointStore,
  ProgramCheckpoint,
  RandomFewShot,
} from '../../../src/index.ts';
import type { FitOptions, History, Program, Row } from '../../../src/index.ts';
import { resetAutomaticNames } from '../../../src/testing.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

const words = {
  fruit: ['apple', 'apricot', 'banana', 'cherry', 'grape', 'lemon', 'mango', 'melon', 'peach', 'pear'],
  tool: ['hammer', 'chisel', 'drill', 'wrench', 'pliers', 'saw', 'screwdriver', 'level', 'clamp', 'file'],
};
const pairs = Object.entries(words).flatMap(([kind, list]) => list.map((word) => ({ word, kind })));
const rows = (from: number, to: number): [Row[], Row[]] => {
  const part = pairs.filter((_, index) => index % 10 >= from && index % 10 < to);
  return [part.map(({ word }) => ({ word })), part.map(({ kind }) => ({ kind }))];
};

const makeProgram = (): Promise<Program> => makeSorter({ nbMaxExamples: 6 });

const template = 'runs/{epoch:02d}-{batch:02d}.json';
const epochTemplate = 'runs/{epoch:02d}.json';

interface Run {
  readonly program: Program;
  readonly history: History;
  readonly store: MemoryCheckpointStore;
}

async function run(
  epochs: number,
  options: FitOptions = {},
  saveFreq: 'epoch' | number = 'epoch',
): Promise<Run> {
  const store = new MemoryCheckpointStore();
  const program = await makeProgram();
  const history = await fit(program, store, epochs, options, saveFreq);
  return { program, history, store };
}

function fit(
  program: Program,
  store: MemoryCheckpointStore,
  epochs: number,
  options: FitOptions,
  saveFreq: 'epoch' | number,
): Promise<History> {
  const filepath = saveFreq === 'epoch' ? epochTemplate : template;
  return program.fit(...rows(0, 7), {
    epochs,
    batchSize: 3,
    minibatchSize: 4,
    validationData: rows(7, 10),
    seed: 5,
    store,
    ...options,
    callbacks: [new ProgramCheckpoint(filepath, { store, saveFreq }), ...callbacks()],
  });
}

const callbacks = (): Callback[] => [new EarlyStopping({ mode: 'max', patience: 30, stopAt: 2 })];

beforeEach(() => resetAutomaticNames());

describe('a run that is resumed', () => {
  it('ends as if it had never stopped, from the end of each epoch', async () => {
    const whole = await run(4);
    for (const epoch of ['01', '02', '03']) {
      const program = await makeProgram();
      const history = await fit(program, whole.store, 4, { resumeFrom: `runs/${epoch}.json` }, 'epoch');
      expect(program.toProgramFile()).toBe(whole.program.toProgramFile());
      expect(history.history).toEqual(whole.history.history);
      expect(history.epoch).toEqual(whole.history.epoch);
    }
  });

  it('ends as if it had never stopped, from between two batches', async () => {
    const whole = await run(2, {}, 1);
    const { entries } = await whole.store.list({ direction: 'ascending', orderBy: 'path' });
    const resumable = entries.filter(({ resumable }) => resumable);
    expect(resumable).toHaveLength(10);
    for (const { path } of resumable) {
      const program = await makeProgram();
      const history = await fit(program, whole.store, 2, { resumeFrom: path }, 1);
      expect(program.toProgramFile(), path).toBe(whole.program.toProgramFile());
      expect(history.history, path).toEqual(whole.history.history);
    }
  });

  it('goes on with the very draws and rows when each epoch takes some of the batches', async () => {
    const options = { stepsPerEpoch: 2 };
    const whole = await run(5, options);
    const program = await makeProgram();
    await fit(program, whole.store, 5, { ...options, resumeFrom: 'runs/03.json' }, 'epoch');
    expect(program.toProgramFile()).toBe(whole.program.toProgramFile());
  });

  it('refuses a checkpoint that has no training state', async () => {
    const store = new MemoryCheckpointStore();
    const program = await makeProgram();
    await program.save('plain.json', { store });
    await expect(fit(program, store, 2, { resumeFrom: 'plain.json' }, 'epoch')).rejects.toMatchObject({
      code: 'not-resumable',
    });
  });

  it('is refused when its data or settings have changed, with what differs, and leaves the program as it was', async () => {
    const { store } = await run(2);
    const program = await makeProgram();
    const before = program.toVariablesFile();
    const resumed = { resumeFrom: 'runs/01.json', batchSize: 4, validationData: rows(6, 10) };
    await expect(fit(program, store, 3, resumed, 'epoch')).rejects.toMatchObject({
      code: 'run-changed',
      message: expect.stringMatching(/validation data is another; batchSize was 3 and is 4/),
      details: { changed: ['validation data', 'batchSize'] },
    });
    expect(program.toVariablesFile()).toBe(before);
  });

  it('goes on with changed settings when that is wanted', async () => {
    const { store } = await run(2);
    const options = { resumeFrom: 'runs/01.json', batchSize: 4, allowChanges: true };
    const history = await fit(await makeProgram(), store, 3, options, 'epoch');
    expect(history.epoch).toEqual([0, 1, 2]);
  });

  it('is refused when its optimizer has changed', async () => {
    const { store } = await run(1);
    const program = await makeProgram();
    resetAutomaticNames();
    program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot({ nbMaxExamples: 2 }) });
    await expect(fit(program, store, 3, { resumeFrom: 'runs/01.json' }, 'epoch')).rejects.toMatchObject({
      code: 'run-changed',
      details: { changed: ['optimizer'] },
    });
  });

  it('names the checkpoint it went on from in those that it writes', async () => {
    const first = await run(2);
    const program = await makeProgram();
    await fit(program, first.store, 3, { resumeFrom: 'runs/02.json' }, 'epoch');
    const [before, after] = [await first.store.info('runs/02.json'), await first.store.info('runs/03.json')];
    expect(after?.parent).toBe('runs/02.json');
    expect(after?.run).toBe(before?.run);
  });
});

describe('a callback that judges while training is under way', () => {
  it('leaves no trace in what is logged', async () => {
    class Judging extends Callback {
      override async onTrainBatchEnd(): Promise<void> {
        await (this.program as Program).evaluate(...rows(7, 10));
      }
    }
    const plain = await makeProgram();
    const expected = await plain.fit(...rows(0, 7), { batchSize: 3, epochs: 2, seed: 5 });
    const program = await makeProgram();
    const options = { batchSize: 3, epochs: 2, seed: 5, callbacks: [new Judging()] };
    const { history } = await program.fit(...rows(0, 7), options);
    expect(history).toEqual(expected.history);
    expect(program.toProgramFile()).toBe(plain.toProgramFile());
  });
});

describe('a second fit', () => {
  it('goes on from what the first one learned', async () => {
    const { program, store } = await run(3);
    const before = program.trainableVariables[0]?.get('best_candidates');
    await fit(program, store, 1, {}, 'epoch');
    const after = program.trainableVariables[0]?.get('best_candidates');
    expect(Array.isArray(after) && Array.isArray(before) && after.length >= before.length).toBe(true);
  });

  it('starts from the seeds when asked to, as Synalinks does', async () => {
    const { program, store } = await run(3);
    await fit(program, store, 1, { continueFromSeeds: true }, 'epoch');
    const state = program.trainableVariables[0]?.get('best_candidates');
    expect(Array.isArray(state) ? state.length : 0).toBeLessThanOrEqual(5);
  });
});
