import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CheckpointError,
  connectTrainer,
  dataModel,
  ExactMatch,
  Generator,
  Input,
  MemoryCheckpointStore,
  NgramModel,
  Program,
  ProgramCheckpoint,
  ReliableModel,
  TidemarkError,
  WorkerError,
} from '../../../src/index.ts';
import type {
  ArgumentError,
  Batch,
  BatchSource,
  ChatModel,
  TrainerClient,
  TrainerEvent,
  ModelUsage,
} from '../../../src/index.ts';
import { serveTrainer } from '../../../src/worker.ts';
import type { Endpoint, TrainerSetup } from '../../../src/worker.ts';
import { SlowModel } from '../../helpers/slow-model.ts';
import { makeSorter, Word, x, y } from '../../helpers/word-sorter.ts';

/** A worker in this thread: messages are cloned as between threads. */
class FakeWorker extends EventTarget {
  readonly port: MessagePort;
  readonly #page: MessagePort;
  isTerminated = false;

  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    [this.#page, this.port] = [port1, port2];
    this.#page.addEventListener('message', ({ data }) =>
      this.dispatchEvent(new MessageEvent('message', { data })),
    );
    this.#page.start();
    this.port.start();
  }

  postMessage(message: unknown): void {
    this.#page.postMessage(message);
  }

  terminate(): void {
    this.isTerminated = true;
    this.#page.close();
  }
}

let worker: FakeWorker;

function connect(
  setUp: (settings: unknown) => TrainerSetup | Promise<TrainerSetup>,
  settings: { readonly [key: string]: number } = {},
): TrainerClient {
  worker = new FakeWorker();
  serveTrainer(setUp, worker.port as unknown as Endpoint);
  return connectTrainer(worker as unknown as Worker, { settings });
}

async function setUp(
  store = new MemoryCheckpointStore(),
  languageModel: ChatModel = new NgramModel(),
): Promise<TrainerSetup> {
  const program = await makeSorter({ languageModel });
  return {
    program,
    x,
    y,
    validationData: [x, y],
    datasets: { two: [x.slice(0, 2), y.slice(0, 2)] },
    callbacks: [new ProgramCheckpoint('runs/{epoch}.json', { store })],
    fitOptions: { batchSize: 4, seed: 1 },
    store,
  };
}

beforeEach(() => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  worker.terminate();
  worker.port.close();
  vi.restoreAllMocks();
});

