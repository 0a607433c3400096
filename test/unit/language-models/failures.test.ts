import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LanguageModelError } from '../../../src/base/errors.ts';
import type { ChatRequest } from '../../../src/language-models/chat-model.ts';
import { LanguageModel } from '../../../src/language-models/language-model.ts';
import type { LanguageModelOptions } from '../../../src/language-models/language-model.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';
import { fromWireError, toWireError } from '../../../src/base/wire-error.ts';
import { allFaults, OpenAiServer } from '../../helpers/openai-server.ts';
import type { CompletionRequest, Fault, OpenAiServerOptions } from '../../helpers/openai-server.ts';

const schema = parseJson(
  '{"type":"object","properties":{"answer":{"type":"integer"}},"required":["answer"],"additionalProperties":false}',
) as JsonObject;

const ask = (extra: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: 'user', content: 'Hello' }],
  schema,
  ...extra,
});

const servers: OpenAiServer[] = [];

async function start(options: Partial<OpenAiServerOptions> = {}): Promise<OpenAiServer> {
  const server = await OpenAiServer.start({ answer: () => '{"answer": 1}', ...options });
  servers.push(server);
  return server;
}

/** A model whose waits are short. */
const modelAt = (
  { address }: { readonly address: string },
  options: Partial<LanguageModelOptions> = {},
): LanguageModel =>
  new LanguageModel({
    model: 'openai/test',
    apiBase: address,
    apiKey: 'sk-planted-key',
    backoff: { initialMs: 1, maxMs: 2 },
    timeout: 60,
    giveUpAfter: Infinity,
    ...options,
  });

async function failureOf(attempt: Promise<unknown>): Promise<LanguageModelError> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof LanguageModelError) return error;
  throw new Error(`expected a LanguageModelError, received ${String(error)}`);
}

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.close()));
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

describe.each(allFaults)('a server with the fault "%s"', (fault) => {
  const timeout = fault === 'silence' ? 0.5 : 60;

  it('is an error with a code of its own, and what to do', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ fault: () => fault });
    const error = await failureOf(modelAt(server, { timeout, retry: 2 }).complete(ask()));
    expect(error.code).toBe(codes[fault]);
    expect(error.message).toMatch(/\. [A-Z(].*\.$/s);
    expect(server.seen).toHaveLength(2);
  });

  it('is asked again, and costs nothing but time when it was passing', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ fault: (index) => (index < 2 ? fault : null) });
    const model = modelAt(server, { timeout });
    expect(await model.complete(ask())).toMatchObject({ content: '{"answer": 1}' });
    expect(model.usage).toMatchObject({ calls: 1, failedCalls: 0, retries: 2 });
  });

  it('keeps the key out of what is told', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ fault: () => fault });
    const error = await failureOf(modelAt(server, { timeout, retry: 2 }).complete(ask()));
    expect(JSON.stringify([toWireError(error), warn.mock.calls])).not.toContain('planted');
  });

  it('crosses to another thread as what it is', async () => {
    const server = await start({ fault: () => fault });
    const error = await failureOf(modelAt(server, { timeout, retry: 1 }).complete(ask()));
    const received = fromWireError(structuredClone(toWireError(error)));
    expect(received).toBeInstanceOf(LanguageModelError);
    expect(received).toMatchObject({ code: error.code, message: error.message, details: error.details });
  });
});

