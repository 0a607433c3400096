import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ExactMatch,
  LambdaCallback,
  MemoryCheckpointStore,
  ProgramCheckpoint,
  RandomFewShot,
} from '../../../src/index.ts';
import type { Batch, BatchSource, Callback, FitOptions, History, Program, Row } from '../../../src/index.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

const fruit = ['apple', 'apricot', 'banana', 'cherry', 'grape', 'lemon'];
const tools = ['hammer', 'chisel', 'drill', 'wrench', 'pliers', 'saw'];
const pairs = fruit.flatMap((word, index) => [
  { word, kind: 'fruit' },
  { word: tools[index] ?? '', kind: 'tool' },
]);
const rowsOf = (part: typeof pairs): [Row[], Row[]] => [
  part.map(({ word }) => ({ word })),
  part.map(({ kind }) => ({ kind })),
];
const [x, y] = rowsOf(pairs.slice(0, 8));
const validationData = rowsOf(pairs.slice(8));

/** Four batches of two. */
const batches: readonly Batch[] = [0, 2, 4, 6].map((at) => [x.slice(at, at + 2), y.slice(at, at + 2)]);

function* inTurn(): Generator<Batch> {
  yield* batches;
}

async function* later(): AsyncGenerator<Batch> {
  for (const batch of batches) {
    await Promise.resolve();
    yield batch;
  }
}

const settings: FitOptions = { epochs: 3, seed: 4, minibatchSize: 2, validationData, shuffle: false };

interface Trained {
  readonly program: Program;
  readonly history: History;
}

async function train(
  source: BatchSource | readonly Row[],
  targets: readonly Row[] | null,
  options: FitOptions = {},
): Promise<Trained> {
  const program = await makeSorter({ nbMaxExamples: 6 });
  const history = await program.fit(source, targets, { ...settings, ...options });
  return { program, history };
}

/** Notes which batches are trained on, epoch by epoch: the words that come before each batch's end. */
function watch(): { readonly seen: string[]; readonly callback: Callback } {
  const seen: string[] = [];
  const note = (what: string) => (number: number) => void seen.push(`${what} ${number}`);
  const hooks = {
    onEpochBegin: note('epoch'),
    onTrainBatchBegin: note('begin'),
    onTrainBatchEnd: note('end'),
  };
  return { seen, callback: new LambdaCallback(hooks) };
}

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());
const ranOut = /^Your input ran out of data; interrupting training\./;

