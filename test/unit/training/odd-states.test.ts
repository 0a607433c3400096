import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BackupAndRestore,
  CSVLogger,
  EarlyStopping,
  MemoryCheckpointStore,
  NgramModel,
  ProgramCheckpoint,
} from '../../../src/index.ts';
import type { ChatReply, ChatRequest, FitOptions, History, Program } from '../../../src/index.ts';
import { makeSorter, x, y } from '../../helpers/word-sorter.ts';

/** Amid the first epoch of two, after two of its four batches. */
const path = 'runs/01-02.json';

function fit(program: Program, store: MemoryCheckpointStore, options: FitOptions): Promise<History> {
  const callbacks = [
    new ProgramCheckpoint('runs/{epoch:02d}-{batch:02d}.json', { store, saveFreq: 1 }),
    new EarlyStopping({ mode: 'max', patience: 9, stopAt: null }),
    new CSVLogger('runs/log.csv', { store }),
    new BackupAndRestore('backup', { store, saveFreq: 3 }),
  ];
  return program.fit(x, y, { validationData: [x, y], store, callbacks, ...options });
}

async function trained(): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  await fit(await makeSorter(), store, { epochs: 2, batchSize: 2, seed: 3 });
  return store;
}

/** Saves the checkpoint again with another training state. */
async function withState(change: (state: string) => string): Promise<MemoryCheckpointStore> {
  const store = await trained();
  const { text, trainingState, entry } = await store.load(path);
  const { epochs: _left, ...info } = entry;
  await store.save(path, text, { ...info, trainingState: change(trainingState ?? '') });
  return store;
}

/** Puts a value in the place of a field, or of a field of a field. */
const withField =
  (names: readonly string[], value: unknown) =>
  (text: string): string => {
    const state = JSON.parse(text) as Record<string, unknown>;
    const holder = names
      .slice(0, -1)
      .reduce((object, name) => object[name] as Record<string, unknown>, state);
    holder[names.at(-1) ?? ''] = value;
    return JSON.stringify(state);
  };

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('a training state that nobody can go on from', () => {
  it.each([
    ['no text', (): string => ''],
    ['no JSON', (): string => '{'],
    ['JSON too deep', (): string => '['.repeat(100_000)],
    ['no object', (): string => '[1]'],
    ['another version', withField(['version'], 2)],
    ['no run', withField(['run'], { a: 1 })],
    ['an epoch below 0', withField(['epoch'], -1)],
    ['an epoch that is no whole number', withField(['epoch'], 1.5)],
    ['more epochs than can be counted', withField(['epochs'], 2 ** 60)],
    ['an order that is no list of counts', withField(['order'], ['a'])],
    ['no random streams', withField(['streams'], null)],
    ['a random stream that is cut off', withField(['streams', 'numpy'], 'AAAA')],
  ])('is refused before anything is changed: %s', async (_what, change) => {
    const store = await withState(change);
    const program = await makeSorter();
    const before = program.toProgramFile();
    await expect(fit(program, store, { resumeFrom: path })).rejects.toMatchObject({
      name: 'TrainingError',
      code: 'bad-training-state',
    });
    expect(program.toProgramFile()).toBe(before);
  });
});

describe('a training state in which something is not what it can be', () => {
  it.each([
    ['History', { epoch: ['a', {}], history: { reward: 'x' } }],
    ['EarlyStopping', { wait: 1.5, stopped_epoch: 'NaN', best: [], best_epoch: -1, best_variables: 3 }],
    [
      'ProgramCheckpoint',
      { best: 'x', mode: 3, batches_since_save: 1.5, last_batch: 'NaN', known: { a: 'x' } },
    ],
    ['ProgramCheckpoint', { batches_since_save: 'NaN', last_batch: 'Infinity', epoch: 2.5, interrupted: 3 }],
    ['BackupAndRestore', { batches_since_save: 'x' }],
    ['BackupAndRestore', { batches_since_save: 1e300 }],
    ['CSVLogger', { columns: [1, {}], length: -3 }],
    ['CSVLogger', 'x'],
  ])('lets callbacks begin anew where theirs cannot be read: %s %o', async (name, state) => {
    const store = await withState(withField(['callbacks', `${name}:0`], state));
    const { epoch } = await fit(await makeSorter(), store, { resumeFrom: path });
    expect(epoch).toEqual([0, 1]);
  });

  it.each([
    ['batchSize', 0],
    ['batchSize', 'abc'],
    ['batchSize', 1.5],
    ['minibatchSize', '4'],
    ['shuffle', 'no'],
    ['validationFreq', '{'],
    ['validationFreq', '0'],
    ['validationSplit', 7],
    ['validationSteps', -1],
  ])(
    'is refused for a setting that is none, unless its run is to go on all the same: %s %o',
    async (name, value) => {
      const store = await withState(withField(['identity', name], value));
      const program = await makeSorter();
      const resumed = { resumeFrom: path, store };
      await expect(fit(program, store, resumed)).rejects.toMatchObject({
        code: 'run-changed',
        details: { changed: [name] },
      });
      expect((await fit(program, store, { ...resumed, allowChanges: true })).epoch).toEqual([0, 1]);
    },
  );
});

describe('a run that goes on with more rows amid an epoch', () => {
  it('trains on them before the epoch ends, and misses none', async () => {
    const asked: string[] = [];
    class Heard extends NgramModel {
      override complete(request: ChatRequest): Promise<ChatReply> {
        asked.push(JSON.stringify(request.messages.at(-1)));
        return super.complete(request);
      }
    }
    const store = await trained();
    const program = await makeSorter({ languageModel: new Heard() });
    const warn = vi.spyOn(console, 'warn');
    const options = {
      validationData: [x, y],
      store,
      resumeFrom: path,
      allowChanges: true,
      epochs: 1,
    } as const;
    await program.fit([...x, { word: 'lemon' }], [...y, { kind: 'fruit' }], options);
    expect(asked.filter((text) => text.includes('lemon'))).toHaveLength(1);
    expect(warn).not.toHaveBeenCalled();
  });
});
