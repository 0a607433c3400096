import { LanguageModelError } from '../base/errors.ts';
import { formatJson } from '../python/format-json.ts';
import type { JsonValue } from '../python/json-value.ts';
import { toJsonValue, toPlainValue } from '../python/plain-value.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest } from './chat-model.ts';
import type { CompletionCall } from './completion-call.ts';
import { readCompletion } from './completion-reply.ts';
import { unavailable } from './model-availability.ts';
import type { ModelAvailability } from './model-availability.ts';
import { excerpt, modelError } from './model-errors.ts';
import type { WebGpuModelOptions, WebLlmEngine } from './web-gpu-model.ts';

/** What a `WebGpuModel` runs on: loads WebLLM's engine when it is first needed, and asks it once for each call. */
export class WebGpuEngine implements ChatModel {
  readonly config: ChatModelConfig;
  readonly #options: WebGpuModelOptions;
  #engine: Promise<WebLlmEngine> | null = null;

  constructor(config: ChatModelConfig, options: WebGpuModelOptions) {
    this.config = config;
    this.#options = options;
  }

  async availability(): Promise<ModelAvailability> {
    const reason = await missingReason();
    if (reason !== null) return unavailable(reason);
    const { hasModelInCache } = await this.#options.load();
    const isCached = await hasModelInCache(this.#options.model);
    return { state: isCached ? 'ready' : 'downloadable', reason: null };
  }

  /** Downloads and loads the model. @throws LanguageModelError `unavailable`, `server-down` */
  async prepare(): Promise<void> {
    await this.#loaded();
  }

  async complete({ messages, schema, parameters, signal }: ChatRequest): Promise<ChatReply> {
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

  async dispose(): Promise<void> {
    const engine = this.#engine;
    this.#engine = null;
    await (await engine?.catch(() => null))?.unload();
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
