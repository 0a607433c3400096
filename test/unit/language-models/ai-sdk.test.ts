import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { MockLanguageModelV3 } from 'ai/test';
import { MockLanguageModelV2 } from 'ai-5/test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromAiSdk, Generator, Input, dataModel } from '../../../src/index.ts';
import type { ChatModel, ChatRequest } from '../../../src/index.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject, JsonValue } from '../../../src/python/json-value.ts';
import { allFaults, OpenAiServer, randomFaults } from '../../helpers/openai-server.ts';
import type { Fault, OpenAiServerOptions } from '../../helpers/openai-server.ts';

const json = (text: string): JsonObject => parseJson(text) as JsonObject;
const schema = json('{"type":"object","properties":{"answer":{"type":"integer"}},"required":["answer"]}');
const good = '{"answer": 5}';

const ask = (extra: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ],
  schema,
  ...extra,
});

const answerV2 = {
  content: [
    { type: 'reasoning' as const, text: 'hm' },
    { type: 'text' as const, text: good },
  ],
  finishReason: 'stop' as const,
  usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 },
  warnings: [],
};

const answerV3 = {
  ...answerV2,
  finishReason: { unified: 'stop' as const, raw: 'stop' },
  usage: {
    inputTokens: { total: 7, noCache: 7, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 2, text: 2, reasoning: 0 },
  },
};

const servers: OpenAiServer[] = [];

async function start(options: Partial<OpenAiServerOptions> = {}): Promise<OpenAiServer> {
  const server = await OpenAiServer.start({ answer: () => good, ...options });
  servers.push(server);
  return server;
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe.each([
  ['V2', (): MockLanguageModelV2 => new MockLanguageModelV2({ doGenerate: answerV2 })],
  ['V3', (): MockLanguageModelV3 => new MockLanguageModelV3({ doGenerate: answerV3 })],
])('a model of the AI SDK, %s', (_version, make) => {
  it('answers with its text, its thoughts and its tokens', async () => {
    expect(await fromAiSdk(make()).complete(ask())).toEqual({
      content: good,
      reasoning: 'hm',
      finishReason: 'stop',
      tokens: { prompt: 7, completion: 2 },
    });
  });

  it('is asked in the words of the SDK', async () => {
    const model = make();
    const parameters = json(
      '{"temperature":0.5,"max_tokens":9,"top_p":0.25,"top_k":3,"reasoning_effort":null}',
    );
    await fromAiSdk(model).complete(ask({ parameters }));
    const { abortSignal, ...asked } = model.doGenerateCalls[0] ?? {};
    expect(abortSignal?.aborted).toBe(false);
    expect(asked).toEqual({
      prompt: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      ],
      responseFormat: {
        type: 'json',
        name: 'structured_output',
        schema: JSON.parse(formatJson(schema)) as unknown,
      },
      temperature: 0.5,
      maxOutputTokens: 9,
      topP: 0.25,
      topK: 3,
    });
  });

  it('is asked for text where there is no schema, and to think where it can', async () => {
    const model = make();
    const parameters = json('{"reasoning_effort":"low"}');
    await fromAiSdk(model, { supportsReasoning: true }).complete(ask({ schema: null, parameters }));
    expect(model.doGenerateCalls[0]).toMatchObject({
      responseFormat: { type: 'text' },
      providerOptions: { 'mock-provider': { reasoningEffort: 'low' } },
    });
  });

  it('fills in a program', async () => {
    const languageModel = fromAiSdk(make(), { model: 'openai/gpt' });
    const answer = dataModel({ title: 'Answer', properties: { answer: { type: 'integer' } } });
    const generator = new Generator({ dataModel: answer, languageModel });
    const inputs = Input(dataModel({ title: 'Query', properties: { query: { type: 'string' } } }));
    await generator.call(inputs);
    expect(formatJson(generator.getConfig().get('language_model') as JsonValue)).toContain(
      '"model":"openai/gpt"',
    );
  });
});

