import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Callback,
  Input,
  Lambda,
  Program,
  dataModel,
  formatPath,
  openCheckpointStore,
} from '../../../src/index.ts';
import type {
  layersCallbacks,
  CheckpointStore,
  ChatModel,
  Logs,
  ProgramCheckpoint,
  ReadLayersArtifacts,
} from '../../../src/index.ts';
import { examples, readme, root } from '../../helpers/readme.ts';
import manifest from '../../../package.json' with { type: 'json' };

const folder = mkdtempSync(join(tmpdir(), 'tidemark-readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

const entries = { tidemark: 'src/index.ts', 'tidemark/testing': 'src/testing.ts' };
/** Of the test of one's own: it is run as it stands, but the package is the one that lies here. */
const alias = Object.entries(entries)
  .map(([find, source]) => ({ find, replacement: join(root, source) }))
  .reverse();
const ownConfig = `export default { resolve: { alias: ${JSON.stringify(alias)} }, test: { include: ['own.test.ts'] } };`;

/** What the fragment takes for granted, being shown beside the same in Python. */
const givens = `
import { dataModel, ExactMatch, Generator, Input, NgramModel, Program, ProgramCheckpoint, RandomFewShot } from 'tidemark';
const Sentence = dataModel({ title: 'Sentence', properties: { text: { type: 'string' } } });
const Answer = dataModel({ title: 'Answer', properties: { language: { type: 'string', enum: ['Dutch', 'Finnish'] } } });
const languageModel = new NgramModel();
const x = [{ text: 'Waar is de sleutel?' }, { text: 'Missä on avain?' }];
const y = [{ language: 'Dutch' }, { language: 'Finnish' }];
const [xVal, yVal] = [x, y];
`;

const files = examples.map(({ name, code }) =>
  name === '' ? { name: 'fragment.ts', code: `${givens}${code}` } : { name, code: `${code}\nexport {};\n` },
);

beforeAll(() => {
  mkdirSync(join(folder, 'run'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'vitest.config.mjs'), ownConfig);
  for (const { name, code } of files) {
    writeFileSync(join(folder, name), code);
    const resolved = Object.entries(entries).reduce(
      (text, [entry, source]) => text.replaceAll(`'${entry}'`, JSON.stringify(join(root, source))),
      code,
    );
    writeFileSync(join(folder, 'run', name), resolved);
  }
});

/** Runs a file of the page; answers what it exports. */
async function run<Exports = Record<string, unknown>>(name: string): Promise<Exports> {
  return (await import(join(folder, 'run', name))) as Exports;
}

const pairs: readonly (readonly [text: string, language: string])[] = [
  ['Hvor er nøglen til døren?', 'Danish'],
  ['Vi ses i morgen.', 'Danish'],
  ['Waar is de sleutel van de deur?', 'Dutch'],
  ['Tot morgen, slaap lekker.', 'Dutch'],
  ['Missä on oven avain?', 'Finnish'],
  ['Nähdään huomenna.', 'Finnish'],
];
const x = pairs.map(([text]) => ({ text }));
const y = pairs.map(([, language]) => ({ language }));

describe('the README', () => {
  it('shows the program, the worker, the page, and the rest by name', () => {
    expect(examples.map(({ name }) => name)).toEqual([
      'program.ts',
      'train.worker.ts',
      'page.ts',
      '',
      'panel.ts',
      'words.ts',
      'dialog.ts',
      'use.ts',
      'backup.ts',
      'resume.ts',
      'retention.ts',
      'own.ts',
      'models.ts',
      'loop.ts',
      'tensorflow.ts',
      'own.test.ts',
    ]);
  });

  it('shows code that type-checks as it stands', { timeout: 60_000 }, () => {
    const config = { extends: join(root, 'tsconfig.json'), include: ['*.ts'], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });

  it('shows the paths that its templates give', () => {
    const rows = [...readme.matchAll(/^\| `(\S*\{\S+)`\s*\| `(\S+)`\s*\|$/gm)];
    expect(rows).toHaveLength(2);
    for (const [, template = '', path] of rows)
      expect(formatPath(template, { epoch: 7n, batch: 12n, val_reward: 0.8281 })).toBe(path);
  });

  it('names commands that there are', () => {
    const commands = [...readme.matchAll(/(?:^|`)npm (?:run )?([\w:]+)/gm)].map(([, name]) => name);
    expect(new Set(commands)).toContain('survive');
    const known = new Set([...Object.keys(manifest.scripts), 'create', 'install', 'pack']);
    expect(commands.filter((name = '') => !known.has(name))).toEqual([]);
  });

  it('leads to files that there are', () => {
    const links = [...readme.matchAll(/\]\((\.\/[^)]+)\)/g)].map(([, path = '']) => path);
    expect(links).toContain('./LICENSE');
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

/** Those for a page run in a browser, with the page's own tests. */
describe('the README’s code, when it is run,', () => {
  let store: CheckpointStore;

  beforeEach(async () => {
    vi.spyOn(console, 'info').mockImplementation(() => {});
    store = await openCheckpointStore();
    return async () => {
      const { entries } = await store.list();
      for (const { path } of entries) await store.delete(path);
      await store.close();
    };
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('trains as in Python, and saves what is better', async () => {
    await run('fragment.ts');
    const best = await store.best();
    expect(best).toMatchObject({ monitor: 'val_reward', path: expect.stringMatching(/^runs\/\d\d\.json$/) });
    expect(best?.logs['val_reward']).toBeGreaterThan(0);
  });

  it('loads the best and asks it', async () => {
    const { makeProgram } = await run<{ makeProgram(): Promise<Program> }>('program.ts');
    await (await makeProgram()).save('runs/best.json', { store });
    await store.save('runs/best.json', (await store.load('runs/best.json')).text, {
      kind: 'program',
      monitor: 'val_reward',
      mode: 'max',
      logs: { val_reward: 1 },
    });
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await run('use.ts');
    expect(log.mock.calls).toEqual([[[{ language: 'Danish' }]]]);
  });

  it('keeps the best three and the newest two', async () => {
    const { makeProgram } = await run<{ makeProgram(): Promise<Program> }>('program.ts');
    const { keepFew } = await run<{ keepFew: ProgramCheckpoint }>('retention.ts');
    const program = await makeProgram();
    const rewards: number[] = [];
    const seen = {
      onEpochEnd: (_: number, logs: Logs) => void rewards.push(Number(logs['val_reward'])),
    };
    const noise = Object.assign(new Callback(), seen);
    await program.fit(x, y, { validationData: [x, y], epochs: 8, verbose: 0, callbacks: [noise, keepFew] });
    const kept = (await store.list()).entries.map(({ epoch }) => epoch ?? Number.NaN).toSorted();
    expect(rewards).toHaveLength(8);
    expect(kept.length).toBeLessThanOrEqual(5);
    expect(kept).toEqual(expect.arrayContaining([6, 7, rewards.indexOf(Math.max(...rewards))]));
  });

  it('judges by a reward of one’s own, and loads a module of one’s own', async () => {
    const text = dataModel({ title: 'Text', properties: { text: { type: 'string' } } });
    const inputs = Input(text);
    const shout = new Lambda({
      function: (json) => ({ text: `${String(json.get('text'))}!` }),
      functionName: 'shout',
      dataModel: text,
    });
    const outputs = await shout.call(inputs);
    await new Program({ inputs, outputs }).save('runs/best.json', { store });
    const own = await run<{ program: Program; shouting: Lambda; compile(program: Program): void }>('own.ts');
    expect(await own.program.predict([{ text: 'hi' }])).toEqual([{ text: 'hi!' }]);
    own.compile(own.program);
    const [given, wanted] = [
      [{ text: 'a' }, { text: 'b' }],
      [{ text: 'a!' }, { text: 'b' }],
    ];
    expect(await own.program.evaluate(given, wanted)).toMatchObject({ reward: 0.5 });
    expect((await own.shouting.call(inputs))?.schema).toEqual(outputs?.schema);
  });

  it('asks a provider with its key, and the model on this computer when that fails, once', async () => {
    const asked: (readonly [url: string, key: string | null])[] = [];
    vi.stubGlobal('sessionStorage', { getItem: (name: string) => `stored-${name}` });
    vi.stubGlobal('fetch', async (address: URL | string, { headers }: RequestInit) => {
      const url = String(address);
      asked.push([url, new Headers(headers).get('authorization')]);
      if (url.includes('mistral')) return Response.json({ error: 'no' }, { status: 400 });
      const message = { role: 'assistant', content: 'hello' };
      return Response.json({ choices: [{ message, finish_reason: 'stop' }] });
    });
    const { local, hosted } = await run<{ local: ChatModel; hosted: ChatModel }>('models.ts');
    const messages = [{ role: 'user' as const, content: 'hello?' }];
    expect(await hosted.complete({ messages, schema: null })).toMatchObject({ content: 'hello' });
    expect(await local.complete({ messages, schema: null })).toMatchObject({ content: 'hello' });
    expect(asked).toEqual([
      ['https://api.mistral.ai/v1/chat/completions', 'Bearer stored-mistral-key'],
      ['http://localhost:11434/v1/chat/completions', null],
    ]);
  });

  it('is a loop of one’s own that keeps its best', async () => {
    await run('loop.ts');
    // Its guesses are 2, 4, 6, 8, 10; the third one and the fourth are as near to 7.
    expect((await store.load('loop/best.json')).text).toBe('{"guess":6}');
  });

  it('keeps the best of a TensorFlow.js model, which predicts the same', async () => {
    const { callbacksFor, readBest } = await run<{
      callbacksFor(model: LayersModel): ReturnType<typeof layersCallbacks>;
      readBest(): Promise<ReadLayersArtifacts>;
    }>('tensorflow.ts');
    const points = tf.randomUniform([64, 2], -1, 1, 'float32', 7);
    const sides = tf.cast(tf.greater(tf.sum(points, 1, true), 0), 'float32');
    const model = sequential({
      layers: [layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })],
    });
    model.compile({ optimizer: tf.train.sgd(0.3), loss: 'binaryCrossentropy' });
    const answers: number[][] = [];
    const answersOf = (asked: LayersModel): number[] => [...(asked.predict(points) as tf.Tensor).dataSync()];
    await model.fit(points, sides, {
      epochs: 4,
      validationSplit: 0.25,
      verbose: 0,
      callbacks: [{ onEpochEnd: () => void answers.push(answersOf(model)) }, callbacksFor(model)],
    });
    const { epoch } = (await store.load('digits/best.json')).entry;
    expect(answersOf(await loadLayersModel({ load: readBest }))).toEqual(answers[epoch ?? -1]);
  });

  it('is a test of one’s own that passes', { timeout: 60_000 }, () => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { stdout, status } = spawnSync(process.execPath, [vitest, 'run', '--root', folder, '--no-color'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect(stdout).toMatch(/Tests +1 passed/);
    expect(status).toBe(0);
  });
});