describe('a refusal', () => {
  const statusCases: readonly (readonly [number, string])[] = [
    [400, 'bad-request'],
    [403, 'unauthorized'],
    [404, 'not-found'],
    [408, 'timeout'],
    [422, 'bad-request'],
    [500, 'server-error'],
  ];

  it.each(statusCases)('with status %i is "%s"', async (status, code) => {
    const message = status < 500 ? 'because' : 'because.';
    const fetch = async (): Promise<Response> => Response.json({ error: { message } }, { status });
    const error = await failureOf(
      new LanguageModel({ model: 'ollama/phi', fetch, retry: 1 }).complete(ask()),
    );
    expect(error).toMatchObject({ code, details: { status, model: 'ollama_chat/phi' } });
    expect(error.message).toContain(`http://localhost:11434 answered ${status}: because. `);
  });

  it('of a model that Ollama does not have says how to get it', async () => {
    const fetch = async (): Promise<Response> => new Response('', { status: 404 });
    const error = await failureOf(
      new LanguageModel({ model: 'ollama/phi', fetch, retry: 1 }).complete(ask()),
    );
    expect(error.message).toContain('ollama pull phi');
  });

  it('that lasts is not asked again', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('', { status: 400 }));
    await failureOf(new LanguageModel({ model: 'ollama/phi', fetch }).complete(ask()));
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('for want of a key comes before anything is sent', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>();
    const error = await failureOf(new LanguageModel({ model: 'groq/llama', fetch }).complete(ask()));
    expect(error.code).toBe('no-api-key');
    expect(error.message).toContain("connectProvider('groq', { apiKey })");
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([{ 'x-api-key': 'planted-secret' }, { authorization: 'Bearer planted-secret' }] as Record<
    string,
    string
  >[])('does not repeat what a header holds (%#)', async (headers) => {
    const said = { error: { message: 'No such key: planted-secret' } };
    const fetch = async (): Promise<Response> => Response.json(said, { status: 401 });
    const model = modelAt({ address: 'http://localhost:1' }, { headers, fetch, retry: 1 });
    const error = await failureOf(model.complete(ask()));
    expect(error.message).toContain('No such key: …. ');
    expect(JSON.stringify(toWireError(error))).not.toContain('planted');
  });

  it('of a key that cannot be sent does not repeat it', async () => {
    const error = await failureOf(
      modelAt({ address: 'http://h' }, { apiKey: 'se\ncret', retry: 1 }).complete(ask()),
    );
    expect(error.code).toBe('unauthorized');
    expect(JSON.stringify(toWireError(error))).not.toMatch(/cret/);
  });

  it.each([
    ['401, its signs escaped', 401, String.raw`{"error": {"message": "Wrong key: sk-a\/b\u002Bcret-key"}}`],
    ['200', 200, '{"error": {"message": "Wrong key: sk-a/b+cret-key"}}'],
    ['200 without JSON', 200, 'Wrong key: sk-a/b+cret-key'],
  ])('that repeats the key is told without it: %s', async (_, status, body) => {
    const fetch = async (): Promise<Response> => new Response(body, { status });
    const apiKey = 'sk-a/b+cret-key';
    const error = await failureOf(
      new LanguageModel({ model: 'openai/gpt', fetch, apiKey, retry: 1 }).complete(ask()),
    );
    expect(error.message).toContain('Wrong key: …');
    expect(JSON.stringify(toWireError(error))).not.toContain('cret');
  });

  it.each([
    ['2', 2000, 2000],
    ['1e9', 60_000, 60_000],
    [new Date(Date.now() + 60_000).toUTCString(), 30_000, 60_000],
  ])('that says when to come again is heard: %s', async (header, notBeforeMs, notAfterMs) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const headers = { 'retry-after': header };
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('', { status: 429, headers }));
    const failure = failureOf(new LanguageModel({ model: 'ollama/phi', fetch, retry: 2 }).complete(ask()));
    await vi.advanceTimersByTimeAsync(notBeforeMs - 1);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(notAfterMs - notBeforeMs + 1);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(await failure).toMatchObject({ code: 'rate-limited' });
  });
});

