import { LanguageModelError } from '../../src/base/errors.ts';
import type { CompletionCall } from '../../src/language-models/completion-call.ts';
import { isJsonObject, jsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { repr } from '../../src/python/repr.ts';
import { isSameJson, parseRecorded } from './vector.ts';

/** A request as it was handed to the transport, and what came back. */
export interface RecordedRequest {
  readonly model: string;
  readonly messages_json: string;
  /** The schema in the response format; null where there is none. */
  readonly schema_json: string | null;
  /** All other arguments; in the place of the schema stands `$SCHEMA`. */
  readonly kwargs_json: string;
  readonly reply?: string;
  readonly reply_choices_json?: string;
  readonly reply_error?: string;
}

/** Answers calls as they were answered when they were recorded, and notes the first that was not. */
export class RecordedTransport {
  /** What was recorded and asked instead; null while all is as recorded. */
  difference: string | null = null;
  #left: RecordedRequest[] = [];

  /** How many recorded requests were not made. */
  get left(): number {
    return this.#left.length;
  }

  expect(requests: readonly RecordedRequest[]): void {
    this.#left = [...requests];
    this.difference = null;
  }

  readonly send = async (call: CompletionCall): Promise<JsonValue> => {
    const recorded = this.#take(call);
    if (!recorded) throw failed('nothing was recorded');
    if (recorded.reply_error !== undefined) throw failed(recorded.reply_error);
    return completionOf(recorded);
  };

  /** Requests of one call may be under way at once: the messages tell them apart. */
  #take(call: CompletionCall): RecordedRequest | null {
    const known = this.#left.findIndex(({ model, messages_json: text }) => {
      return model === call.model && isSameJson(parseRecorded(text), call.messages);
    });
    const [recorded] = this.#left.splice(Math.max(known, 0), 1);
    if (!recorded) return null;
    this.#compare(recorded, call);
    return recorded;
  }

  #compare(recorded: RecordedRequest, call: CompletionCall): void {
    const [asked, schema] = withoutSchema(call.arguments);
    this.#compareOne('model', recorded.model, call.model);
    this.#compareOne('messages', parseRecorded(recorded.messages_json), call.messages);
    this.#compareOne(
      'schema',
      recorded.schema_json === null ? null : parseRecorded(recorded.schema_json),
      schema,
    );
    this.#compareOne('arguments', parseRecorded(recorded.kwargs_json), asked);
  }

  #compareOne(what: string, recorded: JsonValue, asked: JsonValue): void {
    if (isSameJson(recorded, asked)) return;
    this.difference ??= `${what}: recorded ${repr(recorded)}, asked ${repr(asked)}`;
  }
}

function failed(reason: string): LanguageModelError {
  return new LanguageModelError('recorded', `The recorded transport failed: ${reason}`);
}

/** The arguments as they were recorded, and the schema that stood in them. */
function withoutSchema(given: JsonObject): readonly [JsonObject, JsonValue] {
  const format = given.get('response_format');
  const inner = isJsonObject(format) ? format.get('json_schema') : undefined;
  if (!isJsonObject(format) || !isJsonObject(inner)) return [given, null];
  const bare = new Map<string, JsonValue>([...inner, ['schema', '$SCHEMA']]);
  const bareFormat = new Map<string, JsonValue>([...format, ['json_schema', bare]]);
  return [
    new Map<string, JsonValue>([...given, ['response_format', bareFormat]]),
    inner.get('schema') ?? null,
  ];
}

/** What the transport gave back: the text, and for those who ask for a tool call, the same as its arguments. */
function completionOf({ reply, reply_choices_json: choices }: RecordedRequest): JsonValue {
  if (choices !== undefined) return jsonObject(['choices', parseRecorded(choices)]);
  const call = jsonObject([
    'function',
    jsonObject(['name', 'structured_output'], ['arguments', reply ?? '']),
  ]);
  const message = jsonObject(['content', reply ?? ''], ['tool_calls', [call]]);
  return jsonObject(['choices', [jsonObject(['message', message], ['finish_reason', 'stop'])]]);
}
