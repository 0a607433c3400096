import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Callback,
  dataModel,
  ExactMatch,
  F1Score,
  Generator,
  Input,
  LambdaCallback,
  LMAsJudge,
  MeanMetricWrapper,
  NgramModel,
  Program,
  RandomFewShot,
  RewardFunctionWrapper,
} from '../../../src/index.ts';
import type {
  ChatModel,
  ChatReply,
  ChatRequest,
  FitOptions,
  Logs,
  Row,
  JsonObject,
} from '../../../src/index.ts';
import { FakeModel, resetAutomaticNames } from '../../../src/testing.ts';
import { Kind, makeSorter, Word } from '../../helpers/word-sorter.ts';

const words = ['apple', 'saw', 'pear', 'drill', 'plum', 'file', 'grape', 'clamp', 'lemon', 'pliers'];
const x: Row[] = words.map((word) => ({ word }));
const y: Row[] = words.map((_, index) => ({ kind: index % 2 === 0 ? 'fruit' : 'tool' }));
const validationData = [x.slice(6), y.slice(6)] as const;
const training = [x.slice(0, 6), y.slice(0, 6)] as const;

/** Notes every hook with its number. */
class Noting extends Callback {
  readonly hooks: string[] = [];
  readonly logs: Logs[] = [];

  constructor() {
    super();
    const names = [
      'TrainBegin',
      'TrainEnd',
      'EpochBegin',
      'EpochEnd',
      'TestBegin',
      'TestEnd',
      'PredictBegin',
    ];
    const batches = ['TrainBatch', 'TestBatch', 'PredictBatch'].flatMap((name) => [
      `${name}Begin`,
      `${name}End`,
    ]);
    for (const name of [...names, ...batches, 'PredictEnd']) {
      const note = (...args: unknown[]): void => {
        this.hooks.push(typeof args[0] === 'number' ? `${name} ${args[0]}` : name);
        if (name === 'EpochEnd') this.logs.push(args[1] as Logs);
      };
      Object.assign(this, { [`on${name}`]: note });
    }
  }
}

async function hooksOf(options: FitOptions): Promise<readonly string[]> {
  const noting = new Noting();
  const program = await makeSorter();
  await program.fit(...training, { batchSize: 3, validationData, seed: 1, ...options, callbacks: [noting] });
  return noting.hooks;
}

const validated = (hooks: readonly string[]): readonly number[] => {
  let epoch = -1;
  const epochs: number[] = [];
  for (const hook of hooks) {
    if (hook.startsWith('EpochBegin')) epoch = Number(hook.split(' ')[1]);
    if (hook === 'TestBegin') epochs.push(epoch);
  }
  return epochs;
};

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe('the hooks of fit', () => {
  it('come in Synalinks’ order', async () => {
    expect(await hooksOf({ epochs: 1, validationBatchSize: 2 })).toEqual([
      'TrainBegin',
      'EpochBegin 0',
      'TrainBatchBegin 0',
      'TrainBatchEnd 0',
      'TrainBatchBegin 1',
      'TrainBatchEnd 1',
      'TestBegin',
      'TestBatchBegin 0',
      'TestBatchEnd 0',
      'TestBatchBegin 1',
      'TestBatchEnd 1',
      'TestEnd',
      'EpochEnd 0',
      'TrainEnd',
    ]);
  });

  it('tell of a validation after each batch where that is asked for', async () => {
    const hooks = await hooksOf({ epochs: 1, evaluateEveryBatch: true, validationFreq: 2 });
    const test = ['TestBegin', 'TestBatchBegin 0', 'TestBatchEnd 0', 'TestEnd'];
    expect(hooks.slice(2, 8)).toEqual(['TrainBatchBegin 0', ...test, 'TrainBatchEnd 0']);
    expect(hooks.slice(8, 14)).toEqual(['TrainBatchBegin 1', ...test, 'TrainBatchEnd 1']);
    expect(hooks.slice(14)).toEqual(['EpochEnd 0', 'TrainEnd']);
  });

  it('end after the batch at hand when a callback has had enough', async () => {
    const noting = new Noting();
    const stopping = new LambdaCallback({ onTrainBatchEnd: () => void (program.stopTraining = true) });
    const program = await makeSorter();
    const callbacks = [noting, stopping];
    await program.fit(...training, { batchSize: 2, epochs: 3, validationData, callbacks });
    expect(noting.hooks.filter((hook) => !hook.startsWith('Test'))).toEqual([
      'TrainBegin',
      'EpochBegin 0',
      'TrainBatchBegin 0',
      'TrainBatchEnd 0',
      'EpochEnd 0',
      'TrainEnd',
    ]);
  });
});

