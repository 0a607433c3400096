import { LanguageModelError } from '../base/errors.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest, ModelUsage } from './chat-model.ts';
import { isAnswered } from './model-errors.ts';
import { openResponseCache } from './open-response-cache.ts';
import { requestKey } from './request-key.ts';
import type { KeptAnswer, ResponseCache } from './response-cache.ts';
import { untilAborted } from '../base/until-aborted.ts';
import { UsageMeter } from './usage-meter.ts';

/** How a model's answers are cached. */
export interface CachedModelOptions {
  /** @default the cache that `openResponseCache` opens without options, shared by all models of this page or worker */
  readonly cache?: ResponseCache;
}

let shared: Promise<ResponseCache> | undefined;

/**
 * A model that asks another only what was never asked before, and remembers every answer beyond the life of the page.
 *
 * An answer is stored before it is given, and the request alone decides which it is. So a run that is resumed meets the
 * very answers that it met before it was cut off, at no cost, as long as the cache has room for what was asked since
 * its last checkpoint. The price: a request that is repeated on purpose, at a temperature above 0, gets the same answer
 * each time; and for the same reason equal requests that are under way together are asked once. Whoever wants several
 * answers to one request leaves the cache out.
 *
 * An answer that is of no use is remembered too, as the failure that it is; a call that got no answer is not. A cache that
 * fails is told on the console, once, and passed over.
 *
 * @example const languageModel = new CachedModel(new LanguageModel({ model: 'ollama/llama3.2' }));
 */
export class CachedModel implements ChatModel {
  readonly #model: ChatModel;
  readonly #cache: ResponseCache | undefined;
  /** Requests under way, by key. */
  readonly #pending = new Map<string, Promise<ChatReply>>();
  #hasWarned = false;
  #cachedCalls = 0;
  /** Counts for a model that does not count itself. */
  readonly #meter = new UsageMeter();

  constructor(model: ChatModel, options: CachedModelOptions = {}) {
    this.#model = model;
    this.#cache = options.cache;
  }

  /** The model's own: in a program file there is no trace of the cache. */
  get config(): ChatModelConfig {
    return this.#model.config;
  }

  get supportsReasoning(): boolean {
    return this.#model.supportsReasoning ?? false;
  }

  get usage(): ModelUsage {
    return { ...(this.#model.usage ?? this.#meter.usage), cachedCalls: this.#cachedCalls };
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const { signal } = request;
    signal?.throwIfAborted();
    const key = await requestKey(this.config, request);
    const asked = this.#pending.get(key)?.catch(() => null);
    // Who asked first may have failed, or been stopped, for reasons that are not this one's.
    const shared = asked ? await untilAborted(asked, signal) : null;
    if (!shared) return await this.#lookUpOrAsk(key, request);
    this.#cachedCalls += 1;
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
      this.#cachedCalls += 1;
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
      return await action(this.#cache ?? (await (shared ??= openResponseCache())));
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
