import { LanguageModelError } from '../base/errors.ts';
import { untilAborted } from '../base/until-aborted.ts';
import type { ChatModel, ChatReply, ChatRequest } from './chat-model.ts';
import { isAnswered } from './model-errors.ts';
import { openResponseCache } from './open-response-cache.ts';
import { requestKey } from './request-key.ts';
import type { KeptAnswer, ResponseCache } from './response-cache.ts';
import type { UsageMeter } from './usage-meter.ts';

let shared: Promise<ResponseCache> | undefined;

/** The cache of all models that were given none; what could not be opened is tried again. */
function sharedCache(): Promise<ResponseCache> {
  const opening = (shared ??= openResponseCache());
  opening.catch(() => {
    if (shared === opening) shared = undefined;
  });
  return opening;
}

/** Asks the cache of a `CachedModel`, and where that does not know, its model. */
export class CachedAsker {
  readonly #model: ChatModel;
  readonly #meter: UsageMeter;
  readonly #cache: ResponseCache | undefined;
  /** Requests under way, by key. */
  readonly #pending = new Map<string, Promise<ChatReply>>();
  #hasWarned = false;
  /** Answers that came from the cache. */
  cachedCalls = 0;

  constructor(model: ChatModel, meter: UsageMeter, cache: ResponseCache | undefined) {
    this.#model = model;
    this.#meter = meter;
    this.#cache = cache;
  }

  async ask(request: ChatRequest): Promise<ChatReply> {
    const { signal } = request;
    const key = await requestKey(this.#model.config, request);
    const asked = this.#pending.get(key)?.catch(() => null);
    // Who asked first may have failed, or been stopped, for reasons that are not this one's.
    const shared = asked ? await untilAborted(asked, signal) : null;
    if (!shared) return await this.#lookUpOrAsk(key, request);
    this.cachedCalls += 1;
    return shared;
  }

  async #lookUpOrAsk(key: string, request: ChatRequest): Promise<ChatReply> {
    const reply = this.#answer(key, request);
    this.#pending.set(key, reply);
    try {
      return await reply;
    } finally {
      if (this.#pending.get(key) === reply) this.#pending.delete(key);
    }
  }

  async #answer(key: string, request: ChatRequest): Promise<ChatReply> {
    const known = await this.#try(async (cache) => await cache.find(key));
    request.signal?.throwIfAborted();
    if (known) {
      this.cachedCalls += 1;
      return replyOf(known);
    }
    const asked = await this.#ask(request);
    return replyOf((await this.#try(async (cache) => await cache.keep(key, asked))) ?? asked);
  }

  /** What the model answered, as it is kept. */
  async #ask(request: ChatRequest): Promise<KeptAnswer> {
    try {
      return keptPartOf(await this.#complete(request));
    } catch (error) {
      if (!(error instanceof LanguageModelError) || !isAnswered(error)) throw error;
      const { code, message, details } = error;
      return { content: '', failure: { code, message, details } };
    }
  }

  async #complete(request: ChatRequest): Promise<ChatReply> {
    if (this.#model.usage) return await this.#model.complete(request);
    const ask = (): Promise<ChatReply> => this.#meter.time(() => this.#model.complete(request));
    const reply = await this.#meter.call(ask, request.signal);
    if (reply.tokens) this.#meter.spend(reply.tokens);
    return reply;
  }

  async #try<Result>(action: (cache: ResponseCache) => Promise<Result>): Promise<Result | null> {
    try {
      return await action(this.#cache ?? (await sharedCache()));
    } catch (error) {
      if (!this.#hasWarned) console.warn(`The cache of answers cannot be used: ${String(error)}`);
      this.#hasWarned = true;
      return null;
    }
  }
}

/** What was paid for an answer is paid once; and whatever else a model of one's own brings along may hold a key. */
function keptPartOf({ content, reasoning, finishReason }: ChatReply): KeptAnswer {
  return {
    content,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(finishReason === undefined ? {} : { finishReason }),
  };
}

function replyOf({ failure, ...reply }: KeptAnswer): ChatReply {
  if (failure) throw new LanguageModelError(failure.code, failure.message, { details: failure.details });
  return reply;
}