describe('batches from a source', () => {
  it.each([
    ['a generator function', inTurn],
    ['an async generator function', later],
    ['a function that answers a list', () => batches],
    ['a function that promises an async generator', () => Promise.resolve(later())],
    ['an iterable that can be run through again', { [Symbol.iterator]: inTurn }],
    ['an async iterable that can be run through again', { [Symbol.asyncIterator]: later }],
  ])('train as the same rows do: %s', async (_, source) => {
    const expected = await train(x, y, { batchSize: 2 });
    const actual = await train(source, null);
    expect(actual.history.history).toEqual(expected.history.history);
    expect(actual.program.toProgramFile()).toBe(expected.program.toProgramFile());
    expect(warn).not.toHaveBeenCalled();
  });

  it('validate as the same rows do, batch by batch', async () => {
    const [xVal, yVal] = validationData;
    const source = (): readonly Batch[] => [
      [xVal.slice(0, 3), yVal.slice(0, 3)],
      [xVal.slice(3), yVal.slice(3)],
    ];
    const expected = await train(x, y, { batchSize: 2, validationBatchSize: 3 });
    const actual = await train(x, y, { batchSize: 2, validationData: source });
    expect(actual.history.history).toEqual(expected.history.history);
    const { program } = actual;
    expect(await program.evaluate(source)).toEqual(await program.evaluate(xVal, yVal, { batchSize: 3 }));
    expect(await program.predict(source)).toEqual(await program.predict(xVal));
  });

  it('are read no further than is judged, also when they never end', async () => {
    const [xVal, yVal] = validationData;
    let made = 0;
    function* endless(): Generator<Batch> {
      for (;;) {
        made += 1;
        yield [xVal, yVal];
      }
    }
    await train(x, y, { epochs: 1, validationData: endless, validationSteps: 2 });
    expect(made).toBe(2);
    const program = await makeSorter();
    await program.evaluate(endless, null, { steps: 3 });
    expect(await program.predict(endless, { steps: 1 })).toHaveLength(xVal.length);
    expect(made).toBe(6);
  });

  it('without targets are answered, and judged without them', async () => {
    const program = await makeSorter();
    const source = (): readonly Batch[] => [[x]];
    expect(await program.predict(source)).toEqual(await program.predict(x));
    expect(await program.evaluate(source)).toEqual(await program.evaluate(x, null));
  });

  it('may come from a stream', async () => {
    const queue = [...batches];
    const stream = new ReadableStream<Batch>({
      pull(controller) {
        const batch = queue.shift();
        if (batch) controller.enqueue(batch);
        else controller.close();
      },
    });
    const { history } = await train(stream, null, { epochs: 2 });
    expect(history.epoch).toEqual([0]);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(ranOut)]]);
  });

  it('are no longer waited for when the signal is aborted, nor is a source that hangs', async () => {
    const controller = new AbortController();
    let isClosed = false;
    const hanging: BatchSource = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          setTimeout(() => controller.abort(new Error('enough')));
          return new Promise(() => undefined);
        },
        return: () => {
          isClosed = true;
          return new Promise(() => undefined);
        },
      }),
    };
    await expect(train(hanging, null, { signal: controller.signal })).rejects.toThrow('enough');
    expect(isClosed).toBe(true);
  });

  it('are let go of when training ends early, so that what made them can clean up', async () => {
    let isClosed = false;
    async function* guarded(): AsyncGenerator<Batch> {
      try {
        yield* later();
      } finally {
        isClosed = true;
      }
    }
    await train(guarded, null, { epochs: 1, stepsPerEpoch: 2 });
    expect(isClosed).toBe(true);
  });
});

describe('an epoch of a source', () => {
  it('of some steps is followed by one that goes on there, and a pass by a new one', async () => {
    const { seen, callback } = watch();
    const words: unknown[] = [];
    function* noted(): Generator<Batch> {
      for (const batch of batches) {
        words.push(batch[0][0]);
        yield batch;
      }
    }
    await train(noted, null, { epochs: 4, stepsPerEpoch: 2, callbacks: [callback] });
    expect(seen.filter((what) => what.startsWith('end'))).toHaveLength(8);
    const firsts = batches.map(([[first]]) => first);
    expect(words).toEqual([...firsts, ...firsts]);
    expect(warn).not.toHaveBeenCalled();
  });

  it('that runs out of data is short, is told of once, and the next begins anew', async () => {
    const { seen, callback } = watch();
    await train(inTurn, null, { epochs: 3, stepsPerEpoch: 3, callbacks: [callback] });
    expect(seen.map((what) => what.replace('begin', 'b').replace('end', 'e')).join(' ')).toBe(
      'epoch 0 b 0 e 0 b 1 e 1 b 2 e 2 epoch 1 b 0 e 0 epoch 2 b 0 e 0 b 1 e 1 b 2 e 2',
    );
    expect(warn.mock.calls).toEqual([[expect.stringMatching(ranOut)]]);
  });

  it('is as short with rows', async () => {
    const { seen, callback } = watch();
    await train(x, y, { batchSize: 2, epochs: 3, stepsPerEpoch: 3, callbacks: [callback] });
    expect(seen.filter((what) => what.startsWith('end'))).toHaveLength(3 + 1 + 3);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(ranOut)]]);
  });

  it('does not come where a generator is used up: training ends, and says so', async () => {
    const { history } = await train(later(), null, { epochs: 3 });
    expect(history.epoch).toEqual([0]);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(ranOut)]]);
  });

  it('takes up a generator where the fit before left it', async () => {
    const generator = inTurn();
    await train(generator, null, { epochs: 1, stepsPerEpoch: 3 });
    const { seen, callback } = watch();
    await train(generator, null, { epochs: 1, callbacks: [callback] });
    expect(seen).toEqual(['epoch 0', 'begin 0', 'end 0']);
  });

  it('has as many steps as the source says, or as are asked for', async () => {
    const stepsOf = async (source: BatchSource, options: FitOptions = {}): Promise<unknown> => {
      const { history } = await train(source, null, { epochs: 1, ...options });
      return history.params.steps;
    };
    expect(await stepsOf(inTurn)).toBeNull();
    expect(await stepsOf({ [Symbol.iterator]: inTurn, length: 4 } as BatchSource)).toBe(4);
    expect(await stepsOf(new Set(batches))).toBe(4);
    expect(await stepsOf(inTurn, { stepsPerEpoch: 2 })).toBe(2);
  });
});

