import { loadPart } from '../base/load-part.ts';
import { builtInFactory } from './built-in-session.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest } from './chat-model.ts';
import type { ModelAvailability, ModelProgress } from './model-availability.ts';
import { ReliableModel } from './reliable-model.ts';
import type { ReliabilityOptions } from './reliable-model.ts';

/** How the built-in model is asked. */
export interface BuiltInModelOptions extends ReliabilityOptions {
  /** Is told how far the download has come, where there is one. @default nobody */
  readonly onProgress?: (progress: ModelProgress) => void;
}

/** What speaks with the browser, loaded when it first does. */
const asking = () => loadPart(() => import('./ask-built-in.ts'));

/** What the first call loads. */
const retrying = () => loadPart(() => import('./reliable-asker.ts'));

/** The name of the built-in model in program files. */
const BUILT_IN_MODEL = 'browser/built-in';

/**
 * Makes a language model of the one that is built into the browser (the Prompt API of Chrome and Edge): no server, no key,
 * nothing leaves the computer.
 *
 * It lives on pages; workers have none. A page lends it to its worker: see `lendModel`. When it has to be downloaded
 * first, browsers want a click just before the first call: it counts for some five seconds in Chromium. So make the model
 * before the click, as what asks is loaded then, and ask it on the page at once, where a worker would take long to begin.
 *
 * @example lendModel(worker, builtInModel());
 */
export function builtInModel(options: BuiltInModelOptions = {}): ChatModel {
  if (builtInFactory()) void Promise.allSettled([asking(), retrying()]);
  return new ReliableModel(new BuiltInModel(options), { concurrency: 1, ...options });
}

/** Tells whether this page has a built-in model, and if not, why. */
export async function builtInAvailability(): Promise<ModelAvailability> {
  const { availability } = await asking();
  return availability();
}

/** One attempt for each call. */
class BuiltInModel implements ChatModel {
  readonly config: ChatModelConfig = { model: BUILT_IN_MODEL };
  readonly #onProgress: BuiltInModelOptions['onProgress'];

  constructor({ onProgress }: BuiltInModelOptions) {
    this.#onProgress = onProgress;
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const { askBuiltIn } = await asking();
    return askBuiltIn(request, this.#onProgress);
  }
}
