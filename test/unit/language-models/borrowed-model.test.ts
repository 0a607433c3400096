import { describe, expect, it, vi } from 'vitest';
import { borrowModel, LanguageModelError, lendModel, PauseGate, ReliableModel } from '../../../src/index.ts';
import type { Borrower, ChatModel, ChatRequest, Lender } from '../../../src/index.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';

const ask = (extra: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: 'user', content: 'Hello', fields: new Map([['name', 'me']]) }],
  schema: parseJson('{"type":"object","maxProperties":3}') as JsonObject,
  ...extra,
});

/** Both ends of the channel between a page and its worker. */
function makeThreads(): { readonly worker: Borrower; readonly lender: Lender } {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  return { worker: port1 as unknown as Borrower, lender: port2 as unknown as Lender };
}

/** Whatever was said before this has been heard. */
async function roundTrip(worker: Borrower, lender: Lender): Promise<void> {
  const heard = new Promise((resolve) => worker.addEventListener('message', resolve as () => void));
  lender.postMessage({ type: 'over' });
  await heard;
  await new Promise((resolve) => setTimeout(resolve, 50));
}

function modelOf(complete: ChatModel['complete']): ChatModel {
  return { config: { model: 'page/model' }, complete };
}

describe('a model that a page lends to its worker', () => {
  it.each(['page', 'worker'])('answers, whoever speaks first: the %s', async (first) => {
    const { worker, lender } = makeThreads();
    const asked: ChatRequest[] = [];
    const model = modelOf(async ({ messages, schema }) => {
      asked.push({ messages, schema });
      return { content: 'hello', tokens: { prompt: 3, completion: 1 } };
    });
    if (first === 'page') lendModel(worker, model);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const borrowed = borrowModel('page/model', { lender, price: { prompt: 1e6, completion: 1e6 } });
    if (first === 'worker') setTimeout(() => lendModel(worker, model), 10);
    expect(await borrowed.complete(ask())).toEqual({
      content: 'hello',
      tokens: { prompt: 3, completion: 1 },
    });
    expect(asked).toEqual([ask()]);
    expect(borrowed.config).toEqual({ model: 'page/model' });
    expect(borrowed.usage).toMatchObject({ calls: 1, cost: 4 });
  });

  it('fails with the error that it had on the page', async () => {
    const { worker, lender } = makeThreads();
    const details = { stops: true, status: 500 };
    lendModel(
      worker,
      modelOf(async () => {
        throw new LanguageModelError('server-error', 'boom', { details });
      }),
    );
    const failed = borrowModel('page/model', { lender }).complete(ask());
    await expect(failed).rejects.toBeInstanceOf(LanguageModelError);
    await expect(failed).rejects.toMatchObject({ code: 'server-error', message: 'boom', details });
  });

  it('is stopped on the page when the call is stopped in the worker', async () => {
    const { worker, lender } = makeThreads();
    const signals: (AbortSignal | undefined)[] = [];
    lendModel(
      worker,
      modelOf(({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      }),
    );
    const controller = new AbortController();
    const outcome = borrowModel('page/model', { lender })
      .complete(ask({ signal: controller.signal }))
      .catch((error: unknown) => error);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    controller.abort(new Error('enough'));
    expect(await outcome).toMatchObject({ message: 'enough' });
    await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true));
  });

  it('is stopped on the page when the loan ends', async () => {
    const { worker, lender } = makeThreads();
    const signals: (AbortSignal | undefined)[] = [];
    const end = lendModel(
      worker,
      modelOf(({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      }),
    );
    void borrowModel('page/model', { lender }).complete(ask());
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    end();
    expect(signals[0]?.aborted).toBe(true);
  });

  it('is asked nothing more on the page while the worker pauses, and each question once in all', async () => {
    const { worker, lender } = makeThreads();
    const begun: string[] = [];
    const answers = new Map<string, (content: string) => void>();
    const onPage = modelOf(({ messages }) => {
      const text = String(messages[0]?.content);
      begun.push(text);
      return new Promise((resolve) => answers.set(text, (content) => resolve({ content })));
    });
    lendModel(worker, new ReliableModel(onPage, { concurrency: 2, validate: false }));
    const [borrowed, gate] = [borrowModel('page/model', { lender }), new PauseGate()];
    const names = ['a', 'b', 'c', 'd', 'e'];
    const replies = names.map((content) =>
      borrowed.complete(ask({ messages: [{ role: 'user', content }], gate })),
    );
    await vi.waitFor(() => expect(begun).toEqual(['a', 'b']));

    gate.close();
    const late = borrowed.complete(ask({ messages: [{ role: 'user', content: 'late' }], gate }));
    await roundTrip(worker, lender);
    answers.get('a')?.('{}');
    answers.get('b')?.('{}');
    expect(await Promise.all(replies.slice(0, 2))).toEqual([{ content: '{}' }, { content: '{}' }]);
    expect(begun).toEqual(['a', 'b']);

    gate.open();
    for (const name of [...names.slice(2), 'late']) {
      await vi.waitFor(() => expect(begun).toContain(name));
      answers.get(name)?.('{}');
    }
    await Promise.all([...replies, late]);
    expect(begun).toEqual([...names, 'late']);
  });

  it('is an error when the page lends none of that name', async () => {
    const { worker, lender } = makeThreads();
    lendModel(worker, { ...modelOf(async () => ({ content: '' })), config: { model: 'another' } });
    const failed = borrowModel('page/model', { lender, timeout: 0.02 }).complete(ask());
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' });
  });
});