describe('a trainer in a worker', () => {
  it('trains, tells of every hook in order, and answers with the history', async () => {
    const trainer = connect(() => setUp());
    const events: string[] = [];
    for (const type of [
      'train-begin',
      'epoch-begin',
      'train-batch-end',
      'test-end',
      'epoch-end',
      'train-end',
    ] as const) {
      trainer.addEventListener(type, (event) => events.push(`${event.type} ${event.epoch} ${event.batch}`));
    }
    const history = await trainer.fit({ epochs: 1 });
    expect(events).toEqual([
      'train-begin null null',
      'epoch-begin 0 null',
      'train-batch-end 0 0',
      'train-batch-end 0 1',
      'test-end 0 null',
      'epoch-end 0 null',
      'train-end null null',
    ]);
    expect(history.epoch).toEqual([0]);
    expect(Object.keys(history.history)).toEqual(['reward', 'val_reward']);
  });

  it('takes the worker’s own settings where the page gives none, or undefined', async () => {
    const batches = async (given: object): Promise<number> => {
      const trainer = connect(() => setUp());
      let count = 0;
      trainer.addEventListener('train-batch-end', () => (count += 1));
      await trainer.fit({ epochs: 1, ...given });
      return count;
    };
    const counts = [
      await batches({}),
      await batches({ batchSize: undefined }),
      await batches({ batchSize: 2 }),
    ];
    expect(counts).toEqual([2, 2, 4]);
  });

  it('tells what was asked of language models, to the last call', async () => {
    const languageModel = new ReliableModel(new NgramModel());
    const trainer = connect(() => setUp(undefined, languageModel));
    const told: ModelUsage[] = [];
    trainer.addEventListener('usage-changed', ({ usage }) => told.push(usage));
    await trainer.fit({ epochs: 1 });
    expect(told.at(-1)).toEqual(languageModel.usage);
    expect(told.at(-1)).toMatchObject({ pending: 0, failedCalls: 0, cost: null });
    // Two batches of four, each with four to score its candidate, and eight to validate.
    expect(told.at(-1)?.calls).toBe(24);
  });

  it('tells so of a program that is only judged, too', async () => {
    const languageModel = new ReliableModel(new NgramModel());
    const trainer = connect(() => setUp(undefined, languageModel));
    const told: ModelUsage[] = [];
    trainer.addEventListener('usage-changed', ({ usage }) => told.push(usage));
    await trainer.evaluate('validation');
    expect(told.at(-1)).toEqual(languageModel.usage);
    expect(told.at(-1)?.calls).toBe(8);
  });

  it('passes the settings of the page to the worker’s setup', async () => {
    const seen: unknown[] = [];
    const trainer = connect(
      (settings) => {
        seen.push(settings);
        return setUp();
      },
      { examples: 3 },
    );
    await trainer.evaluate('validation');
    expect(seen).toEqual([{ examples: 3 }]);
  });

  it('holds between batches while it is paused, and goes on when it is resumed', async () => {
    const trainer = connect(() => setUp());
    let batches = 0;
    trainer.addEventListener('train-batch-end', () => (batches += 1));
    const paused = new Promise<void>((resolve) =>
      trainer.addEventListener('train-begin', () => void trainer.pause().then(resolve)),
    );
    const fit = trainer.fit({ epochs: 50 });
    await paused;
    expect(trainer.status).toBe('paused');
    await new Promise((resolve) => setTimeout(resolve, 30));
    const held = batches;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(batches).toBe(held);
    await trainer.resume();
    await fit;
    expect(batches).toBe(100);
    expect(trainer.status).toBe('idle');
  });

  it('begins no call of a language model while it is paused, from the moment that the worker knows', async () => {
    const slow = new SlowModel();
    const trainer = connect(() => setUp(undefined, new ReliableModel(slow, { concurrency: 1 })));
    const fit = trainer.fit({ epochs: 2 });
    await vi.waitUntil(() => slow.begun >= 3, { interval: 1 });
    await trainer.pause();
    const { begun } = slow;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([slow.begun, slow.underWay]).toEqual([begun, 0]);
    await trainer.resume();
    expect((await fit).epoch).toEqual([0, 1]);
    expect(slow.begun).toBe(48);
  });

  it('stops after the batch at hand and answers with the history so far', async () => {
    const trainer = connect(() => setUp());
    trainer.addEventListener('epoch-end', ({ epoch }) => epoch === 1 && void trainer.stop());
    const { epoch } = await trainer.fit({ epochs: 500 });
    expect(epoch.length).toBeGreaterThanOrEqual(2);
    expect(epoch.length).toBeLessThan(500);
  });

  it('stops while it is paused', async () => {
    const trainer = connect(() => setUp());
    trainer.addEventListener('train-begin', () => void trainer.pause().then(() => trainer.stop()));
    expect((await trainer.fit({ epochs: 500 })).epoch.length).toBeLessThan(500);
  });

  it('stops when told so before the first batch, and trains anew when asked again', async () => {
    const trainer = connect(() => setUp());
    const stopped = trainer.fit({ epochs: 50 });
    await trainer.stop();
    expect((await stopped).epoch.length).toBeLessThan(50);
    expect((await trainer.fit({ epochs: 3 })).epoch).toEqual([0, 1, 2]);
  });

  it('stops when told so while it waits for a judging to end', async () => {
    const slow = new SlowModel();
    const trainer = connect(() => setUp(undefined, new ReliableModel(slow, { concurrency: 1 })));
    const judged = trainer.evaluate('two');
    await vi.waitUntil(() => slow.begun > 0, { interval: 1 });
    const fit = trainer.fit({ epochs: 5 });
    await trainer.stop();
    expect((await fit).epoch).toEqual([]);
    expect(await judged).toHaveProperty('reward');
  });

  it('refuses to train while it trains, which goes on and can be stopped', async () => {
    const trainer = connect(() => setUp());
    const first = trainer.fit({ epochs: 500 });
    await expect(trainer.fit({ epochs: 1 })).rejects.toMatchObject({ code: 'busy' });
    expect(trainer.status).toBe('training');
    await trainer.stop();
    expect((await first).epoch.length).toBeLessThan(500);
  });

  it('saves between two batches when asked to, also while it is paused', async () => {
    const store = new MemoryCheckpointStore();
    const trainer = connect(() => setUp(store));
    const ended: TrainerEvent[] = [];
    trainer.addEventListener('train-batch-end', (event) => ended.push(event));
    const paused = new Promise<void>((resolve) =>
      trainer.addEventListener('epoch-end', () => void trainer.pause().then(resolve), { once: true }),
    );
    const fit = trainer.fit({ epochs: 500 });
    await paused;
    await trainer.save();
    // At the end of an epoch, the epoch's own checkpoint is all there is to save.
    const last = ended.at(-1);
    const suffix = last?.batch === 1 ? '' : '-manual';
    expect(await store.info(`runs/${Number(last?.epoch) + 1}${suffix}.json`)).not.toBeNull();
    await trainer.stop();
    await fit;
    await trainer.save();
  });

  it('starts over with the program as the setup made it', async () => {
    const trainer = connect(() => setUp());
    const first = await trainer.fit({ epochs: 3 });
    const more = await trainer.fit({ epochs: 3 });
    expect(more.history).not.toEqual(first.history);
    expect(await trainer.fit({ epochs: 3, startOver: true })).toEqual(first);
  });

  it('judges and answers with a checkpoint’s program, and leaves the one in training alone', async () => {
    const store = new MemoryCheckpointStore();
    const trainer = connect(() => setUp(store));
    const { history } = await trainer.fit({ epochs: 2 });
    const { reward } = await trainer.evaluate('validation', { checkpoint: 'runs/2.json' });
    expect(reward).toBe(history['val_reward']?.[1]);
    expect(await trainer.predict([{ word: 'pear' }], { checkpoint: 'runs/1.json' })).toEqual([
      { kind: expect.stringMatching(/^(fruit|tool)$/) },
    ]);
    expect(await trainer.evaluate('two')).toHaveProperty('reward');
  });

  it('goes on from a checkpoint', async () => {
    const store = new MemoryCheckpointStore();
    await connect(() => setUp(store)).fit({ epochs: 2 });
    const history = await connect(() => setUp(store)).fit({ epochs: 3, resumeFrom: 'runs/2.json' });
    expect(history.epoch).toEqual([0, 1, 2]);
  });
});

