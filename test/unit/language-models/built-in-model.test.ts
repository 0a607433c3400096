import { afterEach, describe, expect, it, vi } from 'vitest';
import { builtInAvailability, builtInModel } from '../../../src/index.ts';
import type { ChatRequest, ModelProgress } from '../../../src/index.ts';
import type {
  BuiltInFactory,
  BuiltInSession,
  BuiltInSessionOptions,
} from '../../../src/language-models/built-in-session.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';

const json = (text: string): JsonObject => parseJson(text) as JsonObject;
const schema = json('{"type":"object","properties":{"answer":{"type":"integer"}},"required":["answer"]}');

const ask = (extra: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ],
  schema,
  ...extra,
});

/** A browser with a built-in model, and what was asked of it. */
function browserWith({
  availability = 'available' as Awaited<ReturnType<BuiltInFactory['availability']>>,
  prompt = async (): Promise<string> => '{"answer": 5}',
  refusal = null as DOMException | null,
}: Partial<{
  availability: Awaited<ReturnType<BuiltInFactory['availability']>>;
  prompt: BuiltInSession['prompt'];
  refusal: DOMException | null;
}> = {}): { created: BuiltInSessionOptions[]; prompts: unknown[][]; destroyed: () => number } {
  const created: BuiltInSessionOptions[] = [];
  const prompts: unknown[][] = [];
  let destroyed = 0;
  const factory: BuiltInFactory = {
    availability: async () => availability,
    create: async (options) => {
      created.push(options);
      if (refusal) throw refusal;
      const monitor = new EventTarget();
      options.monitor?.(monitor);
      monitor.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded: 0.5 }));
      return {
        prompt: (input, given) => {
          prompts.push([input, given.responseConstraint]);
          return prompt(input, given);
        },
        destroy: () => {
          destroyed += 1;
        },
      };
    },
  };
  vi.stubGlobal('LanguageModel', factory);
  return { created, prompts, destroyed: () => destroyed };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the browser's built-in model", () => {
  it('is asked in a session of its own, held to the schema, and let go', async () => {
    const { created, prompts, destroyed } = browserWith();
    expect(await builtInModel().complete(ask())).toEqual({ content: '{"answer": 5}' });
    expect(created[0]?.initialPrompts).toEqual([{ role: 'system', content: 'Be brief.' }]);
    expect(prompts).toEqual([
      ['Hello', { type: 'object', properties: { answer: { type: 'integer' } }, required: ['answer'] }],
    ]);
    expect(destroyed()).toBe(1);
  });

  it('tells how far its download has come', async () => {
    browserWith({ availability: 'downloadable' });
    const heard: ModelProgress[] = [];
    await builtInModel({ onProgress: (progress) => heard.push(progress) }).complete(ask());
    expect(heard).toEqual([{ fraction: 0.5, text: null }]);
  });

  it('is given a temperature only together with a choice of words, as browsers want', async () => {
    const { created } = browserWith();
    await builtInModel().complete(ask({ parameters: json('{"temperature":0.5}') }));
    await builtInModel().complete(ask({ parameters: json('{"temperature":0.5,"top_k":3}') }));
    expect(created.map(({ temperature, topK }) => [temperature, topK])).toEqual([
      [undefined, undefined],
      [0.5, 3],
    ]);
  });

  it.each([
    ['NotAllowedError', 'unavailable', { stops: true }],
    ['QuotaExceededError', 'bad-request', {}],
    ['UnknownError', 'server-error', {}],
  ])('fails with a code when the browser throws %s', async (name, code, details) => {
    const thrown = new DOMException('because', name);
    const { destroyed } = browserWith({ prompt: () => Promise.reject(thrown) });
    const failed = builtInModel({ retry: 1 }).complete(ask());
    await expect(failed).rejects.toMatchObject({ name: 'LanguageModelError', code, details });
    expect(destroyed()).toBe(1);
  });

  it.each([
    // As Chromium 156 words it on a computer that cannot run the model.
    [
      'Unable to create a text session because the service is not running.',
      'NotSupportedError',
      'unavailable',
      /on-device-internals/,
    ],
    ['Requires a user gesture.', 'NotAllowedError', 'unavailable', /start from a button/],
    ['The input is too large.', 'QuotaExceededError', 'bad-request', /Shorten the prompt/],
    ['Offline.', 'NetworkError', 'server-down', /needs a network/],
    ['Something else.', 'UnknownError', 'server-error', /Try again/],
  ])('says what to do when no session can begin: %s', async (message, name, code, advice) => {
    browserWith({ refusal: new DOMException(message, name) });
    const failed = builtInModel({ retry: 1 }).complete(ask());
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringMatching(advice) });
    await expect(failed).rejects.toThrow(message);
  });

  it('is stopped with the call', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    browserWith({
      prompt: (_input, { signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    const controller = new AbortController();
    const outcome = builtInModel()
      .complete(ask({ signal: controller.signal }))
      .catch((error: unknown) => error);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    controller.abort(new Error('enough'));
    expect(await outcome).toMatchObject({ message: 'enough' });
    expect(signals[0]?.aborted).toBe(true);
  });
});

describe('whether there is a built-in model', () => {
  it('says why there is none, on a page and in a worker', async () => {
    expect((await builtInAvailability()).reason).toContain('borrowModel here');
    vi.stubGlobal('document', {});
    expect(await builtInAvailability()).toEqual({
      state: 'unavailable',
      reason: expect.stringMatching(/Chrome or Edge/),
    });
    await expect(builtInModel().complete(ask())).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each([
    ['available', 'ready'],
    ['downloadable', 'downloadable'],
    ['downloading', 'downloadable'],
    ['unavailable', 'unavailable'],
  ] as const)('is told by the browser: %s', async (availability, state) => {
    browserWith({ availability });
    expect((await builtInAvailability()).state).toBe(state);
  });
});

describe('the click that lets the built-in model be downloaded', () => {
  it('need not last until what asks is loaded, which begins when the model is made', async () => {
    const loaded: string[] = [];
    for (const part of ['ask-built-in', 'reliable-asker']) {
      vi.doMock(`../../../src/language-models/${part}.ts`, async (original) => {
        loaded.push(part);
        return await original<object>();
      });
    }
    vi.resetModules();
    const fresh = await import('../../../src/language-models/built-in-model.ts');
    fresh.builtInModel();
    await vi.dynamicImportSettled();
    expect(loaded).toEqual([]);
    const { created } = browserWith({ availability: 'downloadable' });
    fresh.builtInModel();
    await vi.waitFor(() => expect(loaded.toSorted()).toEqual(['ask-built-in', 'reliable-asker']));
    expect(created).toEqual([]);
    vi.doUnmock('../../../src/language-models/ask-built-in.ts');
    vi.doUnmock('../../../src/language-models/reliable-asker.ts');
  });
});
