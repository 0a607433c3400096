import { LanguageModelError } from '../base/errors.ts';
import { formatJson } from '../python/format-json.ts';
import type { JsonValue } from '../python/json-value.ts';
import { toJsonValue, toPlainValue } from '../python/plain-value.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest, ModelUsage } from './chat-model.ts';
import type { CompletionCall } from './completion-call.ts';
import { readCompletion } from './completion-reply.ts';
import { unavailable } from './model-availability.ts';
import type { ModelAvailability, ModelProgress } from './model-availability.ts';
import { excerpt, modelError } from './model-errors.ts';
import { ReliableModel } from './reliable-model.ts';
import type { ReliabilityOptions } from './reliable-model.ts';

/** What is used of the package `@mlc-ai/web-llm`. */
export interface WebLlm {
  CreateMLCEngine(
    model: string,
    config: {
      readonly initProgressCallback: (report: { readonly progress: number; readonly text: string }) => void;
    },
  ): Promise<WebLlmEngine>;
  hasModelInCache(model: string): Promise<boolean>;
}

/** A model that is loaded. */
export interface WebLlmEngine {
  readonly chat: { readonly completions: { create(request: object): Promise<unknown> } };
  interruptGenerate(): unknown;
  unload(): Promise<void>;
}

/** Which model runs in the browser, and how it is asked. */
export interface WebGpuModelOptions extends ReliabilityOptions {
  /** One of WebLLM's names, such as `Llama-3.2-1B-Instruct-q4f16_1-MLC`. */
  readonly model: string;
  /** Loads the package, when it is first needed: `() => import("@mlc-ai/web-llm")`. */
  readonly load: () => Promise<WebLlm>;
  /** Is told how far the download has come. @default nobody */
  readonly onProgress?: (progress: ModelProgress) => void;
}

/**
 * A language model that runs in this page or worker, on the graphics processor, with WebLLM: no server, no key, and
 * offline once it is downloaded.
 *
 * The package is an author's own to install; it is loaded with the first call, or by `prepare`.
 *
 * @example
 * const languageModel = new WebGpuModel({
 *   model: 'Llama-3.2-1B-Instruct-q4f16_1-MLC',
 *   load: () => import("@mlc-ai/web-llm"),
 *   onProgress: ({ fraction }) => console.log(`${Math.round(fraction * 100)} %`),
 * });
 */
export class WebGpuModel implements ChatModel {
  readonly config: ChatModelConfig;
  readonly #options: WebGpuModelOptions;
  readonly #reliable: ReliableModel;
  #engine: Promise<WebLlmEngine> | null = null;

  constructor(options: WebGpuModelOptions) {
    this.#options = options;
    this.config = { model: `web-llm/${options.model}` };
    const attempt: ChatModel = { config: this.config, complete: (request) => this.#attempt(request) };
    this.#reliable = new ReliableModel(attempt, { concurrency: 1, ...options });
  }

  get usage(): ModelUsage {
    return this.#reliable.usage;
  }

  /** Tells whether the model can run here, and whether it is downloaded already. Loads the package. */
  async availability(): Promise<ModelAvailability> {
    const reason = await missingReason();
    if (reason !== null) return unavailable(reason);
    const { hasModelInCache } = await this.#options.load();
    const isCached = await hasModelInCache(this.#options.model);
    return { state: isCached ? 'ready' : 'downloadable', reason: null };
  }

  /** Downloads and loads the model now. @throws LanguageModelError `unavailable`, `server-down` */
  async prepare(): Promise<void> {
    await this.#loaded();
  }

  complete(request: ChatRequest): Promise<ChatReply> {
    return this.#reliable.complete(request);
  }

  /** Frees the memory that the model takes. The next call loads it again, from the browser's cache. */
  async dispose(): Promise<void> {
    const engine = this.#engine;
    this.#engine = null;
    await (await engine?.catch(() => null))?.unload();
  }

  async #attempt({ messages, schema, parameters, signal }: ChatRequest): Promise<ChatReply> {
    const engine = await this.#loaded();
    signal?.throwIfAborted();
    const interrupt = (): unknown => engine.interruptGenerate();
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      const body = requestBody({ messages, schema, ...(parameters ? { parameters } : {}) });
      const completion = toJsonValue(await engine.chat.completions.create(body));
      return readCompletion(completion, schema !== null);
    } catch (error) {
      throw error instanceof LanguageModelError ? error : engineFailure(this.config.model, error);
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }

  async #loaded(): Promise<WebLlmEngine> {
    const loading = (this.#engine ??= this.#load());
    try {
      return await loading;
    } catch (error) {
      if (this.#engine === loading) this.#engine = null;
      throw error;
    }
  }

  async #load(): Promise<WebLlmEngine> {
    const { model, load, onProgress = () => {} } = this.#options;
    const reason = await missingReason();
    if (reason !== null) throw modelError('unavailable', reason, { details: { model } });
    try {
      const { CreateMLCEngine } = await load();
      return await CreateMLCEngine(model, {
        initProgressCallback: ({ progress, text }) => onProgress({ fraction: progress, text }),
      });
    } catch (error) {
      throw loadFailure(model, error);
    }
  }
}

/** Parameters that WebLLM takes. */
const known = new Set([
  'temperature',
  'top_p',
  'max_tokens',
  'seed',
  'frequency_penalty',
  'presence_penalty',
]);

function requestBody({ messages, schema, parameters }: Omit<ChatRequest, 'signal'>): object {
  const format = schema && { type: 'json_object', schema: formatJson(schema) };
  const given = [...(parameters ?? [])].filter(([name, value]) => known.has(name) && value !== null);
  const turns: CompletionCall['messages'] = messages.map(
    ({ role, content, fields }) =>
      new Map<string, JsonValue>([['role', role], ['content', content], ...(fields ?? [])]),
  );
  return {
    messages: toPlainValue(turns),
    ...(toPlainValue(new Map(given)) as object),
    ...(format ? { response_format: format } : {}),
  };
}

interface Gpu {
  requestAdapter(): Promise<unknown>;
}

/** Why no model can run here; null where one can. */
async function missingReason(): Promise<string | null> {
  const { gpu } = (globalThis.navigator ?? {}) as { readonly gpu?: Gpu };
  if (!gpu)
    return 'This browser has no WebGPU, on which the model would run. Use a recent Chrome, Edge, Safari or Firefox.';
  const adapter = await gpu.requestAdapter().catch(() => null);
  return adapter
    ? null
    : 'This computer has no graphics processor that the browser may use. Choose another model.';
}

function loadFailure(model: string, cause: unknown): LanguageModelError {
  return modelError('server-down', `The model "${model}" could not be loaded: ${excerpt(String(cause))}.`, {
    details: { model },
    cause,
    advice:
      'Check the network, the space on the disk, and that @mlc-ai/web-llm is installed and knows the model.',
  });
}

function engineFailure(model: string, cause: unknown): LanguageModelError {
  return modelError(
    'server-error',
    `${model} failed: ${excerpt(String(cause))}. Choose a smaller model, or shorten the prompt.`,
    {
      details: { model },
      cause,
    },
  );
}
