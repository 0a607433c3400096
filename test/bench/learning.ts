import { ExactMatch, LambdaCallback, RandomFewShot } from '../../src/index.ts';
import type { FitOptions, Program, RandomFewShotOptions, Row } from '../../src/index.ts';
import type { DataSet } from '../../src/demo/data-set.ts';
import { makeProgram } from '../../src/demo/program.ts';
import { defaultSettings } from '../../src/demo/settings.ts';
import { resetAutomaticNames } from '../../src/testing.ts';

/** By whose rules to learn: this library's defaults, or those that Python has, as options. */
export type Rules = 'ours' | 'python';

/** What to compare. */
export interface LearningTask {
  readonly data: DataSet;
  readonly seed: number;
  /** What both are given. */
  readonly optimizer: RandomFewShotOptions;
  readonly fit: FitOptions;
  /** How many epochs Python's rules have; ours have as many as take no more calls. */
  readonly epochs: number;
}

/** What came of it. */
export interface Learned {
  /** How often the model was asked. */
  readonly calls: number;
  readonly epochs: number;
  /** Of the program at the end of training. */
  readonly validation: number;
  /** On sentences that nobody has seen in training. */
  readonly test: number;
}

const pythonFit: FitOptions = { shuffle: false, continueFromSeeds: true, evaluateEveryBatch: true };

/** Learns by both rules, with the same seed and the same number of calls of the model. */
export async function compareLearning(task: LearningTask): Promise<Readonly<Record<Rules, Learned>>> {
  const python = await learn('python', task, task.epochs, Infinity);
  return { python, ours: await learn('ours', task, Infinity, python.calls) };
}

async function learn(rules: Rules, task: LearningTask, epochs: number, budget: number): Promise<Learned> {
  const { data, seed } = task;
  const program = await compiled(rules, task);
  const count = countCalls(program);
  const thrifty = new LambdaCallback({
    onEpochEnd: (epoch) => {
      if (epoch + 1 >= epochs || (count.calls / (epoch + 1)) * (epoch + 2) > budget)
        program.stopTraining = true;
    },
  });
  const { epoch } = await program.fit(...rowsOf(data, 'train'), {
    ...task.fit,
    ...(rules === 'python' ? pythonFit : {}),
    epochs: 100_000,
    seed,
    validationData: rowsOf(data, 'validation'),
    callbacks: [thrifty],
  });
  const { calls } = count;
  const rewardOn = async (part: 'validation' | 'test'): Promise<number> =>
    Number((await program.evaluate(...rowsOf(data, part)))['reward']);
  return {
    calls,
    epochs: epoch.length,
    validation: await rewardOn('validation'),
    test: await rewardOn('test'),
  };
}

async function compiled(rules: Rules, { data, optimizer }: LearningTask): Promise<Program> {
  resetAutomaticNames();
  const program = await makeProgram(data.languages, defaultSettings);
  const distinctBy = rules === 'python' ? 'instructions' : 'examples';
  program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot({ ...optimizer, distinctBy }) });
  return program;
}

/** Counts how often a program is run: each time it asks its model once. */
function countCalls({ body }: Program): { readonly calls: number } {
  const count = { calls: 0 };
  const call = body.call.bind(body) as (...args: unknown[]) => unknown;
  Object.assign(body, {
    call: (...args: unknown[]) => {
      count.calls += 1;
      return call(...args);
    },
  });
  return count;
}

function rowsOf({ languages }: DataSet, part: 'train' | 'validation' | 'test'): [Row[], Row[]] {
  const pairs = languages.flatMap(({ name, [part]: texts }) => texts.map((text) => ({ text, name })));
  return [pairs.map(({ text }) => ({ text })), pairs.map(({ name }) => ({ language: name }))];
}
