import { describe, expect, it } from 'vitest';
import {
  ExactMatch,
  LanguageModel,
  LMAsJudge,
  MemoryCheckpointStore,
  NgramModel,
  ProgramCheckpoint,
} from '../../../src/index.ts';
import type { LanguageModelOptions, Program, Row } from '../../../src/index.ts';
import { watchConsole } from '../../helpers/console-watch.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

const x: Row[] = ['apple', 'pear', 'saw', 'drill'].map((word) => ({ word }));
const y: Row[] = ['fruit', 'fruit', 'tool', 'tool'].map((kind) => ({ kind }));

const embedded = new NgramModel();

/** Answers as the embedded model does, with the config of a model behind a server. */
function model(options: Partial<LanguageModelOptions> = {}): LanguageModel {
  const languageModel = new LanguageModel({ model: 'ollama/mistral', temperature: 0.5, ...options });
  return Object.assign(languageModel, { complete: embedded.complete.bind(embedded) });
}

async function sorter(options?: Partial<LanguageModelOptions>): Promise<Program> {
  return await makeSorter({ languageModel: model(options) });
}

/** Trains for an epoch, then goes on with another program where that stopped. */
async function goOn(first: Program, second: Program): Promise<readonly number[]> {
  const store = new MemoryCheckpointStore();
  const options = { batchSize: 2, validationData: [x, y], seed: 1 } as const;
  await first.fit(x, y, { ...options, callbacks: [new ProgramCheckpoint('run.json', { store })] });
  return (await second.fit(x, y, { ...options, store, resumeFrom: 'run.json', epochs: 3 })).epoch;
}

watchConsole();

describe('a run that goes on', () => {
  it.each<Partial<LanguageModelOptions>>([
    { timeout: 5 },
    { retry: 1, retryMaxWait: 3 },
    { concurrency: 2 },
    { price: { prompt: 1, completion: 2 } },
    { apiBase: 'http://localhost:9999' },
    { caching: true },
    { name: 'another', description: 'Another.' },
    { fallback: null },
  ])('may reach its language model otherwise: %o', async (options) => {
    expect(await goOn(await sorter(), await sorter(options))).toEqual([0, 1, 2]);
  });

  it.each<Partial<LanguageModelOptions>>([
    { model: 'ollama/llama3.2' },
    { temperature: 0.7 },
    { maxTokens: 20 },
    { fallback: new NgramModel() },
  ])('may not have another one answer: %o', async (options) => {
    const going = goOn(await sorter(), await sorter(options));
    await expect(going).rejects.toMatchObject({ code: 'run-changed', details: { changed: ['program'] } });
  });

  it('may reach the model that judges otherwise', async () => {
    const [first, second] = [await sorter(), await sorter()];
    const judge = (options: Partial<LanguageModelOptions>): LMAsJudge =>
      new LMAsJudge({ languageModel: model(options) });
    const optimizer = 'RandomFewShot';
    first.compile({
      reward: judge({ timeout: 5 }),
      optimizer: { class_name: optimizer, config: { name: 'o' } },
    });
    second.compile({
      reward: judge({ timeout: 6 }),
      optimizer: { class_name: optimizer, config: { name: 'o' } },
    });
    expect(await goOn(first, second)).toEqual([0, 1, 2]);
    const third = await sorter();
    third.compile({ reward: new ExactMatch(), optimizer: { class_name: optimizer, config: { name: 'o' } } });
    await expect(goOn(first, third)).rejects.toMatchObject({ details: { changed: ['reward'] } });
  });
});
