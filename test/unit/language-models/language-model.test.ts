import { afterEach, describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/base/errors.ts';
import type { ChatRequest } from '../../../src/language-models/chat-model.ts';
import { LanguageModel } from '../../../src/language-models/language-model.ts';
import type { LanguageModelOptions } from '../../../src/language-models/language-model.ts';
import { listModels } from '../../../src/language-models/list-models.ts';
import { connectProvider } from '../../../src/language-models/provider-connections.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';
import { OpenAiServer } from '../../helpers/openai-server.ts';
import type { OpenAiServerOptions } from '../../helpers/openai-server.ts';

const json = (text: string): JsonObject => parseJson(text) as JsonObject;

const schemaText =
  '{"additionalProperties":false,"properties":{"10":{"type":"integer"},"2":{"$ref":"#/$defs/Sub","description":"of it"}},' +
  '"$defs":{"Sub":{"type":"string"}},"required":["10","2"],"type":"object"}';
const schema = json(schemaText);
const good = '{"10": 5, "2": "x"}';

const ask = (extra: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ],
  schema,
  ...extra,
});

const servers: OpenAiServer[] = [];

async function start(options: Partial<OpenAiServerOptions> = {}): Promise<OpenAiServer> {
  const server = await OpenAiServer.start({ answer: () => good, ...options });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  connectProvider('openrouter', null);
});

