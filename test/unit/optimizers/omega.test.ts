import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ExactMatch,
  LanguageModelError,
  MemoryCheckpointStore,
  OMEGA,
  ProgramCheckpoint,
  programFromJson,
} from '../../../src/index.ts';
import type { ChatModel, FitOptions, JsonObject, OMEGAOptions, Program } from '../../../src/index.ts';
import { reviveLanguageModel } from '../../../src/programs/named-model.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json } from '../../helpers/model.ts';
import { makeRiddler, riddles } from './riddler.ts';
import { ScriptedModel, scriptedEmbed } from './scripted-model.ts';

async function makeEvolving(
  options: OMEGAOptions = {},
  answers: ChatModel = new ScriptedModel(),
): Promise<Program> {
  const program = await makeRiddler(answers);
  const optimizer = new OMEGA({ languageModel: answers, embed: scriptedEmbed, name: 'omega', ...options });
  program.compile({ reward: new ExactMatch(), optimizer });
  return program;
}

const fit = (program: Program, options: FitOptions = {}) =>
  program.fit(...riddles(0, 6), {
    validationData: riddles(7, 12),
    batchSize: 3,
    epochs: 2,
    seed: 7,
    run: 'r',
    ...options,
  });

const stateOf = (program: Program): JsonObject => program.trainableVariables[0]?.value ?? new Map();
const best = (program: Program): readonly JsonObject[] =>
  stateOf(program).get('best_candidates') as readonly JsonObject[];

/** Answers riddles by script, and requests for new instructions with one text. */
function writing(text: string): ChatModel {
  const scripted = new ScriptedModel();
  return {
    config: scripted.config,
    complete: (request) =>
      asksToWrite(request) ? Promise.resolve({ content: text }) : scripted.complete(request),
  };
}

const asksToWrite = ({ schema }: Parameters<ChatModel['complete']>[0]): boolean =>
  formatJson(schema ?? null).includes('"instructions"');

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