describe('what a page may look into', () => {
  async function trained(): Promise<TrainerClient> {
    const trainer = connect(() => setUp());
    await trainer.fit({ epochs: 1 });
    return trainer;
  }

  it('are the samples of a data set, part by part', async () => {
    const trainer = connect(() => setUp());
    expect(await trainer.samples('validation', { start: 6, count: 5 })).toEqual({
      total: 8,
      samples: [
        { input: { word: 'grape' }, target: { kind: 'fruit' } },
        { input: { word: 'clamp' }, target: { kind: 'tool' } },
      ],
    });
    expect((await trainer.samples('two')).samples).toHaveLength(2);
    await expect(trainer.samples('nope')).rejects.toMatchObject({ code: 'unknown-dataset' });
  });

  it('is which samples a checkpoint gets right: their rewards add up to the whole’s', async () => {
    const trainer = await trained();
    const options = { checkpoint: 'runs/1.json' };
    const { total, samples } = await trainer.judge('validation', options);
    expect(total).toBe(8);
    expect(samples.map(({ input }) => input)).toEqual(x);
    for (const { answer, target, reward } of samples) {
      const isRight = JSON.stringify(answer) === JSON.stringify(target);
      expect(reward).toBe(isRight ? 1 : 0);
    }
    const { reward } = await trainer.evaluate('validation', options);
    expect(samples.reduce((sum, sample) => sum + sample.reward, 0) / 8).toBe(reward);
  });

  it('is what the language model would be asked, with the examples of the checkpoint', async () => {
    const trainer = await trained();
    const [prompt, ...more] = await trainer.prompt({ word: 'saw' }, { checkpoint: 'runs/1.json' });
    expect(more).toEqual([]);
    expect(prompt?.module).toBe('generator');
    expect(prompt?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(prompt?.messages[0]?.content).toContain('<examples>');
    expect(prompt?.messages[1]?.content).toBe("<input>\n{'word': 'saw'}\n</input>\n<output>\n");
    expect(prompt?.schema).toMatchObject({ title: 'Kind' });
  });

  it('is the prompt even where no language model answers', async () => {
    const mute: ChatModel = {
      config: { model: 'demo/mute' },
      complete: () => Promise.reject(new Error('Nobody may ask.')),
    };
    const trainer = connect(() => setUp(new MemoryCheckpointStore(), mute));
    expect(await trainer.prompt({ word: 'saw' })).toHaveLength(1);
    await expect(trainer.prompt({ word: 5 })).rejects.toMatchObject({ code: 'bad-row' });
  });

  it('is what a second module would be asked too, once the first may answer', async () => {
    const Kind = dataModel({ title: 'Kind', properties: { kind: { enum: ['fruit', 'tool'] } } });
    const inputs = Input(Word);
    const generator = (name: string): Generator =>
      new Generator({ dataModel: Kind, languageModel: new NgramModel(), name });
    const outputs = await generator('second').call(await generator('first').call(inputs));
    const program = new Program({ inputs, outputs, name: 'twice' });
    program.compile({ reward: new ExactMatch() });
    const trainer = connect(() => ({ program, x, y }));
    const asked = async (ask: boolean): Promise<string[]> =>
      (await trainer.prompt({ word: 'saw' }, { ask })).map(({ module }) => module);
    expect(await asked(false)).toEqual(['first']);
    expect(await asked(true)).toEqual(['first', 'second']);
  });

  it('is the program’s architecture without what it has learned', async () => {
    const trainer = await trained();
    const program = await trainer.inspect({ checkpoint: 'runs/1.json' });
    expect(program).toMatchObject({ class_name: 'Functional', config: { name: 'sorter' } });
    expect(program).not.toHaveProperty('variables');
  });

  it('goes to and fro between checkpoints without loading them anew', async () => {
    const store = new MemoryCheckpointStore();
    const trainer = connect(() => setUp(store));
    await trainer.fit({ epochs: 2 });
    const load = vi.spyOn(store, 'load');
    for (const checkpoint of ['runs/1.json', 'runs/2.json', 'runs/1.json', 'runs/2.json'])
      await trainer.judge('two', { checkpoint });
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe('an option that nobody would read', () => {
  it('is refused in what the worker file makes', async () => {
    const trainer = connect(async () => ({ ...(await setUp()), validation_data: [x, y] }));
    await expect(trainer.fit()).rejects.toMatchObject({
      name: 'ArgumentError',
      code: 'unknown-option',
      details: { option: 'validation_data', closest: 'validationData' },
    });
  });

  it.each<[string, (trainer: TrainerClient, given: never) => Promise<unknown>, object]>([
    ['batchSize', (trainer, given) => trainer.fit(given), { batch_size: 2 }],
    ['checkpoint', (trainer, given) => trainer.evaluate('train', given), { checkpont: 'runs/1.json' }],
    ['checkpoint', (trainer, given) => trainer.predict([], given), { check_point: 'runs/1.json' }],
    ['checkpoint', (trainer, given) => trainer.inspect(given), { checkpoints: 'runs/1.json' }],
    ['count', (trainer, given) => trainer.samples('train', given), { counts: 3 }],
    ['start', (trainer, given) => trainer.judge('train', given), { strat: 3 }],
    ['ask', (trainer, given) => trainer.prompt({ word: 'saw' }, given), { asks: true }],
  ])('is refused in what the page asks for: it was meant to be %s', async (closest, ask, given) => {
    const trainer = connect(() => setUp());
    await expect(ask(trainer, given as never)).rejects.toMatchObject({
      name: 'ArgumentError',
      code: 'unknown-option',
      details: { closest },
    });
  });

  it('is named with those that a page can give, which are fewer than the worker’s file can', async () => {
    const trainer = connect(() => setUp());
    const given: object = { minibatchSize: 2 };
    const error = await trainer.fit(given).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'unknown-option',
      message: expect.stringContaining('trainer.fit has no option `minibatchSize`'),
    });
    const { known } = (error as ArgumentError).details;
    expect(known).toContain('resumeFrom');
    for (const name of ['callbacks', 'signal', 'store', 'validationData']) expect(known).not.toContain(name);
  });
});

describe('an error in the worker', () => {
  it('crosses with its class, code, details and cause', async () => {
    const trainer = connect(() => setUp());
    const error = await trainer.fit({ resumeFrom: 'runs/none.json' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CheckpointError);
    expect(error).toMatchObject({ name: 'CheckpointError', code: 'not-found' });
    await expect(trainer.fit({ epochs: 0 })).rejects.toMatchObject({
      name: 'ArgumentError',
      code: 'bad-option',
      details: { option: 'epochs', received: 0 },
    });
    await expect(trainer.evaluate('nope')).rejects.toMatchObject({ code: 'unknown-dataset' });
    const misspelt: object = { batch_size: 8 };
    await expect(trainer.fit(misspelt)).rejects.toMatchObject({
      code: 'unknown-option',
      details: { option: 'batch_size', closest: 'batchSize' },
    });
  });

  it('crosses with its name when it is not Tidemark’s own', async () => {
    const broken: ChatModel = {
      config: { model: 'demo/broken' },
      complete: () => Promise.reject(new RangeError('out of range')),
    };
    const trainer = connect(() => setUp(new MemoryCheckpointStore(), broken));
    const error = await trainer.evaluate('validation').catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(TidemarkError);
    expect(error).toMatchObject({ name: 'RangeError', message: 'out of range' });
  });

  it('in the setup rejects what was asked and what will be asked', async () => {
    const trainer = connect(() => Promise.reject(new CheckpointError('quota-exceeded', 'full')));
    const failed = new Promise((resolve) =>
      trainer.addEventListener('trainer-failed', ({ error }) => resolve(error)),
    );
    await expect(trainer.fit()).rejects.toMatchObject({ code: 'quota-exceeded' });
    await expect(trainer.evaluate('validation')).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect(await failed).toBeInstanceOf(CheckpointError);
    expect(trainer.status).toBe('failed');
  });
});

describe('a part of the worker’s code that cannot be loaded', () => {
  // As Chromium, Firefox and WebKit have it; the last when a server answers with a page instead.
  it.each([
    'Failed to fetch dynamically imported module: https://example.com/assets/fit-plan-1a2b.js',
    'error loading dynamically imported module: https://example.com/assets/fit-plan-1a2b.js',
    'Importing a module script failed.',
    "'text/html' is not a valid JavaScript MIME type.",
  ])('is told with what to do about it: %s', async (said) => {
    const trainer = connect(() => Promise.reject(new TypeError(said)));
    const error = await trainer.fit().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'TidemarkError',
      code: 'part-not-loaded',
      cause: { name: 'TypeError', message: said },
    });
    expect((error as Error).message).toContain('Go online, and reload the page.');
  });

  it('is not what any other fault of types is taken for', async () => {
    const trainer = connect(() => Promise.reject(new TypeError('x is not a function')));
    const error = await trainer.fit().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'TypeError', message: 'x is not a function' });
    expect(error).not.toHaveProperty('code');
  });
});

