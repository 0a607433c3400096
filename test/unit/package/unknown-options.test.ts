import { describe, expect, it } from 'vitest';
import {
  BackupAndRestore,
  CSVLogger,
  EarlyStopping,
  ExactMatch,
  LambdaCallback,
  loadProgram,
  MemoryCheckpointStore,
  ProgbarLogger,
  Program,
  ProgramCheckpoint,
  programFromJson,
  Sequential,
} from '../../../src/index.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

/** As plain JavaScript passes options: nobody checks them. */
const given = (options: object): never => options as never;

const refusal = (closest: string): unknown =>
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
    ['outputs', () => new Program(given({ inputs: [], output: [] }))],
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
    ['store', () => loadProgram('a.json', given({ sotre: new MemoryCheckpointStore() }))],
  ])('is refused where a program is used, with the one that was meant: %s', async (closest, use) => {
    const program = await makeSorter();
    await expect(async () => use(program)).rejects.toEqual(refusal(closest));
  });

  it('may be one of a class of its own', () => {
    class Patient extends EarlyStopping {}
    expect(new Patient(given({ patience: 3, colour: 'blue' })).patience).toBe(3);
  });
});
