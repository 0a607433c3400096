import { loadPart } from '../base/load-part.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest, ModelUsage } from './chat-model.ts';
import type { ModelAvailability, ModelProgress } from './model-availability.ts';
import { ReliableModel } from './reliable-model.ts';
import type { ReliabilityOptions } from './reliable-model.ts';
import type { WebGpuEngine } from './web-gpu-engine.ts';

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
  /** Loaded when it is first needed; what could not be loaded is tried again. */
  #engine: Promise<WebGpuEngine> | undefined;

  constructor(options: WebGpuModelOptions) {
    this.#options = options;
    this.config = { model: `web-llm/${options.model}` };
    const attempt: ChatModel = {
      config: this.config,
      complete: async (request) => (await this.#load()).complete(request),
    };
    this.#reliable = new ReliableModel(attempt, { concurrency: 1, ...options });
  }

  get usage(): ModelUsage {
    return this.#reliable.usage;
  }

  /** Tells whether the model can run here, and whether it is downloaded already. Loads the package. */
  async availability(): Promise<ModelAvailability> {
    return (await this.#load()).availability();
  }

  /** Downloads and loads the model now. @throws LanguageModelError `unavailable`, `server-down` */
  async prepare(): Promise<void> {
    await (await this.#load()).prepare();
  }

  complete(request: ChatRequest): Promise<ChatReply> {
    return this.#reliable.complete(request);
  }

  /** Frees the memory that the model takes. The next call loads it again, from the browser's cache. */
  async dispose(): Promise<void> {
    const engine = await this.#engine?.catch(() => null);
    await engine?.dispose();
  }

  #load(): Promise<WebGpuEngine> {
    const loading = (this.#engine ??= this.#make());
    loading.catch(() => {
      if (this.#engine === loading) this.#engine = undefined;
    });
    return loading;
  }

  async #make(): Promise<WebGpuEngine> {
    const { WebGpuEngine } = await loadPart(() => import('./web-gpu-engine.ts'));
    return new WebGpuEngine(this.config, this.#options);
  }
}
