import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { LanguageModelError } from '../../../src/base/errors.ts';
import { CachedModel } from '../../../src/language-models/cached-model.ts';
import type { ChatModel, ChatReply, ChatRequest } from '../../../src/language-models/chat-model.ts';
import { MemoryResponseCache } from '../../../src/language-models/memory-response-cache.ts';
import { openResponseCache } from '../../../src/language-models/open-response-cache.ts';
import { requestKey } from '../../../src/language-models/request-key.ts';
import type { ResponseCache, ResponseCacheLimits } from '../../../src/language-models/response-cache.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';

/** A model whose every answer differs from the one before. */
class FickleModel implements ChatModel {
  readonly config = { model: 'demo/fickle' };
  calls = 0;
  answer = async (count: number, _request: ChatRequest): Promise<ChatReply> => ({
    content: `answer ${count}`,
  });

  complete(request: ChatRequest): Promise<ChatReply> {
    this.calls += 1;
    return this.answer(this.calls, request);
  }
}

const ask = (content: string, extra: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: 'user', content }],
  schema: null,
  ...extra,
});

const json = (text: string): JsonObject => parseJson(text) as JsonObject;

const opener = '../../../src/language-models/open-response-cache.ts';

let databases = 0;

const kinds: readonly [string, (limits?: ResponseCacheLimits) => Promise<ResponseCache>][] = [
  ['memory', async (limits) => new MemoryResponseCache(limits)],
  [
    'IndexedDB',
    (limits) => {
      databases += 1;
      return openResponseCache({ name: `cache-${databases}`, ...limits });
    },
  ],
];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe.each(kinds)('a cache of answers in %s', (_kind, open) => {
  it('gives back what it was given, and counts it', async () => {
    const cache = await open();
    const reply = { content: 'né', reasoning: 'why' };
    expect(await cache.find('a')).toBeNull();
    expect(await cache.keep('a', reply)).toEqual(reply);
    expect(await cache.find('a')).toEqual(reply);
    expect(await cache.usage()).toMatchObject({ count: 1, bytes: 6 });
    await cache.close();
  });

  it('keeps the first of two answers to one request', async () => {
    const cache = await open();
    await cache.keep('a', { content: 'first' });
    expect(await cache.keep('a', { content: 'second' })).toEqual({ content: 'first' });
    expect(await cache.usage()).toMatchObject({ count: 1, bytes: 5 });
    await cache.close();
  });

  it('keeps the first of two answers to one request that come together with others', async () => {
    const cache = await open();
    const keep = (key: string, content: string): Promise<unknown> => cache.keep(key, { content });
    const kept = [keep('b', 'b'), keep('a', 'first'), cache.find('a'), keep('a', 'second'), keep('c', 'c')];
    const contents = ['b', 'first', 'first', 'first', 'c'].map((content) => ({ content }));
    expect(await Promise.all(kept)).toEqual(contents);
    expect(await cache.usage()).toMatchObject({ count: 3, bytes: 7 });
    await cache.close();
  });

  it('lets go of what was used least recently when it holds too many', async () => {
    const cache = await open({ maxEntries: 2 });
    await cache.keep('a', { content: 'a' });
    await cache.keep('b', { content: 'b' });
    await cache.find('a');
    await cache.keep('c', { content: 'c' });
    expect(await cache.find('b')).toBeNull();
    expect(await cache.find('a')).toEqual({ content: 'a' });
    expect(await cache.usage()).toMatchObject({ count: 2, bytes: 2, maxEntries: 2 });
    await cache.close();
  });

  it('stays within its bytes, and passes on an answer that is larger than all of it', async () => {
    const cache = await open({ maxBytes: 10 });
    await cache.keep('a', { content: '1234' });
    await cache.keep('b', { content: '1234' });
    await cache.keep('c', { content: '123456' });
    expect(await cache.find('a')).toBeNull();
    expect(await cache.usage()).toMatchObject({ count: 2, bytes: 10 });
    expect(await cache.keep('d', { content: '12345678901' })).toEqual({ content: '12345678901' });
    expect(await cache.find('d')).toBeNull();
    expect(await cache.usage()).toMatchObject({ count: 2, bytes: 10 });
    await cache.close();
  });

  it('forgets everything when it is told to', async () => {
    const cache = await open();
    await cache.keep('a', { content: 'a' });
    await cache.clear();
    expect(await cache.find('a')).toBeNull();
    expect(await cache.usage()).toMatchObject({ count: 0, bytes: 0 });
    await cache.close();
  });
});

