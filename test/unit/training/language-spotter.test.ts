import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MemoryCheckpointStore, ProgramCheckpoint, programFromJson } from '../../../src/index.ts';
import type { Row } from '../../../src/index.ts';
import { makeProgram } from '../../../src/demo/program.ts';
import type { DataSet } from '../../../src/demo/data-set.ts';

const data = JSON.parse(readFileSync('public/data/languages.json', 'utf8')) as DataSet;
const settings = {
  epochs: 2,
  batchSize: 32,
  nbMaxExamples: 48,
  seed: 1,
  filepath: 'runs/{epoch:02d}-{val_reward:.2f}.json',
  saveBestOnly: false,
};

function rows(part: 'train' | 'validation' | 'test'): [Row[], Row[]] {
  const pairs = data.languages.flatMap(({ name, [part]: texts }) => texts.map((text) => ({ text, name })));
  return [pairs.map(({ text }) => ({ text })), pairs.map(({ name }) => ({ language: name }))];
}

async function train(epochs: number, seed: number, resumeFrom?: string, store = new MemoryCheckpointStore()) {
  const program = await makeProgram(data.languages, settings);
  const history = await program.fit(...rows('train'), {
    epochs,
    seed,
    batchSize: 32,
    minibatchSize: null,
    validationData: rows('validation'),
    store,
    callbacks: [new ProgramCheckpoint(settings.filepath, { store })],
    ...(resumeFrom === undefined ? {} : { resumeFrom }),
  });
  return { program, history, store };
}

describe('the language spotter', () => {
  it('starts at no more than half and gains at least 0.3', async () => {
    const untrained = await (async () => {
      const program = await makeProgram(data.languages, settings);
      return program.evaluate(...rows('validation'));
    })();
    const { history, store } = await train(3, 1);
    const best = await store.best();
    expect(untrained['reward']).toBeLessThanOrEqual(0.5);
    expect(best?.logs['val_reward']).toBeGreaterThanOrEqual(Number(untrained['reward']) + 0.3);
    expect(history.epoch).toEqual([0, 1, 2]);
  });

  it('repeats exactly with the same seed, and differs with another', async () => {
    const files = await Promise.all(
      [7, 7, 8].map(async (seed) =>
        (await train(1, seed)).program.toVariablesFile().replaceAll(/_\d+"/g, '"'),
      ),
    );
    expect(files[1]).toBe(files[0]);
    expect(files[2]).not.toBe(files[0]);
  });

  it('answers and is judged the same after a checkpoint is loaded', async () => {
    const { program, store } = await train(2, 3);
    const best = await store.best();
    const { text } = await store.load(best?.path ?? '');
    const again = await programFromJson(text);
    expect(again.toProgramFile()).toBe(text);
    const judged = await again.evaluate(...rows('validation'));
    expect(judged['reward']).toBe(best?.logs['val_reward']);
    const [x] = rows('test');
    expect(await again.predict(x)).toHaveLength(x.length);
    expect(program.name).toBe('language_spotter');
  });
});