describe('the options of fit', () => {
  it.each([
    [1, [0, 1, 2, 3]],
    [2, [1, 3]],
    [5, []],
    [
      [2, 3],
      [1, 2],
    ],
    [[4, 9], [3]],
  ])('validate at the epochs that validationFreq %s tells', async (validationFreq, epochs) => {
    expect(validated(await hooksOf({ epochs: 4, validationFreq }))).toEqual(epochs);
  });

  it('leave the validation out of the logs where there was none', async () => {
    const noting = new Noting();
    const program = await makeSorter();
    await program.fit(...training, { epochs: 2, validationFreq: 2, validationData, callbacks: [noting] });
    expect(noting.logs.map((logs) => Object.keys(logs))).toEqual([['reward'], ['reward', 'val_reward']]);
  });

  it('begin with the initial epoch, and end before epochs', async () => {
    const epochs = (await hooksOf({ initialEpoch: 2, epochs: 4 })).filter((hook) =>
      hook.startsWith('EpochEnd'),
    );
    expect(epochs).toEqual(['EpochEnd 2', 'EpochEnd 3']);
    expect(await hooksOf({ initialEpoch: 4, epochs: 4 })).toEqual(['TrainBegin', 'TrainEnd']);
  });

  it('take as many validation batches as are asked for, and tell when there are fewer', async () => {
    const tests = async (validationSteps: number): Promise<number> => {
      const hooks = await hooksOf({ validationBatchSize: 1, validationSteps });
      return hooks.filter((hook) => hook.startsWith('TestBatchEnd')).length;
    };
    expect([await tests(2), warn.mock.calls.length]).toEqual([2, 0]);
    expect([await tests(9), warn.mock.calls.length]).toEqual([4, 1]);
  });

  it('split the last rows off to validate on, a tenth unless told otherwise', async () => {
    const asked: string[] = [];
    const model = spying((content) => void asked.push(/'word': '(\w+)'/.exec(content)?.[1] ?? ''));
    const program = await makeSorter({ languageModel: model });
    await program.fit(x, y, { batchSize: 10, shuffle: false });
    expect(asked.slice(0, 9)).toEqual(words.slice(0, 9));
    expect(new Set(asked.slice(9))).toEqual(new Set(['pliers']));
    asked.length = 0;
    await program.fit(x, y, { batchSize: 10, shuffle: false, validationSplit: 0.35 });
    expect(asked.slice(0, 6)).toEqual(words.slice(0, 6));
    expect(new Set(asked.slice(6))).toEqual(new Set(words.slice(6)));
  });

  it('score a candidate on a minibatch of the validation data, or on all of it', async () => {
    const callsOf = async (minibatchSize: number | null): Promise<number> => {
      let calls = 0;
      const program = await makeSorter({ languageModel: spying(() => void (calls += 1)) });
      await program.fit(...training, { batchSize: 6, minibatchSize, validationData });
      return calls - 6 - 4;
    };
    expect([await callsOf(3), await callsOf(9), await callsOf(null)]).toEqual([3, 4, 4]);
  });

  it.each([
    ['epochs', 0],
    ['epochs', 1.5],
    ['batchSize', -1],
    ['minibatchSize', 0],
    ['validationBatchSize', Number.NaN],
    ['validationSteps', 0],
    ['validationSplit', 1],
    ['validationSplit', -0.1],
    ['validationFreq', 0],
    ['validationFreq', [1, 0]],
    ['validationFreq', '2'],
    ['stepsPerEpoch', 0],
    ['initialEpoch', -1],
    ['concurrency', 0],
    ['verbose', 4],
    ['seed', -1],
    ['seed', 'abc'],
  ])('are refused by name when they are wrong: %s = %s', async (option, received) => {
    const program = await makeSorter();
    await expect(program.fit(x, y, { [option]: received })).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining(`${option}=`),
      details: { option, received },
    });
  });

  it('are refused when callbacks are none', async () => {
    const program = await makeSorter();
    for (const callbacks of [[{ onEpochEnd: () => undefined }], [Callback], new Noting(), [null]]) {
      const fit = program.fit(x, y, { callbacks } as unknown as FitOptions);
      await expect(fit).rejects.toMatchObject({ code: 'bad-option', details: { option: 'callbacks' } });
    }
  });

  it('are refused when there is nothing to train or to validate on', async () => {
    const program = await makeSorter();
    await expect(program.fit([], [], { validationData })).rejects.toMatchObject({ code: 'no-data' });
    const none = { code: 'no-validation-data' };
    await expect(program.fit(x, y, { validationData: [[], []] })).rejects.toMatchObject(none);
    await expect(program.fit(x, y, { validationData: () => [] })).rejects.toMatchObject(none);
  });

  it('are told from the training data when those to validate on are wrong', async () => {
    const program = await makeSorter();
    const wrong = [[{ word: 1 }], [{ kind: 'fruit' }]] as const;
    await expect(program.fit(x, y, { validationData: wrong })).rejects.toThrow(
      /^In validationData: Row 0 of x/,
    );
    await expect(program.fit(x, y, { validationData: [x, y.slice(1)] })).rejects.toThrow(
      /^In validationData: x has/,
    );
    const record = { validationData: { x, y } } as unknown as FitOptions;
    await expect(program.fit(x, y, record)).rejects.toThrow(/^validationData is object/);
  });

  it.each([Number.NaN, Infinity, -Infinity])('do not help where the reward is %s', async (reward) => {
    const program = await makeSorter();
    program.compile({ reward: () => reward, optimizer: 'random_few_shot' });
    await expect(program.fit(x, y)).rejects.toMatchObject({
      name: 'TrainingError',
      code: 'bad-reward',
      message: expect.stringContaining(`gave ${reward} for sample 0`),
    });
  });

  it('are refused in evaluate and predict as well', async () => {
    const program = await makeSorter();
    await expect(program.evaluate(x, y, { batchSize: 0 })).rejects.toMatchObject({ code: 'bad-option' });
    await expect(program.predict(x, { steps: 0 })).rejects.toMatchObject({ code: 'bad-option' });
  });
});

