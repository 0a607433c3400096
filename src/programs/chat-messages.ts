import { ArgumentError, DataError } from '../base/errors.ts';
import type { JsonDataModel, JsonSchema } from '../data/json-data-model.ts';
import { rowToJson } from '../data/row-to-json.ts';
import type { ChatMessage } from '../language-models/chat-model.ts';
import { jsonEquals } from '../python/equality.ts';
import { isJsonArray, isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { CHAT_MESSAGE_SCHEMA, CHAT_MESSAGES_SCHEMA } from './chat-schemas.ts';
import { pythonJson } from './python-json.ts';

/**
 * The messages that a Generator sends for an input.
 *
 * A conversation is sent as it is, after the system message unless it has one of its own; fields before the messages
 * become a turn of their own. Any other input is one turn of the user. Follows `synalinks.Generator.format_messages`.
 */
export function chatMessagesOf(
  { schema, json }: JsonDataModel,
  system: () => string,
): readonly ChatMessage[] {
  if (jsonEquals(schema, CHAT_MESSAGES_SCHEMA)) return withSystem(messagesIn(json), system);
  if (jsonEquals(schema, CHAT_MESSAGE_SCHEMA)) return withSystem([toMessage(json)], system);
  const instructions: ChatMessage = { role: 'system', content: system() };
  if (!hasMessages(schema)) return [instructions, inputTurn(json)];
  const before = fieldsBefore(json, 'messages');
  return [instructions, ...(before.size > 0 ? [inputTurn(before)] : []), ...messagesIn(json)];
}

function withSystem(messages: readonly ChatMessage[], system: () => string): readonly ChatMessage[] {
  const own = messages.some(({ role }) => role === 'system' || role === 'developer');
  return own ? messages : [{ role: 'system', content: system() }, ...messages];
}

/** The input as Python prints it; a model before may have given a text instead of an object. */
function inputTurn(json: JsonValue): ChatMessage {
  const text = typeof json === 'string' ? json : repr(json);
  return { role: 'user', content: `<input>\n${text}\n</input>\n<output>\n` };
}

/** Whether a schema has the very field of a conversation. */
function hasMessages(schema: JsonSchema): boolean {
  const property = fieldOf(schema, 'messages');
  const expected = fieldOf(CHAT_MESSAGES_SCHEMA, 'messages');
  return property !== undefined && expected !== undefined && jsonEquals(property, expected);
}

function fieldOf(schema: JsonSchema, name: string): JsonValue | undefined {
  const properties = schema.get('properties');
  return isJsonObject(properties) ? properties.get(name) : undefined;
}

function fieldsBefore(json: JsonObject, name: string): JsonObject {
  const index = [...json.keys()].indexOf(name);
  return index === -1 ? json : new Map([...json].slice(0, index));
}

function messagesIn(json: JsonObject): readonly ChatMessage[] {
  const messages = json.get('messages') ?? [];
  if (!isJsonArray(messages)) throw badMessage(messages);
  return messages.map(toMessage);
}

/** One message in the form of the chat-completions format, where each role has fields of its own. */
function toMessage(given: JsonValue): ChatMessage {
  const message = readMessage(given);
  const role = message.get('role') as ChatMessage['role'];
  const content = contentOf(message.get('content') ?? null);
  const isSent = role === 'assistant' ? isSaid : (value: JsonValue): boolean => value !== null;
  const fields = new Map(fieldsOf(role, message).filter(([, value]) => isSent(value)));
  return {
    role,
    content: role === 'assistant' && !isSaid(content) ? null : content,
    ...(fields.size > 0 ? { fields } : {}),
  };
}

/** Checks a message and puts its fields in order, as pydantic does. */
function readMessage(given: JsonValue): JsonObject {
  if (!isJsonObject(given)) throw badMessage(given);
  try {
    return rowToJson(CHAT_MESSAGE_SCHEMA, withoutAliases(given));
  } catch (cause) {
    if (cause instanceof DataError) throw badMessage(given, cause);
    throw cause;
  }
}

/** What Synalinks also takes: an older name of the reasoning, and plain texts among the parts of a content. */
function withoutAliases(message: JsonObject): JsonObject {
  const fields = new Map(message);
  const [content, thinking] = [message.get('content'), message.get('thinking')];
  if (isJsonArray(content)) fields.set('content', content.map(toPart));
  if (thinking === undefined) return fields;
  fields.delete('thinking');
  return fields.has('reasoning_content') ? fields : fields.set('reasoning_content', thinking);
}

const toPart = (part: JsonValue): JsonValue =>
  typeof part === 'string' ? jsonObject(['type', 'text'], ['text', part]) : part;

function contentOf(content: JsonValue): ChatMessage['content'] {
  return content === null || typeof content === 'string' || isJsonArray(content)
    ? content
    : pythonJson(content);
}

type Field = readonly [string, JsonValue];

function fieldsOf(role: ChatMessage['role'], message: JsonObject): readonly Field[] {
  const field = (name: string): Field => [name, message.get(name) ?? null];
  if (role === 'tool') return [field('tool_call_id')];
  if (role === 'function') return [['name', message.get('name') || message.get('tool_call_id') || '']];
  if (role !== 'assistant') return [field('name')];
  const calls = message.get('tool_calls');
  return [
    field('name'),
    ['tool_calls', isJsonArray(calls) ? calls.map(withTextArguments) : null],
    ...['refusal', 'audio', 'reasoning_content', 'thinking_blocks'].map(field),
  ];
}

/** What Python takes for true. */
const isSaid = (value: JsonValue): boolean =>
  isJsonArray(value) ? value.length > 0 : isJsonObject(value) ? value.size > 0 : Boolean(value);

/** What a tool is given is text in the chat-completions format. */
function withTextArguments(call: JsonValue): JsonValue {
  const target = isJsonObject(call) ? call.get('function') : undefined;
  if (!isJsonObject(call) || !isJsonObject(target)) return call;
  const given = target.get('arguments');
  const text = isJsonObject(given) ? pythonJson(given) : (given ?? null);
  return new Map<string, JsonValue>([
    ...call,
    ['function', new Map<string, JsonValue>([...target, ['arguments', text]])],
  ]);
}

function badMessage(message: JsonValue, cause?: unknown): ArgumentError {
  return new ArgumentError(
    'bad-message',
    `This is no chat message: ${repr(message).slice(0, 80)}. Expected the fields of synalinks.ChatMessage, above all ` +
      'a role: system, developer, user, assistant, tool or function.',
    cause === undefined ? {} : { cause },
  );
}
