import { digestText } from '../base/sha256.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import type { ChatMessage, ChatModelConfig, ChatRequest } from './chat-model.ts';
import { connectionFields } from './model-envelope.ts';

/** What a cache does not tell answers apart by: an address may hold a secret, and the model's name stands by itself. */
const isNotPartOfTheAnswer = (field: string): boolean =>
  field === 'model' || field === 'fallback' || connectionFields.has(field);

/**
 * The key of a request in a cache: SHA-256, in hex, of everything that decides the answer, and of nothing else.
 *
 * That is the model's name and default parameters, the messages, the schema with its keys in their order (in which a
 * model answers), and the parameters in any order. An int and a float of the same value differ.
 */
export async function requestKey(
  config: ChatModelConfig,
  { messages, schema, parameters }: Pick<ChatRequest, 'messages' | 'schema' | 'parameters'>,
): Promise<string> {
  const settings = [...(config.fields ?? [])].filter(([name]) => !isNotPartOfTheAnswer(name));
  const request = jsonObject(
    ['model', config.model],
    ['settings', byName(settings)],
    ['messages', messages.map(messageJson)],
    ['schema', schema],
    ['parameters', byName([...(parameters ?? [])])],
  );
  // Python's notation, because it has a word for every value: JSON has none for half a surrogate pair.
  return (await digestText(repr(request))).sha256;
}

function messageJson({ role, content, fields }: ChatMessage): JsonObject {
  return jsonObject(['role', role], ['content', content], ['fields', byName([...(fields ?? [])])]);
}

function byName(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