describe('fit', () => {
  it('does nothing without an optimizer, and says so', async () => {
    const program = await makeSorter();
    program.compile({ reward: new ExactMatch() });
    const noting = new Noting();
    const history = await program.fit(x, y, { callbacks: [noting] });
    expect([history.epoch, noting.hooks]).toEqual([[], []]);
    expect(warn.mock.calls[0]?.[0]).toMatch(/^`Program.fit\(\)` was called but no optimizer is set/);
  });

  it('only judges where there is nothing to train, and says so once', async () => {
    resetAutomaticNames();
    const inputs = Input(Word);
    const fixed = new Generator({ dataModel: Kind, languageModel: new NgramModel(), trainable: false });
    const program = new Program({ inputs, outputs: await fixed.call(inputs) });
    program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot() });
    const state = program.getStateTree().get('non_trainable_variables');
    const noting = new Noting();
    await program.fit(...training, { epochs: 2, batchSize: 2, validationData, callbacks: [noting] });
    expect(noting.logs).toHaveLength(2);
    expect(noting.logs[1]).toEqual(noting.logs[0]);
    expect(warn.mock.calls).toEqual([['The program does not have any trainable variables.']]);
    expect(program.getStateTree().get('non_trainable_variables')).toEqual(state);
  });

  it('is refused before compile, and while it is under way', async () => {
    const program = await makeSorter();
    const first = program.fit(...training, { epochs: 2, validationData });
    await expect(program.fit(...training, { validationData })).rejects.toMatchObject({ code: 'busy' });
    await expect(program.trainOnBatch(...training, { validationData })).rejects.toMatchObject({
      code: 'busy',
    });
    await first;
    const inputs = Input(Word);
    const plain = new Program({ inputs, outputs: inputs });
    await expect(plain.fit(x, y)).rejects.toMatchObject({ code: 'not-compiled' });
  });
});

