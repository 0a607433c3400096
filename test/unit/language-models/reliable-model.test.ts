import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LanguageModelError } from '../../../src/base/errors.ts';
import { PauseGate } from '../../../src/base/pause-gate.ts';
import type { ChatModel, ChatReply, ChatRequest } from '../../../src/language-models/chat-model.ts';
import { ReliableModel } from '../../../src/language-models/reliable-model.ts';

const request: ChatRequest = { messages: [{ role: 'user', content: 'Hello' }], schema: null };

/** A model that takes a time for each answer. */
function slowModel(ms: number, answer = (): ChatReply => ({ content: 'hello' })): ChatModel {
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  return { config: { model: 'test/slow' }, complete: () => wait().then(answer) };
}

// What asks is loaded with the first call, and no clock of these tests waits for that.
beforeAll(() =>
  new ReliableModel({ config: { model: 'test/fast' }, complete: async () => ({ content: '' }) }).complete(
    request,
  ),
);

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the time that answers took', () => {
  it('is the model’s own, without the wait for a turn', async () => {
    const model = new ReliableModel(slowModel(100), { concurrency: 1 });
    const calls = Promise.all([1, 2, 3, 4].map(() => model.complete(request)));
    await vi.advanceTimersByTimeAsync(400);
    await calls;
    expect(model.usage).toMatchObject({ calls: 4, elapsedMs: 400 });
  });

  it('is without a pause, and without what failed and the wait after it', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    let answers = 0;
    const answer = (): ChatReply => {
      answers += 1;
      if (answers === 1) throw new LanguageModelError('server-error', 'boom');
      return { content: 'hello' };
    };
    const model = new ReliableModel(slowModel(100, answer), { backoff: { initialMs: 5000 } });
    const gate = new PauseGate();
    gate.close();
    const call = model.complete({ ...request, gate });
    await vi.advanceTimersByTimeAsync(60_000);
    gate.open();
    await vi.advanceTimersByTimeAsync(10_000);
    await call;
    expect(model.usage).toMatchObject({ calls: 1, retries: 1, elapsedMs: 100 });
  });
});

describe('a time limit', () => {
  it.each([Infinity, 1e9])('of %d seconds, longer than any timer, ends nothing', async (timeout) => {
    const model = new ReliableModel(slowModel(3_600_000), { timeout, retry: 1 });
    const call = model.complete(request);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(await call).toEqual({ content: 'hello' });
  });

  it('of a wait that a server asks for, longer than any timer, is kept', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const refuse = vi.fn<() => ChatReply>(() => {
      throw new LanguageModelError('rate-limited', 'wait', { details: { retryAfterMs: 1e12 } });
    });
    const model = new ReliableModel(slowModel(0, refuse), { retryMaxWait: Infinity });
    const stop = new AbortController();
    const call = model.complete({ ...request, signal: stop.signal });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(refuse).toHaveBeenCalledTimes(1);
    stop.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});
