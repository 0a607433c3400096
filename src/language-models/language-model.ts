import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError, LanguageModelError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import type { JsonObject } from '../python/json-value.ts';
import { CachedModel } from './cached-model.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest, ModelUsage } from './chat-model.ts';
import type { CallSettings } from './completion-call.ts';
import {
  configFields,
  defaultParameters,
  fallbackFields,
  modelAddress,
  modelName,
  optionsFromFields,
} from './language-model-config.ts';
import type { Transport } from './openai-transport.ts';
import type { ProviderConnection } from './provider-connections.ts';
import { ReliableModel } from './reliable-model.ts';
import type { ReliabilityOptions } from './reliable-model.ts';
import type { ResponseCache } from './response-cache.ts';
import { sumUsage } from './sum-usage.ts';
import type { WireModel } from './wire-model.ts';

/** What a LanguageModel is made from. Names and defaults are Synalinks' where it has them. */
export interface LanguageModelOptions extends ReliabilityOptions, ProviderConnection {
  /** `provider/name`, such as `ollama/llama3.2`; see `LanguageModel` for the providers. */
  readonly model: string;
  /** Answers what this model could not. @default null */
  readonly fallback?: ChatModel | null;
  /** Remembers answers, in IndexedDB. See `CachedModel`. @default false */
  readonly caching?: boolean;
  /** Where the answers are remembered. @default the cache of `openResponseCache()` */
  readonly cache?: ResponseCache;
  /** Kept for Python, where it is a folder; here it switches `caching` on. @default null */
  readonly cacheDir?: string | null;
  /** @default 'language_model' */
  readonly name?: string;
  readonly description?: string;
  /** How varied answers are. @default the model's own */
  readonly temperature?: number;
  /** @default the model's own */
  readonly maxTokens?: number;
  /** @default the model's own */
  readonly topP?: number;
  /** @default the model's own */
  readonly topK?: number;
  /** How much a model thinks that thinks by itself: `low`, `medium`, `high`; `disable` for none. @default the model's own */
  readonly reasoningEffort?: string;
  /** Further parameters of every call, under their names in the format, such as `seed`. @default none */
  readonly parameters?: JsonObject;
  /** Whether the model thinks by itself before it answers: then its thoughts take the place of a field `thinking`. @default false */
  readonly supportsReasoning?: boolean;
  /** Brings calls to the model. @default over HTTP, in OpenAI's format */
  readonly transport?: Transport;
}

const optionNames: OptionNames<LanguageModelOptions> = {
  model: true,
  fallback: true,
  caching: true,
  cache: true,
  cacheDir: true,
  name: true,
  description: true,
  temperature: true,
  maxTokens: true,
  topP: true,
  topK: true,
  reasoningEffort: true,
  parameters: true,
  supportsReasoning: true,
  transport: true,
  retry: true,
  retryMaxWait: true,
  timeout: true,
  concurrency: true,
  queue: true,
  validate: true,
  repairs: true,
  giveUpAfter: true,
  backoff: true,
  price: true,
  apiBase: true,
  apiKey: true,
  headers: true,
  fetch: true,
};

/**
 * A language model behind any server that speaks OpenAI's chat completions: one on this computer, or a provider's.
 *
 * - On this computer, without a key: `ollama/…`, and `hosted_vllm/…` (or `vllm/…`). LM Studio, llama.cpp and others:
 *   `openai/…` with their `apiBase`.
 * - With a key: `openai/…`, `mistral/…`, `groq/…`, `openrouter/…`, `gemini/…`, `anthropic/…`, `xai/…`, `deepseek/…`,
 *   `together_ai/…`, `cohere/…`; `azure/…` and `bedrock/…` with an `apiBase` that speaks the format.
 *
 * Keys stay in memory: program files, errors and caches hold none. Follows `synalinks.LanguageModel`, in what it asks and
 * in what it writes. Differs from Synalinks: answers are checked against the schema, and the model may mend one that is
 * wrong; too many failures in a row end training, see `ReliabilityOptions`.
 *
 * @example
 * const local = new LanguageModel({ model: 'ollama/llama3.2' });
 * const apiKey = () => sessionStorage.getItem('mistral-key');
 * const languageModel = new LanguageModel({ model: 'mistral/mistral-small-latest', apiKey, fallback: local });
 */
