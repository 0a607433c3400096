import { ArgumentError } from '../base/errors.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import type { ChatMessage } from '../language-models/chat-model.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
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
  const properties = schema.get('properties');
  const fields = isJsonObject(properties) ? properties : new Map<string, JsonValue>();
  if (hasSameFields(fields, CHAT_MESSAGES_SCHEMA)) return withSystem(messagesIn(json), system);
  if (hasSameFields(fields, CHAT_MESSAGE_SCHEMA)) return withSystem([toMessage(json)], system);
  const instructions: ChatMessage = { role: 'system', content: system() };
  if (!isMessageList(fields.get('messages'))) return [instructions, inputTurn(json)];
  const before = [...json].slice(0, [...json.keys()].indexOf('messages'));
  return [instructions, ...(before.length > 0 ? [inputTurn(new Map(before))] : []), ...messagesIn(json)];
}

function withSystem(messages: readonly ChatMessage[], system: () => string): readonly ChatMessage[] {
  const own = messages.some(({ role }) => role === 'system' || role === 'developer');
  return own ? messages : [{ role: 'system', content: system() }, ...messages];
}

function inputTurn(json: JsonObject): ChatMessage {
  return { role: 'user', content: `<input>\n${repr(json)}\n</input>\n<output>\n` };
}

function hasSameFields(fields: JsonObject, schema: JsonObject): boolean {
  const expected = schema.get('properties');
  return isJsonObject(expected) && repr([...fields.keys()]) === repr([...expected.keys()]);
}

function isMessageList(property: JsonValue | undefined): boolean {
  if (!isJsonObject(property) || property.get('type') !== 'array') return false;
  const items = property.get('items');
  return isJsonObject(items) && items.get('$ref') === '#/$defs/ChatMessage';
}

function messagesIn(json: JsonObject): readonly ChatMessage[] {
  const messages = json.get('messages') ?? [];
  if (!isJsonArray(messages)) throw badMessage(messages);
  return messages.map(toMessage);
}

/** One message in the form of the chat-completions format, where what a tool takes and gives is text. */
function toMessage(message: JsonValue): ChatMessage {
  const role = isJsonObject(message) ? message.get('role') : undefined;
  if (!isJsonObject(message) || !isRole(role)) throw badMessage(message);
  const fields = new Map(
    [...message].filter(([key, value]) => !['role', 'content'].includes(key) && value !== null),
  );
  const calls = fields.get('tool_calls');
  if (isJsonArray(calls)) fields.set('tool_calls', calls.map(withTextArguments));
  const content = message.get('content') ?? null;
  const onlyCalls = content === '' && isJsonArray(calls) && calls.length > 0;
  return {
    role,
    content: onlyCalls ? null : contentOf(content),
    ...(fields.size > 0 ? { fields } : {}),
  };
}

function contentOf(content: JsonValue): ChatMessage['content'] {
  if (content === null || typeof content === 'string' || isJsonArray(content)) return content;
  return pythonJson(content);
}

function withTextArguments(call: JsonValue): JsonValue {
  const target = isJsonObject(call) ? call.get('function') : undefined;
  if (!isJsonObject(call) || !isJsonObject(target)) return call;
  const given = target.get('arguments');
  if (!isJsonObject(given)) return call;
  return new Map<string, JsonValue>([
    ...call,
    ['function', new Map<string, JsonValue>([...target, ['arguments', pythonJson(given)]])],
  ]);
}

const ROLES = ['system', 'user', 'assistant', 'developer', 'tool', 'function'] as const;

const isRole = (role: JsonValue | undefined): role is ChatMessage['role'] =>
  ROLES.some((known) => known === role);

function badMessage(message: JsonValue): ArgumentError {
  return new ArgumentError(
    'bad-message',
    `This is no chat message: ${repr(message).slice(0, 80)}. Expected an object with a role: ${ROLES.join(', ')}.`,
  );
}