describe('a worker whose data is made batch by batch', () => {
  async function* batches(): AsyncGenerator<Batch> {
    for (const at of [0, 4]) yield await Promise.resolve([x.slice(at, at + 4), y.slice(at, at + 4)] as const);
  }
  const fromSource = async (source: BatchSource): Promise<TrainerSetup> => {
    const { program } = await setUp();
    return { program, x: source, validationData: batches, datasets: { rows: [x, y] } };
  };

  it('trains and is judged as with the rows', async () => {
    const options = { epochs: 2, shuffle: false, seed: 1 };
    const expected = await connect(() => setUp()).fit(options);
    worker.terminate();
    worker.port.close();
    const trainer = connect(() => fromSource(batches));
    expect(await trainer.fit(options)).toEqual(expected);
    expect(await trainer.evaluate('validation')).toEqual(await trainer.evaluate('train'));
  });

  it('has no samples to look at, and is not used up by being judged', async () => {
    const trainer = connect(() => fromSource(batches()));
    await expect(trainer.samples('validation')).rejects.toMatchObject({ code: 'no-rows' });
    await expect(trainer.evaluate('train')).rejects.toMatchObject({ code: 'data-not-repeatable' });
    expect((await trainer.samples('rows')).total).toBe(8);
    expect((await trainer.fit({ epochs: 1, batchSize: 4 })).epoch).toEqual([0]);
  });
});

