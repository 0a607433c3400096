import { builtInAvailability, builtInModel, lendModel, WebGpuModel } from 'tidemark';
import type { ChatModel, ModelAvailability, ModelProgress } from 'tidemark';
import { importWebLlm } from './import-web-llm.ts';
import type { ModelChoice } from './model-choice.ts';

/** The models that live on the page, as workers have none of them, or would load them each anew: it lends them. */
export class PageModels {
  readonly #progress: (progress: ModelProgress) => void;
  #builtIn: ChatModel | null = null;
  #gpu: WebGpuModel | null = null;
  #gpuName = '';

  /** @param progress is told how far a download has come */
  constructor(progress: (progress: ModelProgress) => void) {
    this.#progress = progress;
  }

  /** The page's model for a choice; null when the choice is no model of the page. */
  of({ kind, gpuModel }: ModelChoice): ChatModel | null {
    if (kind === 'built-in') return (this.#builtIn ??= builtInModel({ onProgress: this.#progress }));
    return kind === 'web-gpu' ? this.#gpuCalled(gpuModel) : null;
  }

  /** Tells whether a choice can be used here; null for one that is no model of the page. */
  async availability({ kind, gpuModel }: ModelChoice): Promise<ModelAvailability | null> {
    if (kind === 'built-in') return await builtInAvailability();
    return kind === 'web-gpu' ? await this.#gpuCalled(gpuModel).availability() : null;
  }

  lend(worker: Worker, choice: ModelChoice): void {
    const model = this.of(choice);
    if (model) lendModel(worker, model);
  }

  #gpuCalled(name: string): WebGpuModel {
    if (this.#gpu && this.#gpuName === name) return this.#gpu;
    void this.#gpu?.dispose();
    this.#gpuName = name;
    const options = { model: name, load: importWebLlm, onProgress: this.#progress };
    return (this.#gpu = new WebGpuModel(options));
  }
}