describe('what is sent to a server', () => {
  const bodyOf = async (options: LanguageModelOptions, request = ask()): Promise<string> => {
    const server = await start();
    await new LanguageModel({ ...options, apiBase: server.address }).complete(request);
    expect(server.seen.map(({ path }) => path)).toEqual(['/v1/chat/completions']);
    return server.seen[0]?.text ?? '';
  };

  it('is a chat completion that asks for the schema, key by key in its order', async () => {
    expect(await bodyOf({ model: 'ollama/llama3.2' })).toBe(
      '{"model":"llama3.2","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}],' +
        `"response_format":{"type":"json_schema","json_schema":{"schema":${schemaText}},"strict":true}}`,
    );
  });

  it.each([
    ['openai/gpt', '"json_schema":{"name":"structured_output","strict":true,"schema":{'],
    ['azure/gpt', '"json_schema":{"name":"structured_output","strict":true,"schema":{'],
    ['vllm/qwen', '"json_schema":{"name":"structured_output","schema":{'],
    ['mistral/small', '"json_schema":{"schema":{'],
    ['anthropic/claude', '"json_schema":{"schema":{'],
  ])('asks %s for the schema in its form', async (model, part) => {
    expect(await bodyOf({ model })).toContain(part);
  });

  it('drops the words beside a reference for OpenAI, which refuses them', async () => {
    expect(await bodyOf({ model: 'openai/gpt' })).toContain('"2":{"$ref":"#/$defs/Sub"}');
  });

  it.each(['groq/llama', 'openrouter/meta/llama', 'cohere/command', 'bedrock/claude'])(
    'makes %s call a tool whose parameters are the schema',
    async (model) => {
      const body = await bodyOf({ model });
      expect(body).toContain(`"parameters":${schemaText}`);
      expect(body).toContain('"tool_choice":{"type":"function","function":{"name":"structured_output"}}');
      expect(body).not.toContain('response_format');
    },
  );

  it('has the parameters of the model, overruled by those of the request, floats as floats', async () => {
    const options = { model: 'ollama/x', temperature: 0, maxTokens: 100, topP: 0.5, topK: 4 };
    const body = await bodyOf(options, ask({ schema: null, parameters: json('{"top_p":0.25}') }));
    expect(body).toContain(',"temperature":0.0,"max_tokens":100,"top_p":0.25,"top_k":4}');
  });

  it('turns thinking off where it is on by itself, and leaves out an effort for models that do not think', async () => {
    const effort = (text: string): ChatRequest => ask({ parameters: json(`{"reasoning_effort":${text}}`) });
    expect(await bodyOf({ model: 'ollama/qwen3' }, effort('"disable"'))).toContain(
      '"reasoning_effort":"none"',
    );
    expect(await bodyOf({ model: 'openai/gpt' }, effort('"low"'))).not.toContain('reasoning_effort');
    const thinker = { model: 'openai/o3', supportsReasoning: true };
    expect(await bodyOf(thinker, effort('"low"'))).toContain('"reasoning_effort":"low"');
    expect(await bodyOf(thinker, effort('null'))).not.toContain('reasoning_effort');
  });

  it('goes to the provider itself, with its key, and only with parameters that it knows', async () => {
    const sent: [string, Headers, string][] = [];
    const fetch: typeof globalThis.fetch = async (address, init) => {
      sent.push([String(address), new Headers(init?.headers), String(init?.body)]);
      return Response.json({ choices: [{ message: { content: good } }] });
    };
    const options = { topK: 3, maxTokens: 9, fetch, apiKey: async () => ' secret-key ' };
    await new LanguageModel({ model: 'openai/gpt', ...options }).complete(ask());
    await new LanguageModel({ model: 'openrouter/a/b', ...options }).complete(ask());
    await new LanguageModel({ model: 'anthropic/claude', ...options }).complete(ask());
    expect(sent.map(([address]) => address)).toEqual([
      'https://api.openai.com/v1/chat/completions',
      'https://openrouter.ai/api/v1/chat/completions',
      'https://api.anthropic.com/v1/chat/completions',
    ]);
    expect(sent.map(([, headers]) => headers.get('authorization'))).toEqual(
      Array.from({ length: 3 }, () => 'Bearer secret-key'),
    );
    expect(sent[0]?.[2]).toContain('"max_completion_tokens":9');
    expect(sent[0]?.[2]).not.toContain('top_k');
    expect(sent[1]?.[2]).toContain('"top_k":3');
    expect(sent[2]?.[1].get('anthropic-dangerous-direct-browser-access')).toBe('true');
    expect(sent[2]?.[2]).not.toContain('cache_control');
  });

  it('goes where the provider was said to be, by models that say nothing else', async () => {
    const server = await start();
    connectProvider('openrouter', {
      apiBase: `${server.address}/api/v1`,
      apiKey: 'from-the-page',
      headers: { 'x-title': 'demo' },
    });
    await new LanguageModel({ model: 'openrouter/a/b' }).complete(ask());
    expect(server.seen[0]?.path).toBe('/api/v1/chat/completions');
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer from-the-page',
      'x-title': 'demo',
    });
  });

  it('takes the key of a provider nowhere but to that provider, wherever a file says that its model is', async () => {
    const server = await start();
    connectProvider('openrouter', { apiKey: 'from-the-page', headers: { 'x-secret': 'too' } });
    const fields = new LanguageModel({ model: 'openrouter/a/b', apiBase: server.address }).config.fields;
    await LanguageModel.fromConfig(fields ?? new Map()).complete(ask());
    expect(server.seen[0]?.headers['authorization']).toBeUndefined();
    expect(server.seen[0]?.headers['x-secret']).toBeUndefined();
    connectProvider('openrouter', { apiKey: 'from-the-page', apiBase: `${server.address}/v1` });
    await LanguageModel.fromConfig(fields ?? new Map()).complete(ask());
    expect(server.seen[1]?.headers['authorization']).toBe('Bearer from-the-page');
  });

  it('lists the models of a server', async () => {
    const server = await start();
    expect(await listModels('openai', { apiBase: server.address })).toEqual(['small', 'large']);
  });
});

