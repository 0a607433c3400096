import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { ChatMessage, ChatRequest } from './chat-model.ts';
import { structuredOutput } from './structured-output.ts';

/** What a model is called with, in the words of chat completions; where Synalinks hands it to its transport. */
export interface CompletionCall {
  /** `provider/name` */
  readonly model: string;
  readonly messages: readonly JsonObject[];
  /** The form of the answer; null for free text. */
  readonly schema: ChatRequest['schema'];
  /** All other arguments, under Synalinks' names and in its order. */
  readonly arguments: JsonObject;
}

/** What every call to a model has in common. */
export interface CallSettings {
  readonly model: string;
  readonly apiBase: string | null;
  readonly timeout: JsonValue;
  readonly caching: JsonValue;
  /** Parameters of every call, under Synalinks' names; a request's own go before them. */
  readonly parameters: JsonObject;
  readonly supportsReasoning: boolean;
}

/**
 * Packs a request as Synalinks packs it, argument by argument.
 *
 * @throws ArgumentError `unknown-provider`
 */
export function completionCall(settings: CallSettings, request: ChatRequest): CompletionCall {
  const parameters = new Map([...settings.parameters, ...(request.parameters ?? [])]);
  const effort = parameters.has('reasoning_effort') ? parameters.get('reasoning_effort') : 'none';
  parameters.delete('reasoning_effort');
  return {
    model: settings.model,
    messages: request.messages.map((message, index) => messageJson(message, index === 0, settings.model)),
    schema: request.schema,
    arguments: new Map<string, JsonValue>([
      ['timeout', settings.timeout],
      ['caching', settings.caching],
      ...parameters,
      ...reasoning(effort ?? null, settings),
      ...(request.schema ? structuredOutput(settings.model, request.schema) : []),
      ...(settings.apiBase === null ? [] : [['api_base', settings.apiBase] as const]),
    ]),
  };
}

/** What is said of the effort: nothing for `none`; `disable` only where models think unless they are told not to. */
function reasoning(
  effort: JsonValue,
  { model, supportsReasoning }: CallSettings,
): readonly (readonly [string, JsonValue])[] {
  if (effort === 'none') return [];
  if (effort === 'disable') return model.startsWith('ollama') ? [['think', false]] : [];
  return supportsReasoning ? [['reasoning_effort', effort]] : [];
}

/** The first message is the system's, which changes only while training: some providers can keep it. */
function messageJson({ role, content, fields }: ChatMessage, isFirst: boolean, model: string): JsonObject {
  const mayKeep = isFirst && /^(gemini|anthropic)\//.test(model);
  const said = [['content', content]] as const;
  return new Map<string, JsonValue>([
    ['role', role],
    ...(content === null ? [] : said),
    ...(fields ?? []),
    ...(content === null ? said : []),
    ...(mayKeep ? [['cache_control', jsonObject(['type', 'ephemeral'])] as const] : []),
  ]);
}
