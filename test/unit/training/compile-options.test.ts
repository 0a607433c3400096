import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  Accuracy,
  BatchRewardFunctionWrapper,
  ExactMatch,
  MeanMetricWrapper,
  OMEGA,
  programFromJson,
  RandomFewShot,
  RewardFunctionWrapper,
} from '../../../src/index.ts';
import type { CompileOptions, MetricName, Program } from '../../../src/index.ts';
import type { ScoreFunction } from '../../../src/data/score-function.ts';
import type { BatchScoreFunction } from '../../../src/rewards/batch-reward-function-wrapper.ts';
import { metricClasses, optimizerClasses, rewardClasses } from '../../../src/training/known-classes.ts';
import { resolveCompile } from '../../../src/training/compile-options.ts';
import { resetAutomaticNames } from '../../../src/testing.ts';
import { snakeCase } from '../../../src/programs/names.ts';
import { makeRiddler, riddles } from '../optimizers/riddler.ts';
import { ScriptedModel } from '../optimizers/scripted-model.ts';

/** Every metric that may be named, to be matched with the classes that there are. */
const named: Record<MetricName, true> = {
  Accuracy: true,
  accuracy: true,
  BinaryAccuracy: true,
  binary_accuracy: true,
  BinaryF1Score: true,
  binary_f1_score: true,
  BinaryFBetaScore: true,
  binary_f_beta_score: true,
  BinaryPrecision: true,
  binary_precision: true,
  BinaryRecall: true,
  binary_recall: true,
  CategoricalAccuracy: true,
  categorical_accuracy: true,
  CategoricalF1Score: true,
  categorical_f1_score: true,
  CategoricalFBetaScore: true,
  categorical_f_beta_score: true,
  CategoricalPrecision: true,
  categorical_precision: true,
  CategoricalRecall: true,
  categorical_recall: true,
  F1Score: true,
  f1_score: true,
  FBetaScore: true,
  f_beta_score: true,
  GapK: true,
  gap_k: true,
  PassAtK: true,
  pass_at_k: true,
  PassHatK: true,
  pass_hat_k: true,
  Precision: true,
  precision: true,
  Recall: true,
  recall: true,
};

