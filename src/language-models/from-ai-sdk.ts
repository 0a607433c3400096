import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { toPlainValue } from '../python/plain-value.ts';
import { aiSdkFailure } from './ai-sdk-failure.ts';
import { aiSdkPrompt } from './ai-sdk-prompt.ts';
import type { AiSdkCallOptions, AiSdkLanguageModel, AiSdkResult, AiSdkTokens } from './ai-sdk-types.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest } from './chat-model.ts';
import { emptyAnswer } from './empty-answer.ts';
import { ReliableModel } from './reliable-model.ts';
import type { ReliabilityOptions } from './reliable-model.ts';
import { SCHEMA_NAME } from './structured-output.ts';

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
    try {
      return readResult(await this.#model.doGenerate(this.#callOptions(request) as never));
    } catch (error) {
      request.signal?.throwIfAborted();
      throw await aiSdkFailure(error, this.config.model);
    }
  }

  #callOptions({ messages, schema, parameters = new Map(), signal }: ChatRequest): AiSdkCallOptions {
    return {
      prompt: aiSdkPrompt(messages, this.#model.specificationVersion),
      responseFormat: schema
        ? { type: 'json', schema: toPlainValue(schema) as object, name: SCHEMA_NAME }
        : { type: 'text' },
      ...samplingOf(parameters),
      ...this.#reasoning(parameters.get('reasoning_effort') ?? 'none'),
      ...(signal ? { abortSignal: signal } : {}),
    };
  }

  #reasoning(effort: JsonValue): Pick<AiSdkCallOptions, 'providerOptions'> {
    if (!this.supportsReasoning || typeof effort !== 'string' || ['none', 'disable'].includes(effort))
      return {};
    const [provider = ''] = this.#model.provider.split('.');
    return { providerOptions: { [provider]: { reasoningEffort: effort } } };
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

type Sampling = Pick<AiSdkCallOptions, 'temperature' | 'maxOutputTokens' | 'topP' | 'topK'>;

function samplingOf(parameters: JsonObject): Sampling {
  const names = { temperature: 'temperature', max_tokens: 'maxOutputTokens', top_p: 'topP', top_k: 'topK' };
  const entries = Object.entries(names).flatMap(([name, theirs]) => {
    const value = parameters.get(name) ?? null;
    return value === null ? [] : [[theirs, Number(value)]];
  });
  return Object.fromEntries(entries) as Sampling;
}

function readResult({ content, finishReason, usage }: AiSdkResult): ChatReply {
  const joined = (type: string): string =>
    content.map((part) => (part.type === type ? (part.text ?? '') : '')).join('');
  const reason = typeof finishReason === 'object' ? finishReason.unified : finishReason;
  // The SDK writes its reasons with other signs.
  const ended = reason?.replaceAll('-', '_') ?? null;
  const [text, reasoning] = [joined('text'), joined('reasoning')];
  if (text.trim() === '') throw emptyAnswer(ended);
  return {
    content: text,
    ...(reasoning === '' ? {} : { reasoning }),
    ...(ended === null ? {} : { finishReason: ended }),
    tokens: { prompt: tokens(usage?.inputTokens), completion: tokens(usage?.outputTokens) },
  };
}

const tokens = (count: AiSdkTokens): number => (typeof count === 'object' ? count.total : count) ?? 0;