describe('a worker that dies', () => {
  it('is an error for whoever waits, not a silence', async () => {
    const trainer = connect(() => setUp());
    const fit = trainer.fit({ epochs: 500 });
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    await expect(fit).rejects.toBeInstanceOf(WorkerError);
    await expect(fit).rejects.toMatchObject({ code: 'worker-died' });
  });

  it('by terminate() tells those who wait, and those who look', async () => {
    const trainer = connect(() => setUp());
    const statuses: string[] = [];
    trainer.addEventListener('status-changed', ({ status }) => statuses.push(status));
    const fit = trainer.fit({ epochs: 500 });
    trainer.terminate();
    expect(trainer.status).toBe('terminated');
    expect(statuses).toEqual(['terminated']);
    await expect(fit).rejects.toMatchObject({ code: 'worker-terminated' });
    expect(worker.isTerminated).toBe(true);
  });

  it('of another protocol version is refused', async () => {
    const trainer = connect(() => setUp());
    const fit = trainer.fit({ epochs: 500 });
    worker.dispatchEvent(new MessageEvent('message', { data: { type: 'loaded', version: 99 } }));
    await expect(fit).rejects.toMatchObject({ code: 'protocol-version' });
  });
});

describe('evaluate', () => {
  it('does not disturb the training under way', async () => {
    const options = { epochs: 3, batchSize: 4, seed: 1 };
    const alone = await connect(() => setUp(new MemoryCheckpointStore(), new SlowModel())).fit(options);
    worker.terminate();
    worker.port.close();
    const trainer = connect(() => setUp(new MemoryCheckpointStore(), new SlowModel()));
    const judged: Promise<unknown>[] = [];
    trainer.addEventListener('train-batch-begin', () => judged.push(trainer.evaluate('two')));
    const { history } = await trainer.fit(options);
    await Promise.all(judged);
    expect(judged.length).toBeGreaterThan(0);
    expect(history).toEqual(alone.history);
  });
});
