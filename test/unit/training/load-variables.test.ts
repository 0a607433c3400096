import { describe, expect, it } from 'vitest';
import {
  dataModel,
  ExactMatch,
  Generator,
  Input,
  MemoryCheckpointStore,
  NgramModel,
  Program,
} from '../../../src/index.ts';
import { Kind, makeSorter, Word } from '../../helpers/word-sorter.ts';

const path = 'best.variables.json';

/** The sorter again, as a page makes it that does not train it. */
async function untrainedSorter(): Promise<Program> {
  const inputs = Input(Word);
  const generator = new Generator({ dataModel: Kind, languageModel: new NgramModel(), name: 'generator' });
  return new Program({ inputs, outputs: await generator.call(inputs), name: 'sorter' });
}

async function trainedStore(): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  const program = await makeSorter();
  const rows: [{ word: string }[], { kind: string }[]] = [[{ word: 'saw' }], [{ kind: 'tool' }]];
  await program.fit(...rows, { validationData: rows, epochs: 1, seed: 1 });
  await program.saveVariables(path, { store });
  return store;
}

describe('variables of a trained program', () => {
  it('are loaded whole by the same program that is not compiled', async () => {
    const program = await untrainedSorter();
    const report = await program.loadVariables(path, { store: await trainedStore() });
    expect(report).toEqual({ missing: [], unexpected: [] });
    expect(program.trainableVariables[0]?.get('examples')).toHaveLength(1);
  });

  it('are loaded whole by one that is compiled to be judged, without an optimizer', async () => {
    const program = await untrainedSorter();
    program.compile({ reward: new ExactMatch() });
    const report = await program.loadVariables(path, { store: await trainedStore() });
    expect(report).toEqual({ missing: [], unexpected: [] });
  });

  it('are refused by a program with other modules', async () => {
    const inputs = Input(Word);
    const answer = dataModel({ title: 'Kind', properties: { kind: { type: 'string' } } });
    const other = new Generator({ dataModel: answer, name: 'other' });
    const program = new Program({ inputs, outputs: await other.call(inputs) });
    await expect(program.loadVariables(path, { store: await trainedStore() })).rejects.toMatchObject({
      code: 'state-mismatch',
    });
  });
});