describe('what comes back', () => {
  const replyTo = async (message: object, model = 'ollama/x', request = ask()): Promise<unknown> => {
    const answer = { choices: [{ message: { role: 'assistant', ...message }, finish_reason: 'stop' }] };
    const server = await start({ answer: () => answer });
    return new LanguageModel({ model, apiBase: server.address, retry: 1 }).complete(request);
  };

  it('is the text, with its tokens', async () => {
    const server = await start();
    expect(await new LanguageModel({ model: 'ollama/x', apiBase: server.address }).complete(ask())).toEqual({
      content: good,
      finishReason: 'stop',
      tokens: { prompt: 10, completion: 3 },
    });
  });

  it.each([
    ['as text', JSON.stringify(JSON.parse(good))],
    ['unpacked', JSON.parse(good) as object],
  ])('is what the tool was called with, %s', async (_form, given) => {
    const message = { content: null, tool_calls: [{ function: { name: 'x', arguments: given } }] };
    expect(await replyTo(message, 'groq/x')).toMatchObject({ content: '{"2":"x","10":5}' });
  });

  it.each([
    ['reasoning_content', { content: good, reasoning_content: 'hm' }],
    ['reasoning', { content: good, reasoning: 'hm' }],
    ['the text itself', { content: `<think>\nhm\n</think>\n\n${good}` }],
  ])('has thoughts apart that came in %s', async (_where, message) => {
    const reply = (await replyTo(message)) as { content: string };
    expect(reply).toMatchObject({ reasoning: 'hm' });
    expect(reply.content.trim()).toBe(good);
  });
});

describe('a language model in a file', () => {
  it('is written as Synalinks writes it, and never with a key', () => {
    const options = { model: 'ollama/mistral', apiKey: 'secret', headers: { 'x-key': 'secret' } };
    expect(formatJson(new LanguageModel(options).config.fields ?? null)).toBe(
      '{"model":"ollama_chat/mistral","api_base":"http://localhost:11434","timeout":600,"retry":5,"retry_max_wait":60,' +
        '"caching":false,"cache_dir":null,"name":"language_model","description":"A language model API wrapper."}',
    );
    const { fields } = new LanguageModel({
      model: 'openai/x',
      apiBase: 'https://host/v1?api-key=secret',
    }).config;
    expect(fields?.get('api_base')).toBe('https://host/v1');
  });

  it.each([
    '{"model":"ollama_chat/mistral","api_base":"http://localhost:11434","timeout":600,"retry":1,"retry_max_wait":60,"caching":false,"cache_dir":null,"name":"lm","description":"d","reasoning_effort":"high","seed":7}',
    '{"fallback":{"module":"synalinks","class_name":"LanguageModel","config":{"model":"mistral/x","api_base":null,"timeout":600,"retry":1,"retry_max_wait":60,"caching":false,"cache_dir":null,"name":"a","description":"b"},"registered_name":null},"model":"openai/y","api_base":"http://h:1/v1","timeout":2.5,"retry":1,"retry_max_wait":60,"caching":true,"cache_dir":null,"name":"c","description":"d"}',
  ])('is read and written back as it was', (text) => {
    expect(formatJson(LanguageModel.fromConfig(json(text)).config.fields ?? null)).toBe(text);
  });

  it('needs a name', () => {
    expect(() => new LanguageModel({ model: '' })).toThrow(ArgumentError);
  });

  it('refuses an option that it does not know, and repeats no key', () => {
    const misspelt = { model: 'openai/x', api_key: 'sk-planted' };
    const make = (): LanguageModel => new LanguageModel(misspelt);
    expect(make).toThrow(/no option `api_key`: did you mean `apiKey`/);
    expect(make).not.toThrow(/planted/);
  });

  it.each(['foo/bar', 'gpt-4'])('of a provider that is not known refuses to answer: %s', async (model) => {
    await expect(new LanguageModel({ model, apiBase: 'http://h' }).complete(ask())).rejects.toMatchObject({
      name: 'ArgumentError',
      code: 'unknown-provider',
    });
  });

  it.each(['localhost:1234', 'ftp://h', 'http://user:secret@host/v1'])(
    'refuses the address %s without repeating a password',
    async (apiBase) => {
      const failed = new LanguageModel({ model: 'openai/x', apiBase }).complete(ask());
      await expect(failed).rejects.toMatchObject({ code: 'bad-address' });
      await expect(failed).rejects.not.toThrow(/secret/);
    },
  );
});