describe('evaluate', () => {
  async function withMetrics(): Promise<Program> {
    const program = await makeSorter();
    const metrics = [new F1Score({ name: 'z_score' }), new F1Score({ name: 'a_score' })];
    program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot(), metrics });
    return program;
  }

  it('answers with a list where that is wanted, the reward first, the metrics as compiled', async () => {
    const program = await withMetrics();
    const logs = await program.evaluate(x, y);
    const list = await program.evaluate(x, y, { returnDict: false });
    expect(list).toEqual([logs['reward'], logs['z_score'], logs['a_score']]);
    expect(Object.keys(logs)).toEqual(['a_score', 'reward', 'z_score']);
  });

  it('answers with the reward alone where there is nothing else', async () => {
    const program = await makeSorter();
    expect(await program.evaluate(x, y, { returnDict: false })).toBe(
      (await program.evaluate(x, y))['reward'],
    );
  });

  it('ends after the batch at hand when a callback has had enough, and so does predict', async () => {
    const program = await makeSorter();
    const noting = new Noting();
    const stopping = new LambdaCallback({
      onTestBatchEnd: () => void (program.stopEvaluating = true),
      onPredictBatchEnd: () => void (program.stopPredicting = true),
    });
    const options = { batchSize: 3, callbacks: [noting, stopping] };
    await program.evaluate(x, y, options);
    expect(await program.predict(x, options)).toHaveLength(3);
    expect(noting.hooks).toEqual([
      'TestBegin',
      'TestBatchBegin 0',
      'TestBatchEnd 0',
      'TestEnd',
      'PredictBegin',
      'PredictBatchBegin 0',
      'PredictBatchEnd 0',
      'PredictEnd',
    ]);
  });
});

describe('single batches', () => {
  it('are trained on as within fit, without hooks', async () => {
    const fitted = await makeSorter();
    const options = { batchSize: 6, minibatchSize: null, shuffle: false, seed: 3, validationData };
    const { history } = await fitted.fit(...training, options);
    const program = await makeSorter();
    const { trainer } = program;
    trainer?.streams.seed(3);
    const variables = program.trainableVariables;
    trainer?.optimizer?.onTrainBegin(variables, { fromSeeds: false });
    trainer?.optimizer?.onBatchBegin(variables);
    const logs = await program.trainOnBatch(...training, { validationData });
    expect(logs).toEqual({ reward: history['reward']?.[0] });
    trainer?.optimizer?.onBatchEnd(variables);
    expect(variables[0]?.get('examples')).toEqual(fitted.trainableVariables[0]?.get('examples'));
  });

  it('are judged on top of each other until the measures begin anew', async () => {
    const program = await makeSorter();
    const [first, second] = [
      await program.evaluate(x.slice(0, 1), y.slice(0, 1)),
      await program.evaluate(x.slice(1, 2), y.slice(1, 2)),
    ].map((logs) => Number(logs['reward']));
    program.resetMetrics();
    expect(await program.testOnBatch(x.slice(0, 1), y.slice(0, 1))).toEqual({ reward: first });
    const both = { reward: (Number(first) + Number(second)) / 2 };
    expect(await program.testOnBatch(x.slice(1, 2), y.slice(1, 2))).toEqual(both);
  });

  it('are answered as by predict', async () => {
    const program = await makeSorter();
    expect(await program.predictOnBatch(x)).toEqual(await program.predict(x));
    expect(await program.predictOnBatch([])).toEqual([]);
  });
});

/** The model built in, with a look at what each call's last message says. */
function spying(look: (content: string) => void | Promise<void>): ChatModel {
  const model = new NgramModel();
  return {
    config: model.config,
    complete: async (request) => {
      await look(String(request.messages.at(-1)?.content));
      return model.complete(request);
    },
  };
}