describe('the key of a request', () => {
  const config = { model: 'ollama/llama3.2' };
  const key = (extra: Partial<ChatRequest> = {}, settings: JsonObject = new Map()): Promise<string> =>
    requestKey({ ...config, fields: settings }, ask('hello', extra));

  it('is made of what decides the answer', async () => {
    const keys = await Promise.all([
      key(),
      requestKey({ model: 'ollama/mistral' }, ask('hello')),
      requestKey(config, ask('hello!')),
      requestKey(config, { messages: [{ role: 'system', content: 'hello' }], schema: null }),
      key({ schema: json('{"a":1,"b":2}') }),
      key({ schema: json('{"b":2,"a":1}') }),
      key({ parameters: json('{"temperature":1}') }),
      key({ parameters: json('{"temperature":1.0}') }),
      key({}, json('{"temperature":1.0}')),
      requestKey(config, ask('half \ud800')),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the same wherever the model is reached, and in whichever order parameters stand', async () => {
    const settings = json('{"api_base":"https://user:secret@host","timeout":5,"retry":1,"name":"x"}');
    expect(await key({}, settings)).toBe(await key());
    expect(await key({ parameters: json('{"top_p":0.5,"temperature":0.0}') })).toBe(
      await key({ parameters: json('{"temperature":0.0,"top_p":0.5}') }),
    );
  });
});

describe('a model with a cache', () => {
  it('asks only what it was never asked before, whoever asked', async () => {
    const cache = await openResponseCache({ name: 'shared' });
    const model = new FickleModel();
    const first = await new CachedModel(model, { cache }).complete(ask('hello'));
    expect(await new CachedModel(model, { cache }).complete(ask('hello'))).toEqual(first);
    expect(model.calls).toBe(1);
    await cache.close();
    const reopened = await openResponseCache({ name: 'shared' });
    expect(await new CachedModel(model, { cache: reopened }).complete(ask('hello'))).toEqual(first);
    expect(model.calls).toBe(1);
    await reopened.close();
  });

  it('stores an answer before it gives it', async () => {
    const cache = new MemoryResponseCache();
    const key = await requestKey({ model: 'demo/fickle' }, ask('hello'));
    let stored = (): void => {};
    const keep = vi
      .spyOn(cache, 'keep')
      .mockImplementation((_key, reply) => new Promise((resolve) => (stored = () => resolve(reply))));
    let given = false;
    const reply = new CachedModel(new FickleModel(), { cache }).complete(ask('hello')).then(() => {
      given = true;
    });
    await vi.waitFor(() => expect(keep).toHaveBeenCalledWith(key, { content: 'answer 1' }));
    expect(given).toBe(false);
    stored();
    await reply;
  });

  it('asks once what is asked twice at the same time', async () => {
    const model = new FickleModel();
    const cached = new CachedModel(model, { cache: new MemoryResponseCache() });
    const replies = await Promise.all([1, 2, 3].map(() => cached.complete(ask('hello'))));
    expect(replies.map(({ content }) => content)).toEqual(['answer 1', 'answer 1', 'answer 1']);
    expect(model.calls).toBe(1);
  });

  it('asks anew after a failure, also for those who waited for it', async () => {
    const model = new FickleModel();
    model.answer = async (count) => {
      if (count > 1) return { content: `answer ${count}` };
      // By then the other waits for this one.
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new LanguageModelError('server-error', 'boom');
    };
    const cached = new CachedModel(model, { cache: new MemoryResponseCache() });
    const outcomes = await Promise.allSettled([cached.complete(ask('x')), cached.complete(ask('x'))]);
    // Keys are made off the thread: nobody says who of the two asks first.
    const reason: unknown = expect.objectContaining({ code: 'server-error' });
    expect(outcomes).toContainEqual({ status: 'rejected', reason });
    expect(outcomes).toContainEqual({ status: 'fulfilled', value: { content: 'answer 2' } });
    expect(await cached.complete(ask('x'))).toEqual({ content: 'answer 2' });
  });

  it('remembers an answer that was of no use, with all that was said of it', async () => {
    const model = new FickleModel();
    model.answer = async () => {
      throw new LanguageModelError('bad-answer', 'no JSON', { details: { faults: ['#: wrong'] } });
    };
    const cache = await openResponseCache({ name: 'useless' });
    for (let count = 0; count < 2; count += 1) {
      const failed = new CachedModel(model, { cache }).complete(ask('x'));
      await expect(failed).rejects.toBeInstanceOf(LanguageModelError);
      await expect(failed).rejects.toMatchObject({
        code: 'bad-answer',
        message: 'no JSON',
        details: { faults: ['#: wrong'] },
      });
    }
    expect(model.calls).toBe(1);
    expect((await cache.usage()).bytes).toBeGreaterThan('no JSON'.length);
    await cache.close();
  });

  it('stops waiting for the answer of another when it is stopped, and lets the other wait on', async () => {
    const model = new FickleModel();
    let answer = (_reply: ChatReply): void => {};
    model.answer = () => new Promise((resolve) => (answer = resolve));
    const cached = new CachedModel(model, { cache: new MemoryResponseCache() });
    const other = cached.complete(ask('x'));
    await vi.waitFor(() => expect(model.calls).toBe(1));
    const controller = new AbortController();
    const mine = cached.complete(ask('x', { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('enough')));
    await expect(mine).rejects.toThrow('enough');
    answer({ content: 'late' });
    expect(await other).toEqual({ content: 'late' });
  });

  it('goes on without a cache that fails, and says so once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const cache = new MemoryResponseCache();
    vi.spyOn(cache, 'find').mockRejectedValue(new Error('disk gone'));
    vi.spyOn(cache, 'keep').mockRejectedValue(new Error('disk gone'));
    const cached = new CachedModel(new FickleModel(), { cache });
    expect(await cached.complete(ask('x'))).toEqual({ content: 'answer 1' });
    expect(await cached.complete(ask('x'))).toEqual({ content: 'answer 2' });
    expect(warn.mock.calls).toEqual([['The cache of answers cannot be used: Error: disk gone']]);
  });

  it('tries again to open the cache that all models share, when that has failed', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const open = vi.fn<typeof openResponseCache>(async () => new MemoryResponseCache());
    open.mockRejectedValueOnce(new TypeError('Importing a module script failed.'));
    onTestFinished(() => {
      vi.doUnmock(opener);
      vi.resetModules();
    });
    vi.resetModules();
    vi.doMock(opener, () => ({ openResponseCache: open }));
    const cached = new CachedModel(new FickleModel());
    await cached.complete(ask('x'));
    expect(await cached.complete(ask('x'))).toEqual({ content: 'answer 1' });
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('counts what was asked and what was spared, and does not count the tokens of an answer twice', async () => {
    const model = new FickleModel();
    model.answer = async () => ({ content: 'x', tokens: { prompt: 3, completion: 1 } });
    const cached = new CachedModel(model, { cache: new MemoryResponseCache() });
    await cached.complete(ask('x'));
    expect(await cached.complete(ask('x'))).toEqual({ content: 'x' });
    const tokens = { prompt: 3, completion: 1 };
    expect(cached.usage).toMatchObject({ cachedCalls: 1, calls: 1, failedCalls: 0, tokens });
  });

  it('keeps of an answer what is its own, and not what a model brings along', async () => {
    const model = new FickleModel();
    const response = { headers: { authorization: 'Bearer sk-planted' }, json: () => ({}) };
    model.answer = async () => ({ content: 'x', reasoning: 'why', finishReason: 'stop', response });
    const cache = await openResponseCache({ name: 'brought-along' });
    const keep = vi.spyOn(cache, 'keep');
    const reply = { content: 'x', reasoning: 'why', finishReason: 'stop' };
    for (let count = 0; count < 2; count += 1)
      expect(await new CachedModel(model, { cache }).complete(ask('x'))).toEqual(reply);
    expect(keep.mock.calls.map(([, answer]) => answer)).toEqual([reply]);
    expect(model.calls).toBe(1);
    await cache.close();
  });

  it('leaves no trace of itself in a program file', () => {
    const model = new FickleModel();
    expect(new CachedModel(model, { cache: new MemoryResponseCache() }).config).toBe(model.config);
  });
});

describe('the cache in IndexedDB', () => {
  it('falls back to memory where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const cache = await openResponseCache();
    expect(cache.durable).toBe(false);
    expect(await cache.keep('a', { content: 'a' })).toEqual({ content: 'a' });
  });

  it('does not stand in the way of deleting its database, and starts anew', async () => {
    const cache = await openResponseCache({ name: 'deleted' });
    await cache.keep('a', { content: 'a' });
    await deleteDB('deleted');
    expect(await cache.find('a')).toBeNull();
    expect(await cache.keep('a', { content: 'b' })).toEqual({ content: 'b' });
    await cache.close();
  });

  it('goes to the disk once for all answers that come while it is there', async () => {
    const cache = await openResponseCache({ name: 'together' });
    const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const keys = Array.from({ length: 32 }, (_, index) => `key ${index}`);
    await Promise.all(keys.map((key) => cache.keep(key, { content: key })));
    expect(begin.mock.calls.map(([, , options]) => options?.durability)).toEqual(['strict', 'strict']);
    expect(await cache.usage()).toMatchObject({ count: 32 });
    expect(await cache.find('key 31')).toEqual({ content: 'key 31' });
    await cache.close();
  });

  it('tells everyone who waited of a failure, and goes on with the next', async () => {
    const cache = await openResponseCache({ name: 'failing' });
    const get = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
      throw new DOMException('The disk is gone.', 'UnknownError');
    });
    const failed = await Promise.allSettled(['a', 'b', 'c'].map((key) => cache.keep(key, { content: key })));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    get.mockRestore();
    expect(await cache.keep('a', { content: 'again' })).toEqual({ content: 'again' });
    await cache.close();
  });

  it('gives no answer whose transaction was undone at its very end, and has kept none', async () => {
    const cache = await openResponseCache({ name: 'undone' });
    const { put } = IDBObjectStore.prototype;
    const spy = vi.spyOn(IDBObjectStore.prototype, 'put');
    spy.mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = put.apply(this, args);
      // The totals are what is written last.
      if (this.name === 'totals') request.addEventListener('success', () => this.transaction.abort());
      return request;
    });
    const undone = await Promise.allSettled(['a', 'b', 'c'].map((key) => cache.keep(key, { content: key })));
    expect(undone.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    spy.mockRestore();
    expect(await Promise.all(['a', 'b', 'c'].map((key) => cache.find(key)))).toEqual([null, null, null]);
    expect(await cache.usage()).toMatchObject({ count: 0, bytes: 0 });
    await cache.close();
  });

  it('on a disk that stays full keeps nothing, and keeps no one from an answer', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const cache = await openResponseCache({ name: 'stays-full' });
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('Quota exceeded.', 'QuotaExceededError');
    });
    const cached = new CachedModel(new FickleModel(), { cache });
    const replies = await Promise.all(['x', 'y', 'z'].map((content) => cached.complete(ask(content))));
    // Keys are made off the thread: nobody says in which order.
    expect(new Set(replies.map(({ content }) => content))).toEqual(
      new Set(['answer 1', 'answer 2', 'answer 3']),
    );
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain('QuotaExceededError');
    await cache.close();
  });

  it('frees room on a full disk, and stores once more', async () => {
    const cache = await openResponseCache({ name: 'full' });
    await cache.keep('a', { content: 'a' });
    await cache.keep('b', { content: 'b' });
    const { put } = IDBObjectStore.prototype;
    let failures = 1;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name !== 'replies' || failures === 0) return put.apply(this, args);
      failures -= 1;
      throw new DOMException('Quota exceeded.', 'QuotaExceededError');
    });
    expect(await cache.keep('c', { content: 'c' })).toEqual({ content: 'c' });
    expect(await cache.find('a')).toBeNull();
    expect(await cache.find('c')).toEqual({ content: 'c' });
    expect(await cache.usage()).toMatchObject({ count: 2, bytes: 2 });
    await cache.close();
  });

  it('holds nothing of a request but its digest', async () => {
    const cache = await openResponseCache({ name: 'private' });
    await new CachedModel(new FickleModel(), { cache }).complete(ask('a private question'));
    const database = await openDB('private');
    const rows: unknown[] = [];
    for (const table of database.objectStoreNames) {
      rows.push(await database.getAllKeys(table), await database.getAll(table));
    }
    database.close();
    await cache.close();
    expect(JSON.stringify(rows)).toContain('answer 1');
    expect(JSON.stringify(rows)).not.toMatch(/private|question|fickle/);
  });
});
