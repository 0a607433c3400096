import type { CallControl } from '../base/call-control.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/** One turn of a conversation. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'developer' | 'tool' | 'function';
  /** Text; a list of parts (text, images …); or null, where a message only calls tools. */
  readonly content: string | readonly JsonValue[] | null;
  /** Further fields under the names of the chat-completions format: `tool_calls`, `name` … @default none */
  readonly fields?: JsonObject;
}

/** What a model is asked. */
export interface ChatRequest extends CallControl {
  readonly messages: readonly ChatMessage[];
  /** The JSON schema that the answer has to follow; null for free text. */
  readonly schema: JsonSchema | null;
  /** Sampling parameters that were set, under Synalinks' names: `temperature`, `max_tokens`, … @default none */
  readonly parameters?: JsonObject;
}

/** What a model answers. */
export interface ChatReply {
  /** JSON text that should follow the request's schema; it is parsed and checked by the caller. */
  readonly content: string;
  /** What the model thought before, where it says so. @default none */
  readonly reasoning?: string;
  /** Why the model stopped, in the words of the chat-completions format: `stop`, `length` … @default not told */
  readonly finishReason?: string;
  /** What the answer cost. @default not told */
  readonly tokens?: TokenCount;
}

/** Tokens of one call, or of many. */
export interface TokenCount {
  readonly prompt: number;
  /** With those of the reasoning. */
  readonly completion: number;
}

/**
 * Who answers: the one interface between programs and language models.
 *
 * @example
 * const parrot: ChatModel = {
 *   config: { model: 'demo/parrot' },
 *   complete: async () => ({ content: '{"answer": "hello"}' }),
 * };
 */
export interface ChatModel {
  /** What a program file says of the model: enough to make it again, and never a key. */
  readonly config: ChatModelConfig;
  /** Whether the model thinks by itself before it answers. @default false */
  readonly supportsReasoning?: boolean;
  /** What was asked of the model so far. @default not counted */
  readonly usage?: ModelUsage;
  /** @throws LanguageModelError when there is no answer to be had. */
  complete(request: ChatRequest): Promise<ChatReply>;
}

/** What was asked of a model since it was made. */
export interface ModelUsage {
  /** Calls under way or waiting for their turn. */
  readonly pending: number;
  /** Calls that were answered by the model. */
  readonly calls: number;
  /** Calls that failed, after all retries. */
  readonly failedCalls: number;
  /** Attempts beyond the first. */
  readonly retries: number;
  /** Calls that were answered from a cache. */
  readonly cachedCalls: number;
  readonly tokens: TokenCount;
  /** Time that the answers took, each from when its request went out, added up: no wait for a turn, a pause or a retry. */
  readonly elapsedMs: number;
  /** In the currency of the price that was given; null without one. */
  readonly cost: number | null;
}

/** The serialisable part of a model, after `synalinks.LanguageModel`'s own config. */
export interface ChatModelConfig {
  /** `provider/name`, such as `ollama_chat/mistral` or `tidemark/ngram`. */
  readonly model: string;
  /** Further fields, written to the program file as they are. @default none */
  readonly fields?: JsonObject;
}
