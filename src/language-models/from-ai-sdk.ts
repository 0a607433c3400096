import { loadPart } from '../base/load-part.ts';
import type { AiSdkLanguageModel } from './ai-sdk-types.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest } from './chat-model.ts';
import { ReliableModel } from './reliable-model.ts';
import type { ReliabilityOptions } from './reliable-model.ts';

/** How a model of the AI SDK is asked. */
export interface AiSdkOptions extends ReliabilityOptions {
  /** The name in program files, as Synalinks has it: `provider/model`. @default made of the model's provider and id */
  readonly model?: string;
  /** Whether the model thinks by itself before it answers. @default false */
  readonly supportsReasoning?: boolean;
}

/**
 * Makes a language model of one of the AI SDK's, from any of its providers (`LanguageModelV2`, `V3` or `V4`).
 *
 * A provider that cannot hold its model to a schema does not tell it the schema either: set `useOutputsSchema` of the
 * Generator then.
 *
 * @example
 * import { createMistral } from '@ai-sdk/mistral';
 * const languageModel = fromAiSdk(createMistral({ apiKey })('mistral-small-latest'), { concurrency: 4 });
 */
export function fromAiSdk(model: AiSdkLanguageModel, options: AiSdkOptions = {}): ChatModel {
  return new ReliableModel(new AiSdkModel(model, options), options);
}

/** One attempt for each call. */
class AiSdkModel implements ChatModel {
  readonly config: ChatModelConfig;
  readonly supportsReasoning: boolean;
  readonly #model: AiSdkLanguageModel;

  constructor(model: AiSdkLanguageModel, { model: name, supportsReasoning = false }: AiSdkOptions) {
    this.#model = model;
    this.config = { model: name ?? `${providerName(model)}/${model.modelId}` };
    this.supportsReasoning = supportsReasoning;
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const { askAiSdk } = await loadPart(() => import('./ask-ai-sdk.ts'));
    return askAiSdk(this.#model, request, this);
  }
}

/** Names that Synalinks gives to providers, where they are not the SDK's. */
const providerNames: Readonly<Record<string, string>> = {
  google: 'gemini',
  togetherai: 'together_ai',
  'amazon-bedrock': 'bedrock',
};

function providerName({ provider }: AiSdkLanguageModel): string {
  const [name = provider] = provider.split('.');
  return (Object.hasOwn(providerNames, name) ? providerNames[name] : null) ?? name;
}
