import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  loadProgram,
  MemoryCheckpointStore,
  ProgramCheckpoint,
  RandomFewShot,
  RewardFunctionWrapper,
} from '../../../src/index.ts';
import type { Callback, FitOptions, Program, Row } from '../../../src/index.ts';
import { resetAutomaticNames } from '../../../src/testing.ts';
import { makeProgram } from '../../../src/demo/program.ts';
import { defaultSettings } from '../../../src/demo/settings.ts';
import type { DataSet } from '../../../src/demo/data-set.ts';
import { isJsonArray, isJsonObject } from '../../../src/python/json-value.ts';

const data = JSON.parse(readFileSync('public/data/languages.json', 'utf8')) as DataSet;
/** Eight of the sixteen are enough, and quicker. */
const languages = data.languages.slice(0, 8);
const settings = {
  ...defaultSettings,
  epochs: 4,
  batchSize: 32,
  nbMaxExamples: 24,
  seed: 2,
  filepath: 'runs/{epoch}.json',
  saveBestOnly: false,
};

function rows(part: 'train' | 'validation', count: number): [Row[], Row[]] {
  const pairs = languages.flatMap(({ name, [part]: texts }) =>
    texts.slice(0, count).map((text) => ({ text, name })),
  );
  return [pairs.map(({ text }) => ({ text })), pairs.map(({ name }) => ({ language: name }))];
}

const validation = rows('validation', 4);

interface Trained {
  readonly program: Program;
  /** The validation rewards of the epochs. */
  readonly values: readonly number[];
}

/** Trains with minibatches so small that luck often decides which candidate seems best. */
async function train(options: FitOptions = {}): Promise<Trained> {
  resetAutomaticNames();
  const program = await makeProgram(languages, settings);
  const fit = { epochs: 4, batchSize: 32, seed: 2, minibatchSize: 2, validationData: validation };
  const { history } = await program.fit(...rows('train', 8), { ...fit, ...options });
  return { program, values: history['val_reward'] as readonly number[] };
}

const rewardOf = async (program: Program): Promise<unknown> =>
  (await program.evaluate(...validation))['reward'];

const isRising = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));

describe('a run that keeps what was validated best', () => {
  const seeds = [1, 2, 3, 4];
  const runsOf = async (keepBest: boolean): Promise<readonly Trained[]> =>
    Promise.all(seeds.map((seed) => train({ seed, keepBest })));
  const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;

  it('never falls back, and ends with the best of its epochs', async () => {
    for (const { program, values } of await runsOf(true)) {
      expect(isRising(values)).toBe(true);
      expect(await rewardOf(program)).toBe(values.at(-1));
    }
  });

  it('ends higher than one that goes by its minibatches, which falls back', async () => {
    const [kept, plain] = [await runsOf(true), await runsOf(false)];
    expect(plain.filter(({ values }) => isRising(values)).length).toBeLessThan(seeds.length);
    const ends = (runs: readonly Trained[]): readonly number[] =>
      runs.map(({ values }) => values.at(-1) ?? 0);
    expect(meanOf(ends(kept))).toBeGreaterThan(meanOf(ends(plain)));
  });

  it('saves at the end of each epoch what the logs of the epoch are of', async () => {
    const store = new MemoryCheckpointStore();
    const checkpoint = new ProgramCheckpoint('runs/{epoch}.json', { store });
    const { values } = await train({ callbacks: [checkpoint] });
    const judged: unknown[] = [];
    for (const epoch of [1, 2, 3, 4]) {
      judged.push(await rewardOf(await loadProgram(`runs/${epoch}.json`, { store })));
    }
    expect(judged).toEqual(values);
  });

  it('ends as if it had never stopped when it is resumed', async () => {
    const store = new MemoryCheckpointStore();
    const callbacks = (): Callback[] => [
      new ProgramCheckpoint('runs/{epoch}-{batch}.json', { store, saveFreq: 3 }),
    ];
    const options = { seed: 3, validationFreq: [1, 2, 4], store };
    const whole = await train({ ...options, callbacks: callbacks() });
    const { entries } = await store.list({ orderBy: 'path' });
    for (const { path } of entries.filter(({ resumable }) => resumable)) {
      const resumed = await train({ ...options, callbacks: callbacks(), resumeFrom: path });
      expect(resumed.values, path).toEqual(whole.values);
      expect(resumed.program.toVariablesFile()).toBe(whole.program.toVariablesFile());
    }
  });

  it('forgets what was best by other validation data when it goes on with new', async () => {
    const store = new MemoryCheckpointStore();
    const callbacks = [new ProgramCheckpoint('runs/{epoch}.json', { store })];
    const first = await train({ store, epochs: 2, callbacks });
    const [x] = rows('validation', 1);
    const wrong = x.map((_, index) => ({ language: languages.at(index - 1)?.name }));
    const options = { store, resumeFrom: 'runs/2.json', allowChanges: true, epochs: 3 };
    const second = await train({ ...options, validationData: [x, wrong] });
    expect(second.values.slice(0, 2)).toEqual(first.values);
    expect(Number(second.values[2])).toBeLessThan(Number(first.values[1]));
  });

  it('corrects the score of the candidate that was validated, and of no other', async () => {
    const rewards = async (keepBest: boolean): Promise<readonly unknown[]> => {
      const { program, values } = await train({ epochs: 1, keepBest });
      const candidates = program.trainableVariables[0]?.get('candidates') ?? null;
      const list = isJsonArray(candidates) ? candidates.filter(isJsonObject) : [];
      return [values[0], ...list.map((candidate) => candidate.get('reward'))];
    };
    const [corrected, scored] = [await rewards(true), await rewards(false)];
    const changed = scored.flatMap((reward, index) =>
      reward === corrected[index] ? [] : [corrected[index]],
    );
    expect(changed).toEqual([corrected[0]]);
  });

  it('notes in its history what each epoch ended with, and nothing twice', async () => {
    const { program, values } = await train({ epochs: 6 });
    const state = program.trainableVariables[0];
    const history = state?.get('history');
    expect(history).toHaveLength(new Set(values).size);
    const last = Array.isArray(history) ? (history.at(-1) as ReadonlyMap<string, unknown>) : null;
    expect([...(last ?? [])]).toEqual(
      ['instructions', 'examples'].map((field) => [field, state?.get(field)]),
    );
  });

  it('does not correct by a mean what is a sum', async () => {
    const reward = new RewardFunctionWrapper(() => 1, { reduction: 'sum' });
    const program = await makeProgram(languages, settings);
    program.compile({ reward, optimizer: new RandomFewShot() });
    await program.fit(...rows('train', 2), { batchSize: 8, minibatchSize: 3, validationData: validation });
    const best = program.trainableVariables[0]?.get('best_candidates') ?? null;
    const rewards = isJsonArray(best) ? best.filter(isJsonObject).map((each) => each.get('reward')) : [];
    expect(rewards).toEqual([3, 3]);
  });
});
