import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExactMatch, LambdaCallback, OMEGA } from '../../../src/index.ts';
import type { FitOptions, Logs } from '../../../src/index.ts';
import type { EmbedFunction } from '../../../src/data/embedding.ts';
import type { ChatRequest } from '../../../src/language-models/chat-model.ts';
import { embeddingDistance } from '../../../src/optimizers/novelty-search.ts';
import type { OMEGAOptions } from '../../../src/optimizers/omega-options.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonValue } from '../../../src/python/json-value.ts';
import { json } from '../../helpers/model.ts';
import recorded from './recorded/omega.json' with { type: 'json' };
import { makeRiddler, riddles } from './riddler.ts';
import { ScriptedModel, scriptedEmbed } from './scripted-model.ts';
import type { Failing } from './scripted-model.ts';

/** Synalinks' own ways, which are options here. */
const asPython = { bareEpochEnd: true, embedsReward: true, distinctBy: 'instructions' } as const;

/** How each recorded run was set up. */
const settings: Readonly<Record<string, OMEGAOptions & { failing?: Failing; epochs?: number }>> = {
  python: asPython,
  plain: {
    ...asPython,
    algorithm: 'ga',
    useChainOfThought: false,
    selection: 'best',
    instructions: 'Be careful.',
    populationSize: 2,
    reasoningEffort: 'low',
    failing: [4, 1],
  },
  // Recorded from a subclass that ends an epoch as the base does, too, and leaves the reward out of distances.
  mended: { selection: 'random', mergingRate: 0.6, kNearestFitter: 3, distinctBy: 'instructions', epochs: 4 },
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const textOf = ({ messages }: ChatRequest): readonly string[] =>
  messages.map(({ role, content }) => `${role}\n${String(content)}`);

const logsText = (logs: Logs): string =>
  formatJson(new Map(Object.entries(logs).map(([name, value]) => [name, value as JsonValue])));

async function replay(name: string) {
  const { failing = null, epochs = 3, ...options } = settings[name] ?? {};
  const languageModel = new ScriptedModel(failing);
  const texts = new Set<string>();
  const embed: EmbedFunction = (asked, more) => {
    for (const text of asked) texts.add(text);
    return scriptedEmbed(asked, more);
  };
  const program = await makeRiddler(languageModel, { drafts: name === 'plain' });
  const optimizer = new OMEGA({ ...options, languageModel, embed, name: 'omega' });
  program.compile({ reward: new ExactMatch(), optimizer });
  const batches: string[] = [];
  const ends: string[] = [];
  const states: Record<string, string>[] = [];
  const recorder = new LambdaCallback({
    onTrainBatchEnd: (_batch, logs) => void batches.push(logsText(logs)),
    onEpochEnd: (_epoch, logs) => {
      ends.push(logsText(logs));
      const entries = program.trainableVariables.map(({ path, value }) => [
        path,
        sha256(formatJson(value, { indent: 2 })).slice(0, 12),
      ]);
      states.push(Object.fromEntries(entries) as Record<string, string>);
    },
  });
  const fit: FitOptions = {
    validationData: riddles(7, 12),
    batchSize: 3,
    minibatchSize: 2,
    validationBatchSize: 2,
    epochs,
    seed: 123,
    shuffle: false,
    evaluateEveryBatch: true,
    continueFromSeeds: true,
    callbacks: [recorder],
  };
  await program.fit(...riddles(0, 7), fit);
  return { program, optimizer, languageModel, texts, batches, ends, states };
}

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

describe.each(recorded.runs)('OMEGA replays the run "$name" of Synalinks', (run) => {
  it('request by request, draw by draw, candidate by candidate', async () => {
    const { program, optimizer, languageModel, texts, batches, ends, states } = await replay(run.name);
    const requests = languageModel.requests.map(textOf);
    expect(requests.map((messages) => sha256(messages.join('\u001e')).slice(0, 6)).join(' ')).toBe(
      run.requests,
    );
    const digest = sha256(requests.map((messages) => `${messages.join('\n\u001e')}\n\u001e\u001d`).join(''));
    expect(digest).toBe(run.digest);
    expect(batches).toEqual(run.batches.map(spaced));
    expect(ends).toEqual(run.epochs.map(({ logs_json }) => spaced(logs_json)));
    expect(states).toEqual(run.epochs.map((epoch) => epoch.states));
    const values = new Map(program.trainableVariables.map(({ path, value }) => [path, formatJson(value)]));
    for (const [path, text] of Object.entries(run.end ?? {})) expect(values.get(path)).toBe(spaced(text));
    expect(optimizer.variables.map(({ value }) => formatJson(value))).toEqual([spaced(run.iterations_json)]);
    const streams = program.trainer?.streams;
    expect([streams?.python.random(), streams?.numpy.random()]).toEqual(run.next);
    const embedded = texts.size === 0 ? null : sha256([...texts].sort(byCodePoint).join('\n'));
    expect(embedded).toBe(run.embedded);
  });

  it('with the same words, schema and temperature for whoever mutates and merges', async () => {
    const { languageModel } = await replay(run.name);
    for (const first of run.firsts) {
      const system = first.messages[0]?.[1];
      const request = languageModel.requests.find(({ messages }) => messages[0]?.content === system);
      expect(request?.messages.map(({ role, content }) => [role, content])).toEqual(first.messages);
      expect(formatJson(request?.schema ?? null)).toBe(spaced(first.schema_json));
      expect(request?.parameters?.get('temperature')).toBe(json(first.parameters_json).get('temperature'));
    }
  });
});

describe('the distance of two candidates', () => {
  const candidates = recorded.distances.candidates.map(json);
  const pairs = recorded.distances.pairs as unknown as readonly (readonly [number, number, number, number])[];

  it.each(pairs)(
    'is that of Synalinks for %i and %i, with the reward and without',
    async (a, b, full, bare) => {
      const [first, second] = [candidates[a], candidates[b]];
      if (!first || !second) throw new Error('no such candidate');
      for (const [embedsReward, expected] of [[true, full] as const, [false, bare] as const]) {
        const distance = await embeddingDistance(candidates, scriptedEmbed, { embedsReward });
        expect(distance(first, second)).toBe(expected);
      }
    },
  );
});

const spaced = (text: string): string => formatJson(parseJson(text));
const byCodePoint = (a: string, b: string): number => (a < b ? -1 : 1);
