import { afterEach, describe, expect, it } from 'vitest';
import { WorkerError } from '../../../src/base/errors.ts';
import { wordsOf } from '../../../src/demo/words-of.ts';
import { borrowModel, connectTrainer, dataModel, LanguageModel } from '../../../src/index.ts';
import type { ChatModel } from '../../../src/index.ts';
import { OpenAiServer } from '../../helpers/openai-server.ts';
import type { OpenAiServerOptions } from '../../helpers/openai-server.ts';

const { schema } = dataModel({ title: 'Answer', properties: { answer: { type: 'string' } } });
const servers: OpenAiServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** What a model throws that is asked once. */
function thrownBy(model: ChatModel): Promise<unknown> {
  return model.complete({ messages: [{ role: 'user', content: 'Hello?' }], schema }).then(
    () => null,
    (error: unknown) => error,
  );
}

async function served(options: Partial<OpenAiServerOptions>, timeout = 60): Promise<ChatModel> {
  const server = await OpenAiServer.start({ answer: () => '', ...options });
  servers.push(server);
  return new LanguageModel({ model: 'openai/small', apiBase: server.address, retry: 1, timeout });
}

const lost = { addEventListener: () => {}, postMessage: () => {} };

/** What only an author can set, or call. */
const authors = /`|concurrency|\btimeout\b|max_tokens|apiKey|\w\(|connect a new/;

describe('an error that the library words for authors', () => {
  it.each([
    [
      'too much at once',
      () => served({ fault: () => 'rate-limited' }),
      /429: Slow down\. Too much .* Wait a while/,
    ],
    [
      'no answer in time',
      () => served({ fault: () => 'silence' }, 0.2),
      /within 0\.2 s\. Choose a smaller model/,
    ],
    [
      'an answer that breaks off',
      () => served({ fault: () => 'truncated' }),
      /broke off: .* in the server’s settings/,
    ],
    [
      'a key that is missing',
      () => new LanguageModel({ model: 'openai/small', retry: 1 }),
      /needs a key, .* “Key”\.$/,
    ],
    [
      'a loan that never comes',
      () => borrowModel('page/x', { timeout: 0.01, lender: lost }),
      /Choose it anew/,
    ],
  ])('is worded for users: %s', async (_, make, words) => {
    const error = await thrownBy(await make());
    expect(String(error)).toMatch(authors);
    expect(wordsOf(error)).toMatch(words);
    expect(wordsOf(error)).not.toMatch(authors);
  });

  it('is worded for users: a worker that died', async () => {
    const worker = new EventTarget() as Worker;
    worker.postMessage = () => {};
    const failed = connectTrainer(worker).fit();
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    const error: unknown = await failed.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WorkerError);
    expect(wordsOf(error)).toBe('The worker ended by an error: out of memory. Reload the page to go on.');
  });
});

describe('any other error', () => {
  it('is told as it is', async () => {
    expect(wordsOf(new Error('There is a task already.'))).toBe('There is a task already.');
    expect(wordsOf('text')).toBe('text');
    const error = await thrownBy(await served({ fault: () => 'refused-key' }));
    expect(wordsOf(error)).toBe((error as Error).message);
  });
});