export class LanguageModel implements ChatModel {
  readonly config: ChatModelConfig;
  readonly supportsReasoning: boolean;
  readonly #primary: ChatModel;
  readonly #fallback: ChatModel | null;

  /** @throws ArgumentError `no-model`, `bad-concurrency`, `unknown-option` */
  constructor(options: LanguageModelOptions) {
    if (new.target === LanguageModel) checkOptions('LanguageModel', options, optionNames);
    if (!options.model) throw noModel();
    const fields = configFields(options);
    this.config = { model: modelName(options.model), fields };
    this.supportsReasoning = options.supportsReasoning ?? false;
    this.#primary = buildModel(options, this.config);
    this.#fallback = options.fallback ?? null;
  }

  /**
   * Makes a model from the config in a program file, and of its fallback.
   *
   * @param options what a config does not hold, such as a key, and what goes before it
   */
  static fromConfig(fields: JsonObject, options: Partial<LanguageModelOptions> = {}): LanguageModel {
    const fallback = fallbackFields(fields);
    return new LanguageModel({
      ...optionsFromFields(fields),
      ...(fallback ? { fallback: LanguageModel.fromConfig(fallback, options) } : {}),
      ...options,
      model: String(fields.get('model') ?? ''),
    });
  }

  /** Of this model and its fallback together. */
  get usage(): ModelUsage {
    const usages = [this.#primary.usage, this.#fallback?.usage];
    return sumUsage(usages.filter((usage) => usage !== undefined));
  }

  /**
   * @throws LanguageModelError with a `ModelErrorCode`; ArgumentError `unknown-provider`, `bad-address`; the signal's
   *   reason when it is aborted
   */
  async complete(request: ChatRequest): Promise<ChatReply> {
    try {
      return await this.#primary.complete(request);
    } catch (error) {
      if (!this.#fallback || !(error instanceof LanguageModelError) || request.signal?.aborted) throw error;
      return await this.#fallback.complete(request);
    }
  }
}

function buildModel(options: LanguageModelOptions, config: ChatModelConfig): ChatModel {
  const { fields } = config;
  const settings = {
    model: config.model,
    apiBase: modelAddress(options),
    timeout: fields?.get('timeout') ?? 600n,
    caching: options.caching ?? false,
    parameters: defaultParameters(options),
    supportsReasoning: options.supportsReasoning ?? false,
  };
  const reached = options.transport ?? connectionIn(options);
  const reliable = new ReliableModel(wireModel(config, settings, reached), options);
  if (!options.caching && !options.cacheDir) return reliable;
  return new CachedModel(reliable, options.cache ? { cache: options.cache } : {});
}

/** What speaks the servers' words is loaded with the first call: a program may be read, and never asked. */
function wireModel(
  config: ChatModelConfig,
  settings: CallSettings,
  reached: Transport | ProviderConnection,
): ChatModel {
  let model: WireModel | undefined;
  return {
    config,
    complete: async (request) => {
      model ??= new (await loadPart(() => import('./wire-model.ts'))).WireModel(config, settings, reached);
      return await model.complete(request);
    },
  };
}

/** The address is part of every call. */
function connectionIn({ apiKey, headers, fetch }: LanguageModelOptions): ProviderConnection {
  return { ...(apiKey ? { apiKey } : {}), ...(headers ? { headers } : {}), ...(fetch ? { fetch } : {}) };
}

function noModel(): ArgumentError {
  return new ArgumentError('no-model', 'You need to set the `model` argument for any LanguageModel');
}