describe('steps per execution', () => {
  async function trained(stepsPerExecution: number, callbacks: Callback[] = []): Promise<Trained> {
    const program = await makeSorter();
    const optimizer = new RandomFewShot({ name: 'examples' });
    program.compile({ reward: new ExactMatch(), optimizer, stepsPerExecution });
    const history = await program.fit(x, y, { ...settings, batchSize: 2, callbacks });
    return { program, history };
  }

  it('call the batch hooks once for several batches, and train on each of these', async () => {
    const { seen, callback } = watch();
    const expected = await trained(1);
    const actual = await trained(3, [callback]);
    expect(seen.slice(0, 5)).toEqual(['epoch 0', 'begin 0', 'end 2', 'begin 3', 'end 3']);
    expect(actual.history.history).toEqual(expected.history.history);
    expect(actual.program.toVariablesFile()).toBe(expected.program.toVariablesFile());
    expect(actual.program.toProgramFile()).toContain('"steps_per_execution": 3');
  });

  it('are no more than an epoch has, and hold for judging and answering too', async () => {
    const { program } = await trained(100);
    const seen: string[] = [];
    const note = (what: string) => (batch: number) => void seen.push(`${what} ${batch}`);
    const callbacks = [
      new LambdaCallback({
        onTestBatchBegin: note('test'),
        onTestBatchEnd: note('tested'),
        onPredictBatchBegin: note('predict'),
        onPredictBatchEnd: note('predicted'),
      }),
    ];
    await program.evaluate(x, y, { batchSize: 2, callbacks });
    await program.predict(x, { batchSize: 3, callbacks });
    expect(seen).toEqual(['test 0', 'tested 3', 'predict 0', 'predicted 2']);
  });

  it('are refused when they are no count', async () => {
    await expect(trained(0)).rejects.toMatchObject({ code: 'bad-option', details: { received: 0 } });
  });
});