describe('an address that is not reached', () => {
  const onPage = (href: string): unknown => vi.stubGlobal('location', { href });

  /** What a browser does when CORS is refused: it fails, but for a request that gives nothing away. */
  const refusingFetch = async (_address: unknown, init?: RequestInit): Promise<Response> => {
    if (init?.mode === 'no-cors') return new Response('');
    throw new TypeError('Failed to fetch');
  };

  const downFetch = async (): Promise<Response> => {
    throw new TypeError('Failed to fetch');
  };

  const cases: readonly (readonly [Partial<LanguageModelOptions> & { readonly model: string }, string])[] = [
    [{ model: 'ollama/phi' }, 'OLLAMA_ORIGINS=https://demo.example'],
    [{ model: 'openai/phi', apiBase: 'http://localhost:1234' }, 'lms server start --cors'],
    [{ model: 'vllm/phi' }, `--allowed-origins '["https://demo.example"]'`],
    [{ model: 'openai/phi', apiBase: 'http://localhost:5000' }, 'Access-Control-Allow-Origin'],
  ];

  it.each(cases)('because of CORS names the setting to change: $model', async (options, advice) => {
    onPage('https://demo.example/page');
    const error = await failureOf(
      new LanguageModel({ ...options, fetch: refusingFetch, retry: 1 }).complete(ask()),
    );
    expect(error.code).toBe('cors-refused');
    expect(error.message).toContain(advice);
  });

  it('is not one whose answer began, and broke off', async () => {
    onPage('https://demo.example/page');
    const brokenFetch = async (_address: unknown, init?: RequestInit): Promise<Response> => {
      if (init?.mode === 'no-cors') return new Response('');
      const body = new ReadableStream({
        start: (controller) => controller.error(new TypeError('network error')),
      });
      return new Response(body);
    };
    const model = new LanguageModel({ model: 'ollama/phi', fetch: brokenFetch, retry: 1 });
    const error = await failureOf(model.complete(ask()));
    expect(error.code).toBe('bad-response');
    expect(error.message).toContain('broke off');
    expect(error.message).not.toContain('CORS');
  });

  it('is not one that lets itself be read, and lost the connection', async () => {
    onPage('https://demo.example/page');
    const send = vi.fn<typeof globalThis.fetch>(async (_address, init) => {
      if (init?.method === 'POST') throw new TypeError('Failed to fetch');
      return new Response('');
    });
    const error = await failureOf(
      modelAt({ address: 'http://localhost:5000' }, { fetch: send, retry: 1 }).complete(ask()),
    );
    expect(error.code).toBe('bad-response');
    expect(error.message).toContain('http://localhost:5000 is there, and the connection broke off');
    // A server permits a request by its headers: with fewer of them another one would be permitted.
    const [asked, , probed] = send.mock.calls.map(([address, init]) => ({ address, headers: init?.headers }));
    expect(probed).toEqual(asked);
  });

  it('because nobody is there says how to start it', async () => {
    onPage('https://demo.example/page');
    const error = await failureOf(
      new LanguageModel({ model: 'ollama/phi', fetch: downFetch, retry: 1 }).complete(ask()),
    );
    expect(error.code).toBe('server-down');
    expect(error.message).toContain('`ollama serve`');
  });

  it.each([
    ['loopback-network', 'denied', 'https://demo.example/page', 'local-access-denied'],
    ['local-network-access', 'denied', 'https://demo.example/page', 'local-access-denied'],
    ['loopback-network', 'granted', 'https://demo.example/page', 'server-down'],
    ['loopback-network', 'prompt', 'https://demo.example/page', 'server-down'],
    ['unheard-of', 'denied', 'https://demo.example/page', 'server-down'],
    ['loopback-network', 'denied', 'http://localhost:4173/page', 'server-down'],
  ])('where the permission %s is %s, from %s, is %s', async (known, state, href, code) => {
    onPage(href);
    const query = async ({ name }: { readonly name: string }): Promise<{ readonly state: string }> => {
      if (name !== known) throw new TypeError(`${name} is no permission`);
      return { state };
    };
    vi.stubGlobal('navigator', { permissions: { query } });
    const fetch = vi.fn<typeof globalThis.fetch>(downFetch);
    const error = await failureOf(
      new LanguageModel({ model: 'ollama/phi', fetch, retry: 1 }).complete(ask()),
    );
    expect(error.code).toBe(code);
    expect(error.message).toContain('http://localhost:11434');
    const asksForLeave = href.startsWith('https:');
    expect(/\ballow it\b/.test(error.message)).toBe(asksForLeave);
  });

  it('because the browser forbids it ends what asks, as every call would meet the same', async () => {
    onPage('https://demo.example/page');
    const query = async (): Promise<{ readonly state: string }> => ({ state: 'denied' });
    vi.stubGlobal('navigator', { permissions: { query } });
    const fetch = vi.fn<typeof globalThis.fetch>(downFetch);
    const error = await failureOf(new LanguageModel({ model: 'ollama/phi', fetch }).complete(ask()));
    expect(error).toMatchObject({ code: 'local-access-denied', details: { stops: true } });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('because it is not secure is not asked again', async () => {
    onPage('https://demo.example/page');
    const fetch = vi.fn<typeof globalThis.fetch>(downFetch);
    const model = new LanguageModel({ model: 'openai/phi', apiBase: 'http://192.168.1.5:1234', fetch });
    const error = await failureOf(model.complete(ask()));
    expect(error).toMatchObject({ code: 'insecure-address', details: { stops: true } });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('is told once while it is tried', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const model = new LanguageModel({ model: 'ollama/phi', fetch: downFetch, backoff: { maxMs: 1 } });
    await failureOf(model.complete(ask()));
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^ollama_chat\/phi is asked again: No server answers at/)],
    ]);
  });
});

