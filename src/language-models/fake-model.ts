import { LanguageModelError } from '../base/errors.ts';
import { formatJson } from '../python/format-json.ts';
import { toJsonValue } from '../python/plain-value.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest } from './chat-model.ts';

/** What a fake model answers: JSON, text as it stands, or an error that it fails with. */
export type FakeAnswer = object | string | Error;

/**
 * A language model for tests: it answers what it was told to, and keeps what it was asked.
 *
 * @example
 * const model = new FakeModel([{ language: 'Dutch' }, new Error('no connection'), 'not even JSON']);
 * const echo = new FakeModel(({ messages }) => ({ said: messages.at(-1)?.content }));
 * model.requests.length; // how often it was asked
 */
export class FakeModel implements ChatModel {
  readonly config: ChatModelConfig = { model: 'tidemark/fake' };
  /** Every request so far, oldest first. */
  readonly requests: ChatRequest[] = [];
  readonly #answers: readonly FakeAnswer[] | ((request: ChatRequest) => FakeAnswer | Promise<FakeAnswer>);

  /**
   * @param answers one for each call, in the order of the calls, of which several may be under way at once; or what
   * makes an answer of a request
   */
  constructor(answers: readonly FakeAnswer[] | ((request: ChatRequest) => FakeAnswer | Promise<FakeAnswer>)) {
    this.#answers = answers;
  }

  /** @throws LanguageModelError `no-answer-left`; or whatever error it was told to fail with */
  async complete(request: ChatRequest): Promise<ChatReply> {
    request.signal?.throwIfAborted();
    this.requests.push(request);
    const answer = await this.#answer(request);
    if (answer instanceof Error) throw answer;
    return { content: typeof answer === 'string' ? answer : formatJson(toJsonValue(answer)) };
  }

  #answer(request: ChatRequest): FakeAnswer | Promise<FakeAnswer> {
    const answers = this.#answers;
    if (typeof answers === 'function') return answers(request);
    const calls = this.requests.length;
    return answers[calls - 1] ?? noAnswerLeft(calls, answers.length);
  }
}

function noAnswerLeft(calls: number, answers: number): LanguageModelError {
  return new LanguageModelError(
    'no-answer-left',
    `The fake model has no answer left for call ${calls}: it was given ${answers} in all. ` +
      'Give it one for each call, or a function that makes them.',
    { details: { calls, answers } },
  );
}
