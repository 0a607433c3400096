import { describe, expect, it } from 'vitest';
import {
  Accuracy,
  And,
  BackupAndRestore,
  BatchRewardFunctionWrapper,
  BinaryRecall,
  Branch,
  CategoricalF1Score,
  ChainOfThought,
  Concat,
  CosineSimilarity,
  CosineSimilarityMetric,
  CSVLogger,
  dataModel,
  Decision,
  EarlyStopping,
  ExactMatch,
  FBetaScore,
  GapK,
  Generator,
  Identity,
  InMask,
  Input,
  Lambda,
  LambdaCallback,
  LMAsJudge,
  LMAsJudgeProgram,
  connectTrainer,
  loadProgram,
  Mean,
  MeanMetricWrapper,
  MemoryCheckpointStore,
  MultiDecision,
  Not,
  OMEGA,
  openCheckpointStore,
  openResponseCache,
  Or,
  OutMask,
  PassAtK,
  PassHatK,
  ProgbarLogger,
  Program,
  ProgramAsJudge,
  ProgramCheckpoint,
  programFromJson,
  RandomFewShot,
  RewardFunctionWrapper,
  SelfCritique,
  Sequential,
  Sum,
  Xor,
} from '../../../src/index.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

/** As plain JavaScript passes options: nobody checks them. */
const given = (options: object): never => options as never;

const Answer = dataModel({ title: 'Answer', properties: { answer: { type: 'string' } } });
const choice = { question: 'Which?', labels: ['a', 'b'] };

const refusal = (closest: string | null): unknown =>
  expect.objectContaining({
    name: 'ArgumentError',
    code: 'unknown-option',
    details: expect.objectContaining({ closest }) as unknown,
  });