describe('what a model of the AI SDK is told of a conversation', () => {
  const promptOf = async (messages: ChatRequest['messages']): Promise<unknown> => {
    const model = new MockLanguageModelV3({ doGenerate: answerV3 });
    await fromAiSdk(model, { retry: 1 }).complete(ask({ messages }));
    return model.doGenerateCalls[0]?.prompt;
  };

  it('has images, tool calls and their results', async () => {
    const parts = [
      json('{"type":"text","text":"See"}'),
      json('{"type":"image_url","image_url":{"url":"https://h/a.png"}}'),
    ];
    const calls = json(
      '{"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"x\\": 1}"}}]}',
    );
    const prompt = await promptOf([
      { role: 'user', content: parts },
      { role: 'assistant', content: null, fields: calls },
      { role: 'tool', content: 'done', fields: json('{"tool_call_id":"c1"}') },
    ]);
    const named = { toolCallId: 'c1', toolName: 'f' };
    expect(prompt).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'See' },
          { type: 'file', mediaType: 'image/*', data: new URL('https://h/a.png') },
        ],
      },
      { role: 'assistant', content: [{ type: 'tool-call', ...named, input: { x: 1 } }] },
      { role: 'tool', content: [{ type: 'tool-result', ...named, output: { type: 'text', value: 'done' } }] },
    ]);
  });

  it('has an image with a tag from the fourth version on', async () => {
    const asked: unknown[] = [];
    const model = {
      specificationVersion: 'v4',
      provider: 'p',
      modelId: 'm',
      doGenerate: async (options: unknown) => {
        asked.push(options);
        return answerV3;
      },
    };
    const image = json('{"type":"image_url","image_url":"https://h/a.png"}');
    await fromAiSdk(model).complete(ask({ messages: [{ role: 'user', content: [image] }] }));
    const data = { type: 'url', url: new URL('https://h/a.png') };
    expect(asked).toMatchObject([
      { prompt: [{ role: 'user', content: [{ type: 'file', mediaType: 'image/*', data }] }] },
    ]);
  });

  it('refuses a part that it cannot say', async () => {
    const sound = [json('{"type":"input_audio","input_audio":{}}')];
    await expect(promptOf([{ role: 'user', content: sound }])).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('a provider of the AI SDK at a server', () => {
  const modelAt = ({ address }: OpenAiServer, options = {}): ChatModel => {
    const provider = createOpenAICompatible({
      name: 'local',
      baseURL: `${address}/v1`,
      apiKey: 'sk-planted-key',
      supportsStructuredOutputs: true,
    });
    return fromAiSdk(provider('small'), { backoff: { initialMs: 1, maxMs: 2 }, ...options });
  };

  it('asks for the schema, and answers', async () => {
    const server = await start();
    const model = modelAt(server);
    expect(model.config.model).toBe('local/small');
    expect(await model.complete(ask())).toMatchObject({
      content: good,
      tokens: { prompt: 10, completion: 3 },
    });
    expect(server.seen[0]?.body).toMatchObject({
      model: 'small',
      response_format: { type: 'json_schema', json_schema: { name: 'structured_output' } },
    });
  });

  const codes: Readonly<Record<Fault, string>> = {
    'refused-key': 'unauthorized',
    'rate-limited': 'rate-limited',
    'server-error': 'server-error',
    'connection-lost': 'server-down',
    'half-an-answer': 'bad-response',
    silence: 'timeout',
    truncated: 'truncated-answer',
    'no-completion': 'bad-response',
  };

  it.each(allFaults)('fails with a code when the server has the fault "%s"', async (fault) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ fault: () => fault });
    const timeout = fault === 'silence' ? 0.5 : 60;
    const failed = modelAt(server, { timeout, retry: 2 }).complete(ask());
    await expect(failed).rejects.toMatchObject({ name: 'LanguageModelError', code: codes[fault] });
    expect(server.seen).toHaveLength(2);
  });

  it('gets every answer when a third of the requests go wrong', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ fault: randomFaults(3, 0.3, allFaults) });
    const model = modelAt(server, { timeout: 0.5, retry: 20 });
    const replies = await Promise.all(Array.from({ length: 40 }, () => model.complete(ask())));
    expect(replies.map(({ content }) => content)).toEqual(replies.map(() => good));
    expect(model.usage?.retries).toBeGreaterThan(0);
  });
});