describe('the samples of a batch', () => {
  /** Answers in an order of its own: the later a sample comes, the sooner. */
  class Backwards implements ChatModel {
    readonly config = { model: 'test/backwards' };
    underWay = 0;
    most = 0;
    calls = 0;
    signal: AbortSignal | undefined;
    onSecondCall = (): void => undefined;

    async complete({ messages, signal }: ChatRequest): Promise<ChatReply> {
      this.calls += 1;
      if (this.calls === 2) this.onSecondCall();
      this.underWay += 1;
      this.most = Math.max(this.most, this.underWay);
      this.signal = signal;
      const word = /'word': '(\w+)'/.exec(String(messages.at(-1)?.content))?.[1] ?? '';
      await new Promise((resolve) => setTimeout(resolve, 30 - 3 * words.indexOf(word)));
      this.underWay -= 1;
      return { content: JSON.stringify({ said: word }) };
    }
  }

  async function echo(): Promise<{ readonly program: Program; readonly model: Backwards }> {
    resetAutomaticNames();
    const model = new Backwards();
    const inputs = Input(Word);
    const said = dataModel({ title: 'Said', properties: { said: { type: 'string' } } });
    const outputs = await new Generator({ dataModel: said, languageModel: model }).call(inputs);
    const program = new Program({ inputs, outputs });
    program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot({ nbMinExamples: 3 }) });
    return { program, model };
  }

  it.each([
    [1, 1],
    [3, 3],
    [32, 10],
  ])('are under way no more than %s at once, and keep their order', async (concurrency, most) => {
    const { program, model } = await echo();
    expect(await program.predict(x, { concurrency })).toEqual(words.map((word) => ({ said: word })));
    expect(model.most).toBe(most);
  });

  it('get the rewards of their own answers, whichever comes first', async () => {
    const { program } = await echo();
    const targets = words.map((word, index) => ({ said: index % 2 === 0 ? word : 'other' }));
    await program.fit(x, targets, {
      batchSize: 10,
      validationData: [x.slice(0, 1), targets.slice(0, 1)],
      shuffle: false,
    });
    const predictions = program.trainableVariables[0]?.get('predictions') as readonly Map<string, unknown>[];
    expect(predictions.map((prediction) => prediction.get('reward'))).toEqual(
      words.map((_, index) => (index % 2 === 0 ? 1 : 0)),
    );
  });

  it('are judged no more than so many at once, and in their order', async () => {
    const { program } = await echo();
    let [underWay, most] = [0, 0];
    const judging = async (
      _yTrue: unknown,
      yPred: { readonly [field: string]: unknown } | null,
    ): Promise<number> => {
      underWay += 1;
      most = Math.max(most, underWay);
      const index = words.indexOf(String(yPred?.['said']));
      await new Promise((resolve) => setTimeout(resolve, 20 - 2 * index));
      underWay -= 1;
      return index;
    };
    program.compile({ reward: new RewardFunctionWrapper(judging), optimizer: new RandomFewShot() });
    await program.fit(x, null, { batchSize: 10, validationData: [x, x], shuffle: false, concurrency: 3 });
    const predictions = program.trainableVariables[0]?.get('predictions') as readonly JsonObject[];
    expect(predictions.map((prediction) => prediction.get('reward'))).toEqual(words.map((_, index) => index));
    expect(most).toBe(3);
  });

  it('stop between two calls when the signal is aborted, which calls under way are told of', async () => {
    const { program, model } = await echo();
    const controller = new AbortController();
    const noting = new Noting();
    const failed = vi.spyOn(noting, 'onTrainFailed');
    const fit = program.fit(
      x,
      words.map((word) => ({ said: word })),
      {
        concurrency: 2,
        batchSize: 10,
        validationData: [x.slice(0, 1), [{ said: 'apple' }]],
        signal: controller.signal,
        callbacks: [noting],
      },
    );
    model.onSecondCall = () => void setTimeout(() => controller.abort(new Error('that will do')));
    await expect(fit).rejects.toThrow('that will do');
    const { calls } = model;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([calls, model.calls]).toEqual([2, 2]);
    expect(model.signal?.aborted).toBe(true);
    expect(failed).toHaveBeenCalledOnce();
    expect(noting.hooks).not.toContain('TrainEnd');
  });

  it('are not begun any more when one fails', async () => {
    const { program, model } = await echo();
    let calls = 0;
    vi.spyOn(program.body, 'call').mockImplementation(async () => {
      calls += 1;
      await new Promise((resolve) => setTimeout(resolve, calls));
      throw new TypeError('a module of the author’s own');
    });
    await expect(program.predict(x, { concurrency: 3 })).rejects.toThrow(TypeError);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([calls, model.calls]).toEqual([3, 0]);
  });

  it('begin no call at all when the signal was aborted before', async () => {
    const { program, model } = await echo();
    const signal = AbortSignal.abort(new Error('never'));
    await expect(program.evaluate(x, null, { signal })).rejects.toThrow('never');
    await expect(program.predict(x, { signal })).rejects.toThrow('never');
    expect(model.calls).toBe(0);
  });

  it('of a judge among the metrics are ended by the signal as well', async () => {
    const controller = new AbortController();
    const judge = new FakeModel(() => {
      if (judge.requests.length === 2) controller.abort(new Error('that will do'));
      return { critique: 'so so', reward: 0.5 };
    });
    const program = await makeSorter();
    program.compile({
      reward: new ExactMatch(),
      metrics: [new MeanMetricWrapper(new LMAsJudge({ languageModel: judge }), { name: 'judged' })],
    });
    const judged = program.evaluate(x, y, { signal: controller.signal });
    await expect(judged).rejects.toThrow('that will do');
    expect(judge.requests).toHaveLength(2);
  });
});