describe('a run on a source that is resumed', () => {
  const template = 'runs/{epoch:02d}-{batch:02d}.json';

  async function saved(options: FitOptions = {}): Promise<Trained & { store: MemoryCheckpointStore }> {
    const store = new MemoryCheckpointStore();
    const callbacks = [new ProgramCheckpoint(template, { store, saveFreq: 1 })];
    return { ...(await train(later, null, { ...options, store, callbacks })), store };
  }

  it.each([undefined, 2, 3])('ends as if it had never stopped (%s steps an epoch)', async (stepsPerEpoch) => {
    const options = stepsPerEpoch === undefined ? {} : { stepsPerEpoch };
    const whole = await saved(options);
    const { entries } = await whole.store.list({ orderBy: 'path', direction: 'ascending' });
    const resumable = entries.filter(({ resumable }) => resumable);
    expect(resumable.length).toBeGreaterThan(4);
    for (const { path } of resumable) {
      const callbacks = [new ProgramCheckpoint(template, { store: whole.store, saveFreq: 1 })];
      const resumed = { ...options, store: whole.store, callbacks, resumeFrom: path };
      const { program, history } = await train(later, null, resumed);
      expect(program.toProgramFile(), path).toBe(whole.program.toProgramFile());
      expect(history.history, path).toEqual(whole.history.history);
    }
  });

  it('is refused with an iterator, which cannot be brought to where it was', async () => {
    const { store } = await saved();
    const resume = { store, resumeFrom: 'runs/01-02.json' };
    await expect(train(later(), null, resume)).rejects.toMatchObject({ code: 'data-not-repeatable' });
  });

  it('lets go of a source that is read up to there in vain', async () => {
    const { store } = await saved();
    const controller = new AbortController();
    let isClosed = false;
    async function* guarded(): AsyncGenerator<Batch> {
      try {
        for await (const batch of later()) {
          yield batch;
          controller.abort(new Error('enough'));
        }
      } finally {
        isClosed = true;
      }
    }
    const resume = { store, resumeFrom: 'runs/01-03.json', signal: controller.signal };
    await expect(train(guarded, null, resume)).rejects.toThrow('enough');
    await vi.waitUntil(() => isClosed);
  });

  it('is refused when the source has become shorter, or rows', async () => {
    const { store } = await saved();
    const program = await makeSorter({ nbMaxExamples: 6 });
    const before = program.toVariablesFile();
    const resume = { ...settings, store, resumeFrom: 'runs/01-03.json' };
    await expect(program.fit(() => batches.slice(0, 2), null, resume)).rejects.toMatchObject({
      code: 'run-changed',
      details: { changed: ['training data'] },
    });
    await expect(program.fit(x, y, resume)).rejects.toMatchObject({ code: 'run-changed' });
    expect(program.toVariablesFile()).toBe(before);
  });
});

describe('data that cannot be used', () => {
  const wrong = (value: unknown): BatchSource => (() => [value]) as unknown as BatchSource;

  it.each([
    ['no rows', wrong([[]]), 'bad-batch', /Batch 0 of the data has no rows/],
    ['rows without a list', wrong({ word: 'apple' }), 'bad-batch', /Batch 0 .* Expected \[x\] or \[x, y\]/],
    ['three lists', wrong([x, y, y]), 'bad-batch', /is no batch/],
    ['fewer targets', wrong([x, y.slice(1)]), 'bad-data', /Batch 0 of the data: x has 8 rows and y has 7/],
    ['a row that does not fit', wrong([[{ word: 1 }], [{}]]), 'bad-row', /Batch 0 of the data: Row 0 of x/],
  ])('is told of by batch: %s', async (_, source, code, message) => {
    await expect(train(source, null)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      details: { batch: 0 },
    });
  });

  it.each([
    ['a number', 5, null, 'bad-data', /x is number/],
    ['targets beside batches', inTurn, y, 'bad-data', /targets are in the batches/],
    ['rows without targets', x, undefined, 'bad-data', /y is undefined/],
    ['what cannot be run through', {}, null, 'bad-data', /x is no iterable/],
    [
      'a function of nothing',
      () => undefined,
      null,
      'bad-data',
      /The function that was passed for x answered no/,
    ],
    ['a source of nothing', () => [], null, 'no-data', /holds no batch/],
  ])('is refused: %s', async (_, source, targets, code, message) => {
    const attempt = train(source as BatchSource, targets as null);
    await expect(attempt).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('is refused when nothing can be split off to validate on', async () => {
    const program = await makeSorter();
    await expect(program.fit(inTurn, null)).rejects.toMatchObject({ code: 'no-validation-data' });
    const options = { validationData: [x] as unknown as BatchSource };
    await expect(program.fit(x, y, options)).rejects.toMatchObject({ code: 'bad-data' });
  });
});
