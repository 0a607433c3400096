import { LanguageModelError } from '../../src/base/errors.ts';
import type { ChatMessage, ChatModel, ChatReply, ChatRequest } from '../../src/language-models/chat-model.ts';
import { isJsonArray, isJsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { parseJson } from '../../src/python/json-text.ts';
import { pythonStrip } from '../../src/python/python-strip.ts';
import { repr } from '../../src/python/repr.ts';
import { isSameJson, parseRecorded } from './vector.ts';

/** A request as it was handed to the transport, and what came back. */
export interface RecordedRequest {
  readonly model: string;
  readonly messages_json: string;
  readonly schema_json: string | null;
  readonly kwargs_json: string;
  readonly reply?: string;
  readonly reply_choices_json?: string;
  readonly reply_error?: string;
}

const SAMPLING = ['temperature', 'max_tokens', 'top_p', 'top_k'];

/** Answers requests as they were answered when they were recorded, and notes the first that was not. */
export class RecordedModel implements ChatModel {
  readonly config = { model: 'recorded/model' };
  readonly supportsReasoning: boolean;
  /** What was recorded and asked instead; null while all is as recorded. */
  difference: string | null = null;
  #left: RecordedRequest[] = [];
  #refusal: string | null = null;

  constructor(supportsReasoning: boolean) {
    this.supportsReasoning = supportsReasoning;
  }

  /** How many recorded requests were not made. */
  get left(): number {
    return this.#left.length;
  }

  /** @param refusal what the model says where it makes no request at all */
  expect(requests: readonly RecordedRequest[], refusal: string | null = null): void {
    this.#left = [...requests];
    this.#refusal = refusal;
    this.difference = null;
  }

  /** A reply that cannot be used is asked for again: of the model that stands in for the first. */
  async complete(request: ChatRequest): Promise<ChatReply> {
    if (this.#left.length === 0 && this.#refusal !== null) throw new Error(this.#refusal);
    for (;;) {
      const recorded = this.#take(request);
      const reply = recorded ? replyOf(recorded) : null;
      if (reply && (request.schema === null || isJson(reply.content))) return reply;
      if (!recorded || !this.#left.some((other) => hasSameMessages(other, request))) {
        throw new LanguageModelError('no-answer', 'The recorded transport gave no usable reply.');
      }
    }
  }

  #take(request: ChatRequest): RecordedRequest | null {
    const found = this.#left.findIndex((recorded) => hasSameMessages(recorded, request));
    const recorded = this.#left[Math.max(found, 0)];
    if (!recorded) return null;
    this.#left.splice(Math.max(found, 0), 1);
    if (found === -1) this.#note('messages', recorded.messages_json, messagesJson(request));
    this.#compareSchema(recorded, request);
    this.#compareSampling(recorded, request);
    return recorded;
  }

  #compareSchema(
    { schema_json: text, model, kwargs_json: kwargs }: RecordedRequest,
    { schema }: ChatRequest,
  ): void {
    const isForcedTool = text === null && kwargs.includes('"tools"');
    const recorded = text === null ? null : parseRecorded(text);
    const asked = /^(openai|azure|deepseek|together_ai)\//.test(model)
      ? withoutReferenceWords(schema)
      : schema;
    if (isForcedTool || isSameJson(recorded, asked)) return;
    this.#note('schema', text, asked);
  }

  #compareSampling({ kwargs_json: text }: RecordedRequest, { parameters }: ChatRequest): void {
    const kwargs = parseRecorded(text) as JsonObject;
    const wrong = SAMPLING.find(
      (name) => repr(kwargs.get(name) ?? null) !== repr(parameters?.get(name) ?? null),
    );
    if (wrong) this.#note(wrong, text, parameters ?? null);
  }

  #note(what: string, recorded: string | null, asked: JsonValue): void {
    this.difference ??= `${what}: recorded ${recorded ?? 'none'}, asked ${repr(asked)}`.slice(0, 3000);
  }
}

function hasSameMessages({ messages_json: text }: RecordedRequest, request: ChatRequest): boolean {
  const recorded = parseRecorded(text) as readonly JsonObject[];
  const asked = messagesJson(request);
  return (
    recorded.length === asked.length &&
    recorded.every((message, index) => isSameJson(inOrder(message), inOrder(asked[index] ?? new Map())))
  );
}

/** Fields of a message by name; without the hint for caching, which is the provider's. */
function inOrder(message: JsonObject): JsonObject {
  const fields = [...message].filter(([name]) => name !== 'cache_control');
  return new Map(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function messagesJson({ messages }: ChatRequest): readonly JsonObject[] {
  return messages.map(
    ({ role, content, fields }: ChatMessage) =>
      new Map<string, JsonValue>([['role', role], ['content', content], ...(fields ?? [])]),
  );
}

function replyOf(recorded: RecordedRequest): ChatReply | null {
  if (recorded.reply !== undefined) return recorded.reply.trim() === '' ? null : { content: recorded.reply };
  if (recorded.reply_choices_json === undefined) return null;
  const choices = parseRecorded(recorded.reply_choices_json);
  const [choice] = isJsonArray(choices) ? choices : [];
  const message = isJsonObject(choice) ? choice.get('message') : undefined;
  const [content, reasoning] = isJsonObject(message)
    ? [message.get('content'), message.get('reasoning_content')]
    : [];
  if (typeof content !== 'string' || content.trim() === '') return null;
  return { content, ...(typeof reasoning === 'string' ? { reasoning } : {}) };
}

function isJson(content: string): boolean {
  try {
    parseJson(pythonStrip(content));
    return true;
  } catch {
    return false;
  }
}

/** OpenAI's servers refuse a description beside a reference. */
function withoutReferenceWords(schema: JsonValue): JsonValue {
  if (isJsonArray(schema)) return schema.map(withoutReferenceWords);
  if (!isJsonObject(schema)) return schema;
  const entries = schema.has('$ref') ? [...schema].filter(([key]) => key !== 'description') : [...schema];
  return new Map(entries.map(([key, value]) => [key, withoutReferenceWords(value)]));
}