describe('an option that nobody would read', () => {
  it.each([
    ['saveBestOnly', () => new ProgramCheckpoint('best.json', given({ save_best_only: true }))],
    ['doubleCheckpoint', () => new BackupAndRestore('backup', given({ double_checkpoint: true }))],
    ['patience', () => new EarlyStopping(given({ patients: 3 }))],
    ['separator', () => new CSVLogger('log.csv', given({ seperator: ';' }))],
    ['intervalMs', () => new ProgbarLogger(given({ interval_ms: 100 }))],
    ['onEpochEnd', () => new LambdaCallback(given({ on_epoch_end: () => {} }))],
    ['nbMaxExamples', () => new RandomFewShot(given({ nb_max_examples: 24 }))],
    ['languageModel', () => new OMEGA(given({ language_model: null }))],
    ['optional', () => Input(Answer, given({ optionnal: true }))],
    ['dataModel', () => new Generator(given({ data_model: Answer }))],
    ['instructions', () => new ChainOfThought(given({ dataModel: Answer, instruction: 'Think.' }))],
    ['labels', () => new Decision(given({ question: 'Which?', label: ['a', 'b'] }))],
    ['inline', () => new MultiDecision(given({ ...choice, inlined: true }))],
    ['returnDecision', () => new Branch(given({ ...choice, branches: [], return_decision: false }))],
    ['returnReward', () => new SelfCritique(given({ return_reward: false }))],
    ['functionName', () => new Lambda(given({ dataModel: Answer, function_name: 'shout' }))],
    ['mask', () => new InMask(given({ masks: ['answer'] }))],
    ['pattern', () => new OutMask(given({ patern: 'answer' }))],
    ['name', () => new Identity(given({ nmae: 'same' }))],
    ['name', () => new Concat(given({ nmae: 'both' }))],
    ['name', () => new And(given({ nmae: 'both' }))],
    ['name', () => new Or(given({ nmae: 'either' }))],
    ['name', () => new Xor(given({ nmae: 'one' }))],
    ['name', () => new Not(given({ nmae: 'none' }))],
    ['inMask', () => new ExactMatch(given({ in_mask: ['answer'] }))],
    ['embed', () => new CosineSimilarity(given({ embedd: null }))],
    ['reduction', () => new RewardFunctionWrapper(() => 1, given({ reducton: 'sum' }))],
    ['kwargs', () => new BatchRewardFunctionWrapper(() => [1], given({ kwarg: new Map() }))],
    ['outMask', () => new ProgramAsJudge(given({}), given({ out_mask: ['thinking'] }))],
    ['scoreType', () => new LMAsJudge(given({ score_type: 'Likert' }))],
    ['scoreType', () => new LMAsJudgeProgram(given({ score_type: 'Likert' }))],
    ['average', () => new Accuracy(given({ avarage: 'macro' }))],
    ['beta', () => new FBetaScore(given({ betta: 2 }))],
    ['threshold', () => new BinaryRecall(given({ treshold: 0.6 }))],
    ['labels', () => new CategoricalF1Score(given({ label: ['a'] }))],
    ['name', () => new Mean(given({ nmae: 'average' }))],
    ['name', () => new Sum(given({ nmae: 'total' }))],
    ['registeredName', () => new MeanMetricWrapper(() => 1, given({ registered_name: 'one' }))],
    ['embed', () => new CosineSimilarityMetric(given({ embedd: null }))],
    ['passThreshold', () => new PassAtK(given({ pass_threshold: 0.5 }))],
    ['passThreshold', () => new PassHatK(given({ pass_threshold: 0.5 }))],
    ['passThreshold', () => new GapK(given({ pass_threshold: 0.5 }))],
    ['outputs', () => new Program(given({ inputs: [], output: [] }))],
    ['quotaBytes', () => new MemoryCheckpointStore('small', given({ quota_bytes: 10 }))],
    ['settings', () => connectTrainer(given({}), given({ setting: { epochs: 3 } }))],
    ['description', () => new Sequential([], given({ describtion: 'None.' }))],
  ])('is refused where something is made, with the one that was meant: %s', (closest, make) => {
    expect(make).toThrow(refusal(closest) as Error);
  });

  it.each<[string, (program: Program) => Promise<unknown> | void]>([
    ['optimizer', (program) => program.compile(given({ reward: new ExactMatch(), optimiser: null }))],
    ['batchSize', (program) => program.fit([], [], given({ batch_size: 8 }))],
    ['returnDict', (program) => program.evaluate([], [], given({ return_dict: false }))],
    ['concurrency', (program) => program.predict([], given({ concurency: 4 }))],
    ['validationData', (program) => program.trainOnBatch([], [], given({ validation_data: [[], []] }))],
    ['signal', (program) => program.testOnBatch([], [], given({ singal: null }))],
    ['store', (program) => program.save('a.json', given({ stor: null }))],
    ['strict', (program) => program.loadVariables('a.variables.json', given({ strickt: false }))],
    ['languageModel', (program) => programFromJson(program.toProgramFile(), given({ language_model: null }))],
    ['maxEntries', () => openResponseCache(given({ max_entries: 10 }))],
    ['store', () => loadProgram('a.json', given({ sotre: new MemoryCheckpointStore() }))],
  ])('is refused where a program is used, with the one that was meant: %s', async (closest, use) => {
    const program = await makeSorter();
    await expect(async () => use(program)).rejects.toEqual(refusal(closest));
  });

  it('is refused although another class of the family has it', () => {
    expect(() => new Accuracy(given({ beta: 2 }))).toThrow(refusal(null) as Error);
    expect(() => new Decision(given({ ...choice, inline: true }))).toThrow(refusal(null) as Error);
  });

  it('is none that a store has a name for: it has no others', async () => {
    await expect(openCheckpointStore(given({ name: 'mine' }))).rejects.toMatchObject({
      code: 'invalid-name',
    });
  });

  it('may be one of a class of its own', () => {
    class Patient extends EarlyStopping {}
    class Chooser extends Branch {}
    class Judge extends LMAsJudge {}
    class Strict extends FBetaScore {}
    class Archive extends MemoryCheckpointStore {}
    const own = { colour: 'blue' };
    expect(new Patient(given({ ...own, patience: 3 })).patience).toBe(3);
    const branches = [new Identity(), new Identity()];
    expect(new Chooser(given({ ...own, ...choice, branches })).branches).toBe(branches);
    expect(new Judge(given({ ...own, name: 'judge' })).name).toBe('judge');
    expect(new Strict(given({ ...own, name: 'strict' })).name).toBe('strict');
    expect(new Archive('mine', given({ ...own, quotaBytes: 10 })).name).toBe('mine');
  });
});
