import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebGpuModel } from '../../../src/index.ts';
import type { ChatRequest, ModelProgress, WebLlm } from '../../../src/index.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';

const json = (text: string): JsonObject => parseJson(text) as JsonObject;
const schema = json('{"type":"object","properties":{"answer":{"type":"integer"}},"required":["answer"]}');
const ask = (extra: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: 'user', content: 'Hello' }],
  schema,
  ...extra,
});

/** WebLLM without its weights, which are gigabytes: the interface alone. */
class FakeWebLlm implements WebLlm {
  isCached = false;
  loads = 0;
  interrupted = 0;
  unloaded = 0;
  readonly requests: unknown[] = [];
  failure: Error | null = null;
  answer = async (): Promise<unknown> => ({
    choices: [{ message: { role: 'assistant', content: '{"answer": 5}' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 4, completion_tokens: 2, extra: { decode_tokens_per_s: 12.5 } },
  });

  readonly CreateMLCEngine: WebLlm['CreateMLCEngine'] = async (_model, { initProgressCallback }) => {
    this.loads += 1;
    if (this.failure) throw this.failure;
    initProgressCallback({ progress: 0.25, text: 'Fetching' });
    this.isCached = true;
    const create = (request: object): Promise<unknown> => {
      this.requests.push(request);
      return this.answer();
    };
    return {
      chat: { completions: { create } },
      interruptGenerate: () => (this.interrupted += 1),
      unload: async () => void (this.unloaded += 1),
    };
  };

  readonly hasModelInCache = async (): Promise<boolean> => this.isCached;
}

let webLlm: FakeWebLlm;
let imports: number;

const make = (onProgress?: (progress: ModelProgress) => void): WebGpuModel =>
  new WebGpuModel({
    model: 'Tiny-1B',
    load: async () => {
      imports += 1;
      return webLlm;
    },
    retry: 1,
    ...(onProgress ? { onProgress } : {}),
  });

beforeEach(() => {
  webLlm = new FakeWebLlm();
  imports = 0;
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => ({}) } });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a model on the graphics processor', () => {
  it('is loaded with the first call, and no sooner', async () => {
    const model = make();
    expect(imports).toBe(0);
    await Promise.all([model.complete(ask()), model.complete(ask())]);
    expect([imports, webLlm.loads]).toEqual([1, 1]);
  });

  it('is held to the schema, and counts', async () => {
    const model = make();
    const parameters = json('{"temperature":0.5,"top_k":3,"max_tokens":9,"reasoning_effort":null}');
    expect(await model.complete(ask({ parameters }))).toMatchObject({ content: '{"answer": 5}' });
    expect(webLlm.requests).toEqual([
      {
        messages: [{ role: 'user', content: 'Hello' }],
        temperature: 0.5,
        max_tokens: 9,
        response_format: {
          type: 'json_object',
          schema: '{"type":"object","properties":{"answer":{"type":"integer"}},"required":["answer"]}',
        },
      },
    ]);
    expect(model.usage).toMatchObject({ calls: 1, tokens: { prompt: 4, completion: 2 } });
    expect(model.config.model).toBe('web-llm/Tiny-1B');
  });

  it('tells how far its download has come, and then that it is there without a network', async () => {
    const heard: ModelProgress[] = [];
    const model = make((progress) => heard.push(progress));
    expect(await model.availability()).toEqual({ state: 'downloadable', reason: null });
    await model.prepare();
    expect(heard).toEqual([{ fraction: 0.25, text: 'Fetching' }]);
    expect(await model.availability()).toEqual({ state: 'ready', reason: null });
  });

  it.each([
    [{}, 'no WebGPU'],
    [{ gpu: { requestAdapter: async () => null } }, 'no graphics processor'],
  ])('says why it cannot run here: %j', async (navigator, reason) => {
    vi.stubGlobal('navigator', navigator);
    expect(await make().availability()).toEqual({
      state: 'unavailable',
      reason: expect.stringContaining(reason),
    });
    await expect(make().complete(ask())).rejects.toMatchObject({
      code: 'unavailable',
      details: { stops: true },
    });
    expect(imports).toBe(0);
  });

  it('is loaded anew after a download that failed', async () => {
    webLlm.failure = new Error('network gone');
    const model = make();
    await expect(model.complete(ask())).rejects.toMatchObject({ code: 'server-down' });
    webLlm.failure = null;
    expect(await model.complete(ask())).toMatchObject({ content: '{"answer": 5}' });
  });

  it('is interrupted with the call', async () => {
    webLlm.answer = () => new Promise(() => {});
    const controller = new AbortController();
    const outcome = make()
      .complete(ask({ signal: controller.signal }))
      .catch((error: unknown) => error);
    await vi.waitFor(() => expect(webLlm.requests).toHaveLength(1));
    controller.abort(new Error('enough'));
    expect(await outcome).toMatchObject({ message: 'enough' });
    expect(webLlm.interrupted).toBe(1);
  });

  it('frees its memory when it is told to', async () => {
    const model = make();
    await model.dispose();
    await model.complete(ask());
    await model.dispose();
    expect(webLlm.unloaded).toBe(1);
  });

  it('frees it too where it is told to while the model is on its way', async () => {
    const model = make();
    const preparing = model.prepare();
    await model.dispose();
    await preparing;
    expect([webLlm.loads, webLlm.unloaded]).toEqual([1, 1]);
  });
});
