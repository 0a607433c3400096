import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LanguageModelError } from '../../../src/base/errors.ts';
import { SymbolicDataModel } from '../../../src/data/json-data-model.ts';
import type { ChatModel, ChatRequest } from '../../../src/language-models/chat-model.ts';
import { reviveLanguageModel } from '../../../src/programs/named-model.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { isJsonObject } from '../../../src/python/json-value.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';
import { LMAsJudgeProgram } from '../../../src/rewards/lm-as-judge-program.ts';
import { LMAsJudge } from '../../../src/rewards/lm-as-judge.ts';
import type { LMAsJudgeOptions } from '../../../src/rewards/lm-as-judge.ts';
import { json, model } from '../../helpers/model.ts';
import recorded from './recorded/lm-as-judge.json' with { type: 'json' };

type Reply = (request: ChatRequest) => string | null;

/** Answers by rote; null is a request that fails. */
function modelOf(reply: Reply): ChatModel & { readonly requests: ChatRequest[] } {
  const requests: ChatRequest[] = [];
  return {
    config: { model: 'mock/rote' },
    requests,
    complete: async (request) => {
      requests.push(request);
      const content = reply(request);
      if (content === null) throw new LanguageModelError('no-connection', 'nobody there');
      return { content };
    },
  };
}

/** Python's arguments as ours. */
function optionsOf(text: string): LMAsJudgeOptions {
  const options = json(text);
  const examples = (options.get('examples') ?? null) as readonly [JsonObject, JsonObject][] | null;
  return {
    examples,
    instructions: (options.get('instructions') ?? null) as string | null,
    ...(options.has('score_type') ? { scoreType: 'Rating' as const } : {}),
  };
}

const answer = (text: string | null) => (text === null ? null : model(`{"answer":"${text}"}`));

const revive = (envelope: Parameters<typeof reviveLanguageModel>[0]): unknown =>
  reviveLanguageModel(envelope, 'language_model');

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

describe.each(recorded.judges)('LMAsJudge with $options_json, as recorded', (judge) => {
  it.each(judge.samples)('grades $yPred against $yTrue', async (sample) => {
    const languageModel = modelOf(() => sample.reply);
    const reward = new LMAsJudge({ ...optionsOf(judge.options_json), languageModel });
    expect(await reward.call(answer(sample.yTrue), answer(sample.yPred))).toBe(sample.reward);
    const messages = languageModel.requests.map((request) => request.messages.map(({ content }) => content));
    expect(messages).toEqual(sample.user.map((user) => [judge.system, user]));
    for (const { schema } of languageModel.requests)
      expect(formatJson(schema ?? null)).toBe(formatJson(parseJson(judge.schema_json)));
  });

  it('comes back from the config that Python writes', () => {
    const { program } = LMAsJudge.fromConfig(json(judge.config_json), revive);
    const config = json(judge.config_json).get('program');
    const inner = isJsonObject(config) ? config.get('config') : null;
    const received = new Map([
      ...program.getConfig(),
      ['name', isJsonObject(inner) ? inner.get('name') : ''],
    ]);
    expect(formatJson(received as JsonObject)).toBe(formatJson(inner ?? null));
  });
});

describe('LMAsJudge', () => {
  it('warns under its own name when there is no verdict', async () => {
    await new LMAsJudge({ languageModel: modelOf(() => null) }).call(answer('a'), answer('b'));
    expect(console.warn).toHaveBeenCalledWith(
      expect.stringMatching(/^LMAsJudge: judge program returned None/),
    );
  });

  it('does not take a reward that the prediction gives itself for the grade', async () => {
    const languageModel = modelOf(() => '{"critique": "no", "reward": 0.2}');
    const reward = new LMAsJudge({ languageModel });
    expect(await reward.call(model('{"answer":"a"}'), model('{"answer":"b","reward":1.0}'))).toBe(0.2);
  });

  it.each(['{"critique": "no", "reward": "high"}', '5', '{"critique": "no", "reward": null}'])(
    'counts the verdict %s as 0',
    async (verdict) => {
      const reward = new LMAsJudge({ languageModel: modelOf(() => verdict) });
      expect(await reward.call(answer('a'), answer('b'))).toBe(0);
    },
  );

  it('masks what it shows to the judge', async () => {
    const languageModel = modelOf(() => '{"critique": "ok", "reward": 1.0}');
    const reward = new LMAsJudge({ languageModel, inMask: ['answer'] });
    await reward.call(model('{"answer":"a","id":1}'), model('{"thinking":"…","answer":"b"}'));
    expect(languageModel.requests[0]?.messages[1]?.content).toContain("{'gold_answer': 'a', 'answer': 'b'}");
  });

  it('says that it has nobody to ask', async () => {
    await expect(new LMAsJudge().call(answer('a'), answer('b'))).rejects.toMatchObject({
      code: 'no-language-model',
    });
  });

  it('writes a config that holds its own settings, and comes back from it', () => {
    const languageModel = modelOf(() => null);
    const options = {
      languageModel,
      instructions: 'Be fair.',
      scoreType: 'Rating',
      name: 'j',
      outMask: ['id'],
    } as const;
    const config = new LMAsJudge(options).getConfig();
    expect([...config.keys()].slice(0, 6)).toEqual([
      'language_model',
      'prompt_template',
      'examples',
      'instructions',
      'score_type',
      'name',
    ]);
    expect(formatJson(LMAsJudge.fromConfig(config, () => languageModel).getConfig())).toBe(
      formatJson(config),
    );
  });

  it.each(['{"program":5}', '{"score_type":"Stars"}', '{"language_model":null,"strict":true}'])(
    'refuses the config %s',
    (config) => {
      expect(() => LMAsJudge.fromConfig(json(config), revive)).toThrow(/program|Stars|strict/);
    },
  );
});

describe('LMAsJudgeProgram', () => {
  it('refuses anything but a target and a prediction', async () => {
    await expect(new LMAsJudgeProgram().call([answer('a')])).rejects.toMatchObject({ code: 'bad-data' });
  });

  it('can be part of a graph', () => {
    const text = '{"properties":{"answer":{"title":"Answer","type":"string"}},"required":["answer"]}';
    const answers = new SymbolicDataModel(json(text));
    const output = new LMAsJudgeProgram().connect([answers, answers]);
    expect([...(output.schema.get('properties') as JsonObject).keys()]).toEqual(['critique', 'reward']);
  });
});