describe('an answer that is not the schema', () => {
  const wrong = '{"answer": "one"}';

  it('is mended by the model, which is told what is wrong', async () => {
    const server = await start({
      answer: ({ messages }: CompletionRequest) => (messages.length === 1 ? wrong : '{"answer": 2}'),
    });
    expect(await modelAt(server).complete(ask())).toMatchObject({ content: '{"answer": 2}' });
    const [question, answer, complaint] = server.seen[1]?.body.messages ?? [];
    expect([question?.content, answer]).toEqual(['Hello', { role: 'assistant', content: wrong }]);
    expect(complaint?.content).toMatch(/#\/answer.*string.*integer[^]*"properties"/);
  });

  it.each([
    wrong,
    'Sure! {"answer": 1}',
    '{"answer": 1, "more": 2}',
    '{}',
    '[1]',
    '```json\n{"answer":1}\n```',
  ])('is a failed call when it is not mended: %s', async (content) => {
    const server = await start({ answer: () => content });
    const error = await failureOf(modelAt(server).complete(ask()));
    expect(error.code).toBe('bad-answer');
    expect(server.seen).toHaveLength(2);
  });

  it('never ends training, however often', async () => {
    const server = await start({ answer: () => wrong });
    const model = modelAt(server, { giveUpAfter: 1 });
    for (let count = 0; count < 5; count += 1) {
      expect((await failureOf(model.complete(ask()))).details.stops).toBeUndefined();
    }
  });

  it("passes when any JSON will do, which is Python's way", async () => {
    const server = await start({ answer: () => wrong });
    const model = modelAt(server, { validate: false, repairs: 0 });
    expect(await model.complete(ask())).toMatchObject({ content: wrong });
  });

  it('is asked for again without a word when nothing is to be mended', async () => {
    let count = 0;
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ answer: () => ((count += 1) < 3 ? 'no' : '{"answer": 3}') });
    const model = modelAt(server, { repairs: 0 });
    expect(await model.complete(ask())).toMatchObject({ content: '{"answer": 3}' });
    expect(server.seen.map(({ body }) => body.messages.length)).toEqual([1, 1, 1]);
  });

  it('counts the tokens of every attempt', async () => {
    const server = await start({ answer: () => wrong });
    const model = modelAt(server, { price: { prompt: 1e5, completion: 1e6 } });
    await failureOf(model.complete(ask()));
    expect(model.usage).toMatchObject({
      calls: 0,
      failedCalls: 1,
      tokens: { prompt: 20, completion: 6 },
      cost: 8,
    });
  });

  it('of nothing at the limit of tokens is not asked for again', async () => {
    const answer = { choices: [{ message: { content: '' }, finish_reason: 'length' }] };
    const server = await start({ answer: () => answer });
    expect((await failureOf(modelAt(server).complete(ask()))).code).toBe('empty-answer');
    expect(server.seen).toHaveLength(1);
  });

  it('but a refusal is told as one', async () => {
    const answer = { choices: [{ message: { content: null, refusal: 'I will not' } }] };
    const server = await start({ answer: () => answer });
    const error = await failureOf(modelAt(server, { retry: 1 }).complete(ask()));
    expect(error).toMatchObject({ code: 'refused-answer', message: expect.stringContaining('I will not') });
  });
});

describe('failures in a row', () => {
  it('end what asks, once there are three', async () => {
    const server = await start({ fault: () => 'server-error' });
    const model = modelAt(server, { retry: 1, giveUpAfter: 3 });
    const stops: unknown[] = [];
    for (let count = 0; count < 3; count += 1) {
      stops.push((await failureOf(model.complete(ask()))).details.stops);
    }
    expect(stops).toEqual([undefined, undefined, true]);
  });

  it('are forgotten at the first success', async () => {
    const server = await start({ fault: (index) => (index % 3 === 2 ? null : 'server-error') });
    const model = modelAt(server, { retry: 1, giveUpAfter: 3 });
    for (let count = 0; count < 9; count += 1) {
      const outcome = await model.complete(ask()).catch((error: LanguageModelError) => error.details.stops);
      expect(outcome).not.toBe(true);
    }
  });

  it('are left to the fallback', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const [broken, sound] = [await start({ fault: () => 'server-error' }), await start()];
    const model = modelAt(broken, { retry: 2, fallback: modelAt(sound) });
    expect(await model.complete(ask())).toMatchObject({ content: '{"answer": 1}' });
    expect([broken.seen.length, sound.seen.length]).toEqual([2, 1]);
    expect(model.usage).toMatchObject({ calls: 1, failedCalls: 1, retries: 1 });
  });
});

describe('a call that is stopped', () => {
  it('ends at once with the reason, and nothing more is sent', async () => {
    const server = await start({ fault: () => 'silence' });
    const model = modelAt(server, { concurrency: 2, timeout: 600 });
    const controller = new AbortController();
    const calls = Array.from({ length: 8 }, () => model.complete(ask({ signal: controller.signal })));
    const outcomes = Promise.allSettled(calls);
    await vi.waitFor(() => expect(server.seen).toHaveLength(2));
    controller.abort(new Error('enough'));
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { message: 'enough' } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.seen).toHaveLength(2);
    expect(model.usage).toMatchObject({ pending: 0, failedCalls: 0 });
  });

  it('does not wait to ask again', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ fault: () => 'server-error' });
    const controller = new AbortController();
    const call = modelAt(server, { backoff: { initialMs: 1e6, maxMs: 1e6 } }).complete(
      ask({ signal: controller.signal }),
    );
    const outcome = call.catch((error: unknown) => error);
    await vi.waitFor(() => expect(console.warn).toHaveBeenCalled());
    controller.abort(new Error('enough'));
    expect(await outcome).toMatchObject({ message: 'enough' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('a server that is no server', () => {
  it('is one that nobody listens at', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const model = modelAt({ address: `http://127.0.0.1:${port}` }, { retry: 1 });
    expect((await failureOf(model.complete(ask()))).code).toBe('server-down');
  });
});