describe('what compile takes', () => {
  it('may be instances, which stay what they are', () => {
    const [optimizer, reward, metric] = [new RandomFewShot(), new ExactMatch(), new Accuracy()];
    const made = resolveCompile({ optimizer, reward, metrics: [metric], stepsPerExecution: 2 });
    expect(made).toEqual({ optimizer, reward, metrics: [metric], stepsPerExecution: 2 });
    expect(made.optimizer).toBe(optimizer);
  });

  it.each(['random_few_shot', 'RandomFewShot'] as const)('may be names: %s', (optimizer) => {
    const made = resolveCompile({ optimizer, reward: 'exact_match', metrics: ['accuracy', 'F1Score'] });
    expect(made.optimizer).toBeInstanceOf(RandomFewShot);
    expect(made.optimizer?.name).toBe('random_few_shot');
    expect(made.reward).toBeInstanceOf(ExactMatch);
    expect(made.metrics?.map(({ name }) => name)).toEqual(['accuracy', 'F1Score']);
  });

  it('knows every metric name, and offers each class that needs nothing else', () => {
    const names = Object.keys(named) as MetricName[];
    expect(resolveCompile({ reward: 'exact_match', metrics: names }).metrics).toHaveLength(names.length);
    const others = /^(CosineSimilarity|List.*|Mean.*|Sum)$/;
    const classes = Object.keys(metricClasses).filter((name) => !others.test(name));
    expect(names.toSorted()).toEqual([...classes, ...classes.map(snakeCase)].toSorted());
  });

  it('may be configs, as they stand in program files', () => {
    const made = resolveCompile({
      optimizer: { class_name: 'RandomFewShot', config: { nb_max_examples: 7, sampling_temperature: 1 } },
      reward: { class_name: 'ExactMatch', config: { in_mask: ['answer'] } },
      metrics: [{ class_name: 'FBetaScore', config: { beta: 2, name: 'f2' } }],
    });
    expect((made.optimizer as RandomFewShot).nbMaxExamples).toBe(7);
    expect(made.reward.masks.inMask).toEqual(['answer']);
    expect(made.metrics?.[0]?.name).toBe('f2');
  });

  it('may be functions, which take their own names', () => {
    resetAutomaticNames();
    function sameLength(): number {
      return 1;
    }
    const made = resolveCompile({ reward: sameLength, metrics: [sameLength, () => 0] });
    expect(made.reward).toBeInstanceOf(RewardFunctionWrapper);
    expect(made.reward.name).toBe('same_length');
    expect(made.metrics?.map((metric) => metric instanceof MeanMetricWrapper)).toEqual([true, true]);
    expect(made.metrics?.map(({ name }) => name)).toEqual(['same_length', 'mean_metric_wrapper']);
  });

  it('may not be a class instead of an instance, nor a metric instead of a list', () => {
    const compile = (options: object): unknown => resolveCompile(options as CompileOptions);
    const reward = new ExactMatch();
    expect(() => compile({ reward: ExactMatch })).toThrow(/new ExactMatch\(…\)/);
    expect(() => compile({ reward, optimizer: RandomFewShot })).toThrow(/new RandomFewShot\(…\)/);
    expect(() => compile({ reward, metrics: ['accuracy', Accuracy] })).toThrow(/new Accuracy\(…\)/);
    expect(() => compile({ reward, metrics: 'accuracy' })).toThrow('Expected `metrics` to be a list');
  });

  it('trains a program that is compiled by names alone', async () => {
    const program: Program = await makeRiddler(new ScriptedModel());
    program.compile({ optimizer: 'random_few_shot', reward: 'exact_match', metrics: ['accuracy'] });
    const history = await program.fit(...riddles(0, 6), { validationData: riddles(6, 9) });
    expect(Object.keys(history.history)).toEqual(['accuracy', 'reward', 'val_accuracy', 'val_reward']);
  });

  it.each([
    [
      { reward: 'exactly' as never },
      /Could not interpret reward identifier: "exactly"\. Expected one of ExactMatch,/,
    ],
    [{ reward: 5 as never }, /Could not interpret reward identifier: 5/],
    [{ reward: undefined as never }, /Could not interpret reward identifier: undefined/],
    [{ reward: { class_name: 'ExactMatch' } as never }, /reward identifier: \{"class_name":"ExactMatch"\}/],
    [
      { reward: 'exact_match', optimizer: 'adam' as never },
      /optimizer identifier: "adam"\. Expected one of OMEGA, /,
    ],
    [{ reward: 'exact_match', metrics: ['bleu' as never] }, /metric identifier: "bleu"/],
    [
      { reward: { class_name: 'ExactMatch', config: { mask: ['a'] } } },
      /reward identifier: .* ExactMatch has no parameter "mask"/,
    ],
    [
      { reward: { class_name: 'ProgramAsJudge', config: { program: { class_name: 'Functional' } } } },
      /reward identifier: .* Expected an instance: new ProgramAsJudge\(await programFromJson\(text\)\)/,
    ],
    [
      { reward: { class_name: 'toString', config: {} } as never },
      /reward identifier: \{"class_name":"toString"/,
    ],
  ] as const)('is refused as %j', (options, message) => {
    const compile = () => resolveCompile(options as CompileOptions);
    expect(compile).toThrow(expect.objectContaining({ name: 'ArgumentError', code: 'unknown-identifier' }));
    expect(compile).toThrow(message);
  });

  it('is refused by name where the class needs more, when training begins', async () => {
    const program = await makeRiddler(new ScriptedModel());
    program.compile({ optimizer: 'omega' as never, reward: 'exact_match' });
    expect(program.trainer?.optimizer).toBeInstanceOf(OMEGA);
    await expect(program.fit(...riddles(0, 6), { validationData: riddles(6, 9) })).rejects.toMatchObject({
      code: 'no-language-model',
    });
  });

  it('is typed as closed unions', () => {
    expectTypeOf<'exact_match'>().toExtend<CompileOptions['reward']>();
    expectTypeOf<'exactly'>().not.toExtend<CompileOptions['reward']>();
    expectTypeOf<'omega'>().not.toExtend<CompileOptions['optimizer']>();
    expect(Object.keys({ ...optimizerClasses, ...rewardClasses })).toContain('LMAsJudge');
  });
});

describe('functions that a program is compiled with', () => {
  const sameAnswer: ScoreFunction = (yTrue, yPred) => yTrue?.answer === yPred?.answer;
  const halves: BatchScoreFunction = (yTrue) => yTrue.map(() => 0.5);

  it.each<[string, CompileOptions, string]>([
    ['a reward', { reward: sameAnswer }, 'same_answer'],
    ['a metric', { reward: 'exact_match', metrics: [sameAnswer] }, 'same_answer'],
    ['a reward of batches', { reward: new BatchRewardFunctionWrapper(halves) }, 'halves'],
  ])('are found by the loader of its file when it is given them: %s', async (_what, options, name) => {
    const program: Program = await makeRiddler(new ScriptedModel());
    program.compile({ ...options, optimizer: 'random_few_shot' });
    const logs = await program.evaluate(...riddles(0, 4));
    const file = program.toProgramFile();
    const languageModel = new ScriptedModel();
    const without = await programFromJson(file, { languageModel });
    expect(without.toProgramFile()).toBe(file);
    await expect(without.evaluate(...riddles(0, 4))).rejects.toThrow(`{ scoreFunctions: { "${name}": … } }`);
    const scoreFunctions = { same_answer: sameAnswer, halves };
    const again = await programFromJson(file, { languageModel, scoreFunctions });
    expect(again.toProgramFile()).toBe(file);
    expect(await again.evaluate(...riddles(0, 4))).toEqual(logs);
  });
});
