import { loadPart } from '../base/load-part.ts';
import type { CachedAsker } from './cached-asker.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest, ModelUsage } from './chat-model.ts';
import type { ResponseCache } from './response-cache.ts';
import { UsageMeter } from './usage-meter.ts';

/** How a model's answers are cached. */
export interface CachedModelOptions {
  /** @default the cache that `openResponseCache` opens without options, shared by all models of this page or worker */
  readonly cache?: ResponseCache;
}

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
  /** Counts for a model that does not count itself. */
  readonly #meter = new UsageMeter();
  /** Made with the first call. */
  #asker: CachedAsker | undefined;

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
    const cachedCalls = this.#asker?.cachedCalls ?? 0;
    return { ...(this.#model.usage ?? this.#meter.usage), cachedCalls };
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    request.signal?.throwIfAborted();
    const { CachedAsker } = await loadPart(() => import('./cached-asker.ts'));
    this.#asker ??= new CachedAsker(this.#model, this.#meter, this.#cache);
    return await this.#asker.ask(request);
  }
}
