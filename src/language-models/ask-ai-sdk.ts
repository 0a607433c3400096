import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { toPlainValue } from '../python/plain-value.ts';
import { aiSdkFailure } from './ai-sdk-failure.ts';
import { aiSdkPrompt } from './ai-sdk-prompt.ts';
import type { AiSdkCallOptions, AiSdkLanguageModel, AiSdkResult, AiSdkTokens } from './ai-sdk-types.ts';
import type { ChatModel, ChatReply, ChatRequest } from './chat-model.ts';
import { emptyAnswer } from './empty-answer.ts';
import { SCHEMA_NAME } from './structured-output.ts';

/** Asks a model of the AI SDK once. @param asker in whose words it is asked, and told of */
export async function askAiSdk(
  model: AiSdkLanguageModel,
  request: ChatRequest,
  asker: Pick<ChatModel, 'config' | 'supportsReasoning'>,
): Promise<ChatReply> {
  try {
    return readResult(await model.doGenerate(callOptions(model, request, asker) as never));
  } catch (error) {
    request.signal?.throwIfAborted();
    throw await aiSdkFailure(error, asker.config.model);
  }
}

function callOptions(
  model: AiSdkLanguageModel,
  { messages, schema, parameters = new Map(), signal }: ChatRequest,
  { supportsReasoning = false }: Pick<ChatModel, 'supportsReasoning'>,
): AiSdkCallOptions {
  const effort = parameters.get('reasoning_effort') ?? 'none';
  return {
    prompt: aiSdkPrompt(messages, model.specificationVersion),
    responseFormat: schema
      ? { type: 'json', schema: toPlainValue(schema) as object, name: SCHEMA_NAME }
      : { type: 'text' },
    ...samplingOf(parameters),
    ...(supportsReasoning ? reasoningOf(model, effort) : {}),
    ...(signal ? { abortSignal: signal } : {}),
  };
}

function reasoningOf(
  model: AiSdkLanguageModel,
  effort: JsonValue,
): Pick<AiSdkCallOptions, 'providerOptions'> {
  if (typeof effort !== 'string' || ['none', 'disable'].includes(effort)) return {};
  const [provider = ''] = model.provider.split('.');
  return { providerOptions: { [provider]: { reasoningEffort: effort } } };
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
