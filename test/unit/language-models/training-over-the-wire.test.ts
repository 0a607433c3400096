import { afterEach, describe, expect, it, vi } from 'vitest';
import { LanguageModel, NgramModel } from '../../../src/index.ts';
import type { LanguageModelOptions, Program } from '../../../src/index.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';
import { allFaults, OpenAiServer, randomFaults } from '../../helpers/openai-server.ts';
import type { CompletionRequest, Fault, OpenAiServerOptions } from '../../helpers/openai-server.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

const fruit = ['apple', 'apricot', 'banana', 'cherry', 'grape', 'lemon', 'mango', 'melon', 'peach', 'pear'];
const tools = ['hammer', 'chisel', 'drill', 'wrench', 'pliers', 'saw', 'rasp', 'level', 'clamp', 'file'];
const words = [...fruit, ...tools].map((word) => ({ word }));
const kinds = words.map((_, index) => ({ kind: index < 10 ? 'fruit' : 'tool' }));

/** The embedded model, as if it ran elsewhere. */
const ngram = new NgramModel();

async function answer({ messages, response_format: format }: CompletionRequest): Promise<string> {
  const { schema } = (format as { json_schema: { schema: unknown } }).json_schema;
  const request = {
    messages: messages as Parameters<NgramModel['complete']>[0]['messages'],
    schema: parseJson(JSON.stringify(schema)) as JsonObject,
  };
  return (await ngram.complete(request)).content;
}

const servers: OpenAiServer[] = [];

async function start(options: Partial<OpenAiServerOptions> = {}): Promise<OpenAiServer> {
  const server = await OpenAiServer.start({ answer, ...options });
  servers.push(server);
  return server;
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A program whose file says nothing of where the server of this test happens to listen. */
function programAt({ address }: OpenAiServer, options: Partial<LanguageModelOptions>): Promise<Program> {
  const languageModel = new LanguageModel({
    model: 'ollama/sorter',
    fetch: (_address, init) => fetch(`${address}/v1/chat/completions`, init),
    backoff: { initialMs: 1, maxMs: 4 },
    timeout: 1,
    ...options,
  });
  return makeSorter({ languageModel, nbMaxExamples: 6 });
}

async function train(program: Program): Promise<{ readonly file: string; readonly history: unknown }> {
  const { history } = await program.fit(words, kinds, { epochs: 2, batchSize: 4, seed: 3, minibatchSize: 4 });
  return { file: program.toProgramFile(), history };
}

describe('training with a model on a server', () => {
  it('comes out the same when a third of all requests go wrong, and retries mend them', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const draw = randomFaults(35, 0.3, allFaults);
    const met = new Set<Fault | null>();
    const fault = (): Fault | null => {
      const drawn = draw();
      met.add(drawn);
      return drawn;
    };
    const [sound, broken] = [await start(), await start({ fault })];
    const expected = await train(await programAt(sound, { retry: 20 }));
    const received = await train(await programAt(broken, { retry: 20 }));
    expect(received).toEqual(expected);
    expect([...met]).toEqual(expect.arrayContaining([...allFaults]));
  });

  it('comes to its end when retries do not mend all that goes wrong', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ fault: randomFaults(1, 0.3, allFaults) });
    const { history } = await train(await programAt(server, { retry: 2, giveUpAfter: Infinity }));
    expect((history as { val_reward: unknown[] }).val_reward).toHaveLength(2);
  });

  it('stops with what is wrong when the server is gone', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const server = await start({ fault: () => 'connection-lost' });
    let sent = 0;
    const count: typeof fetch = (_address, init) => {
      sent += 1;
      return fetch(`${server.address}/v1/chat/completions`, init);
    };
    await expect(train(await programAt(server, { retry: 2, fetch: count }))).rejects.toMatchObject({
      name: 'LanguageModelError',
      code: 'server-down',
      details: { stops: true },
    });
    const before = sent;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toBe(before);
  });

  it('never asks more at once than it may', async () => {
    const server = await start({ latencyMs: 5 });
    await train(await programAt(server, { concurrency: 3, timeout: 60 }));
    expect(server.mostAtOnce).toBe(3);
  });
});