describe('OMEGA', () => {
  it('counts epochs, keeps a history and leaves the best in the variable', async () => {
    const program = await makeEvolving();
    await fit(program, { epochs: 3 });
    const optimizer = program.trainer?.optimizer;
    expect(optimizer?.variables.map(({ value }) => formatJson(value))).toEqual([
      '{"iterations":6,"epochs":3}',
    ]);
    const history = stateOf(program).get('history') as readonly JsonObject[];
    expect(history).not.toEqual([]);
    expect(stateOf(program).get('instructions')).toBe(history.at(-1)?.get('instructions'));
  });

  it('merges two of the best as soon as the rate allows it', async () => {
    const answers = new ScriptedModel();
    await fit(await makeEvolving({ mergingRate: 1, algorithm: 'ga' }, answers), { epochs: 3 });
    const merges = answers.requests.filter(({ messages }) =>
      String(messages[0]?.content).includes('Your responsibility'),
    );
    expect(merges.length).toBeGreaterThan(0);
    expect(merges[0]?.messages[1]?.content).toContain("'other_variable': {'instructions': ");
  });

  it.each(['null', '5', 'no JSON', '{}', '{"instructions": null}', '{"instruction": "Think."}'])(
    'keeps what the variable is when the language model writes %s',
    async (text) => {
      const program = await makeEvolving({}, writing(text));
      await fit(program);
      expect(best(program).map((candidate) => candidate.get('instructions'))).toEqual([
        "Your task is to answer with a JSON containing the following keys: ['answer']",
      ]);
      expect([...stateOf(program).keys()].at(-1)).toBe('instructions');
    },
  );

  it('shows a prediction that is missing as None', async () => {
    const scripted = new ScriptedModel();
    const seen: string[] = [];
    const answers: ChatModel = {
      config: scripted.config,
      complete: async (request) => {
        const user = String(request.messages[1]?.content);
        if (asksToWrite(request)) seen.push(user);
        else if (user.includes("'q1'")) throw new LanguageModelError('recorded', 'nobody there');
        return scripted.complete(request);
      },
    };
    await fit(await makeEvolving({}, answers), { shuffle: false, epochs: 1 });
    expect(seen[0]).toMatch(
      /'program_predicted_outputs': \[\{'answer': '[^']+'\}, None, \{'answer': '[^']+'\}\]/,
    );
    expect(seen[0]).toContain(
      "'program_ground_truth': [{'answer': 'a0'}, {'answer': 'a1'}, {'answer': 'a2'}]",
    );
  });

  it('tells of a mutation that fails in a way that nobody foresaw, and goes on', async () => {
    const scripted = new ScriptedModel();
    const broken: ChatModel = {
      config: scripted.config,
      complete: (request) => {
        if (asksToWrite(request)) throw new TypeError('bad adapter');
        return scripted.complete(request);
      },
    };
    const history = await fit(await makeEvolving({}, broken));
    expect(history.epoch).toEqual([0, 1]);
    expect(console.warn).toHaveBeenCalledWith(
      'OMEGA mutation at step 1 failed and was skipped (keeping the current best candidate): TypeError: bad adapter',
    );
  });

  it('keeps all candidates when they cannot be embedded', async () => {
    const embed = () => Promise.reject(new Error('no vectors today'));
    const program = await makeEvolving({ embed });
    await fit(program);
    const plain = await makeEvolving({ algorithm: 'ga' });
    await fit(plain);
    expect(formatJson(best(program))).toBe(formatJson(best(plain)));
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('Error: no vectors today'));
  });

  it('lets go of candidates that have a better one near them', async () => {
    const near = await makeEvolving({ distanceFunction: () => 0 });
    await fit(near, { epochs: 4 });
    const rewards = best(near).map((candidate) => candidate.get('reward'));
    expect(new Set(rewards).size).toBe(1);
    const far = await makeEvolving({ distanceFunction: () => 1 });
    await fit(far, { epochs: 4 });
    expect(best(far).length).toBeGreaterThan(rewards.length);
  });

  it('ends when it is told to, in the middle of a mutation and of an embedding', async () => {
    for (const place of ['mutation', 'embedding']) {
      const controller = new AbortController();
      const stop = (): never => {
        controller.abort(new Error('enough'));
        throw new LanguageModelError('aborted', 'cut off');
      };
      const scripted = new ScriptedModel();
      const answers: ChatModel = {
        config: scripted.config,
        complete: async (request) =>
          place === 'mutation' && asksToWrite(request) ? stop() : scripted.complete(request),
      };
      const program = await makeEvolving(place === 'embedding' ? { embed: async () => stop() } : {}, answers);
      await expect(fit(program, { signal: controller.signal })).rejects.toThrow(/enough|cut off/);
    }
  });

  it('says before training begins that it has nobody to ask, or nothing to embed with', async () => {
    const named = reviveLanguageModel(
      json('{"module":"synalinks","class_name":"LanguageModel","config":{"model":"elsewhere/oracle"}}'),
      'language_model',
    );
    for (const languageModel of [null, named]) {
      const program = await makeEvolving({ languageModel });
      await expect(fit(program)).rejects.toMatchObject({ name: 'TrainingError', code: 'no-language-model' });
    }
    await expect(fit(await makeEvolving({ embed: null }))).rejects.toMatchObject({
      name: 'TrainingError',
      code: 'no-embedding',
    });
    await fit(await makeEvolving({ embed: null, algorithm: 'ga' }));
    await fit(await makeEvolving({ embed: null, distanceFunction: () => 0.5 }));
  });

  it.each([
    [{ selection: 'worst' as never }, 'bad-selection'],
    [{ algorithm: 'sa' as never }, 'bad-algorithm'],
    [{ kNearestFitter: 0 }, 'bad-range'],
    [{ reasoningEffort: 'a lot' }, 'bad-reasoning-effort'],
  ])('refuses %o', (options, code) => {
    expect(() => new OMEGA(options)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a run with OMEGA that is resumed', () => {
  const checkpoint = (store: MemoryCheckpointStore, saveBestOnly = false) => [
    new ProgramCheckpoint('runs/{epoch:02d}-{batch:02d}.json', {
      store,
      monitor: 'reward',
      mode: 'max',
      saveBestOnly,
      saveFreq: 1,
    }),
  ];

  it('ends as if it had never stopped, and asks for nothing twice', async () => {
    const store = new MemoryCheckpointStore();
    const asked = new ScriptedModel();
    const whole = await makeEvolving({ mergingRate: 0.5 }, asked);
    await fit(whole, { epochs: 4, callbacks: checkpoint(store) });
    const { entries } = await store.list({ direction: 'ascending', orderBy: 'path' });
    expect(entries.length).toBe(8);
    for (const { path } of entries) {
      const askedAgain = new ScriptedModel();
      const program = await makeEvolving({ mergingRate: 0.5 }, askedAgain);
      await fit(program, { epochs: 4, store, resumeFrom: path });
      expect(program.toProgramFile(), path).toBe(whole.toProgramFile());
      expect(askedAgain.requests.length).toBeLessThan(asked.requests.length);
      const rest = asked.requests.slice(asked.requests.length - askedAgain.requests.length);
      expect(askedAgain.requests.map(({ messages }) => messages)).toEqual(
        rest.map(({ messages }) => messages),
      );
    }
  });

  it('goes on from the best checkpoint alone', async () => {
    const store = new MemoryCheckpointStore();
    const whole = await makeEvolving();
    await fit(whole, { epochs: 3, callbacks: checkpoint(store, true) });
    const { entries } = await store.list({ direction: 'descending', orderBy: 'mtime' });
    const program = await makeEvolving();
    await fit(program, { epochs: 3, store, resumeFrom: entries[0]?.path ?? '' });
    expect(program.toProgramFile()).toBe(whole.toProgramFile());
  });
});

describe('a program file that names OMEGA', () => {
  it('brings it back with the model and the embedding that are given, and trains on as before', async () => {
    const first = await makeEvolving({
      instructions: 'Be careful.',
      populationSize: 4,
      embeddingModel: json(
        '{"module":"synalinks","class_name":"EmbeddingModel","config":{"model":"openai/e"},"registered_name":null}',
      ),
    });
    const file = first.toProgramFile();
    const answers = new ScriptedModel();
    const second = await programFromJson(file, { languageModel: answers, embed: scriptedEmbed });
    expect(second.toProgramFile()).toBe(file);
    await fit(first);
    await fit(second);
    expect(second.toVariablesFile()).toBe(first.toVariablesFile());
    await expect(fit(await programFromJson(file))).rejects.toMatchObject({ code: 'no-language-model' });
    const unembedded = await programFromJson(file, { languageModel: answers });
    await expect(fit(unembedded)).rejects.toMatchObject({ code: 'no-embedding' });
  });

  it('has the config that Python writes, key by key', () => {
    const config =
      '{"population_size":4,"name":"omega","description":"OMEGA: OptiMizEr as Genetic Algorithm.","merging_rate":0.02,' +
      '"mutation_temperature":0.3,"crossover_temperature":0.3,"selection":"best","selection_temperature":0.3,' +
      '"language_model":{"module":"synalinks","class_name":"LanguageModel","config":{"model":"ollama_chat/mistral"},' +
      '"registered_name":null},"instructions":"Be careful","reasoning_effort":null,"use_chain_of_thought":false,' +
      '"k_nearest_fitter":5,"algorithm":"ga","embedding_model":{"module":"synalinks","class_name":"EmbeddingModel",' +
      '"config":{"model":"openai/text-embedding-3-small"},"registered_name":null}}';
    const revive = (envelope: Parameters<typeof reviveLanguageModel>[0]): unknown =>
      reviveLanguageModel(envelope, 'inner');
    expect(formatJson(OMEGA.fromConfig(json(config), revive).getConfig())).toBe(formatJson(json(config)));
  });

  it('loads although Python left states in it that not even Python finds again', async () => {
    const file = (await makeEvolving()).toProgramFile();
    const left = file.replace(
      '"optimizer_trainable_variables": {}',
      '"optimizer_trainable_variables": {"mutation_module_140368527908544_omega": {"state": {"nb_visit": 0}}}',
    );
    expect(left).not.toBe(file);
    const program = await programFromJson(left, { strict: true });
    expect(program.toProgramFile()).toBe(file);
    expect(console.warn).not.toHaveBeenCalled();
  });
});
