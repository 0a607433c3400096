import { LanguageModelError } from '../../src/base/errors.ts';
import type { ChatModel, ChatReply, ChatRequest } from '../../src/language-models/chat-model.ts';
import { formatJson } from '../../src/python/format-json.ts';
import { isJsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';

/** The parameters of a recorded run's stand-in for a language model. */
export interface MockParameters {
  readonly field: string;
  readonly right:
    | { readonly kind: 'index'; readonly prefix: string }
    | { readonly kind: 'per-class'; readonly values: readonly string[]; readonly cues: readonly string[] };
  readonly luck: readonly [number, number];
  readonly wrong: readonly string[];
  readonly fail?: readonly [number, number];
}

/** The stand-in of the recordings, from its description; it keeps every request. */
export class MockModel implements ChatModel {
  readonly config = { model: 'mock/recorded' };
  readonly requests: (readonly string[])[] = [];
  readonly #parameters: MockParameters;

  constructor(parameters: MockParameters) {
    this.#parameters = parameters;
  }

  async complete({ messages, schema: asked }: ChatRequest): Promise<ChatReply> {
    const schema: JsonObject = asked ?? new Map();
    this.requests.push(messages.map(({ role, content }) => `${role}\n${content}`));
    const system = String(messages[0]?.content ?? '');
    const user = String(messages.at(-1)?.content ?? '');
    const hash = fnv1a(`${system}|${user}`);
    const n = BigInt(/q(\d+)/.exec(user)?.[1] ?? '0');
    const { fail } = this.#parameters;
    if (fail && Number(n % BigInt(fail[0])) === fail[1])
      throw new LanguageModelError('recorded', 'recorded failure');
    const members = [...(schema.get('properties') as JsonObject)].map(
      ([key, property]) => `"${key}": ${this.#value(key, resolve(property, schema), system, hash, n)}`,
    );
    return { content: `{${members.join(', ')}}` };
  }

  #value(key: string, property: JsonObject, system: string, hash: number, n: bigint): string {
    if (key === this.#parameters.field) return this.#answer(system, hash, n);
    const choices = property.get('enum');
    if (Array.isArray(choices)) return spaced((choices as JsonValue[])[hash % choices.length] ?? null);
    switch (property.get('type')) {
      case 'string':
        return `"t${hash % 11}"`;
      case 'integer':
        return String(hash % 10);
      case 'number':
        return `${Math.floor((hash % 100) / 10)}.${(hash % 100) % 10}`;
      case 'boolean':
        return String(hash % 2 === 0);
      case 'array':
        return `["x${hash % 3}"]`;
      default:
        return 'null';
    }
  }

  #answer(system: string, hash: number, n: bigint): string {
    const { right, luck, wrong } = this.#parameters;
    let answer = '';
    let cue: string | undefined;
    if (right.kind === 'index') answer = `"${right.prefix}${n}"`;
    else {
      const index = Number(n % BigInt(right.values.length));
      answer = right.values[index] ?? 'null';
      cue = right.cues[index];
    }
    if (cue !== undefined && system.includes(cue)) return answer;
    return hash % luck[0] < luck[1] ? answer : (wrong[hash % wrong.length] ?? 'null');
  }
}

const spaced = (value: JsonValue): string => formatJson(value);

function resolve(property: JsonValue, schema: JsonObject): JsonObject {
  if (!isJsonObject(property)) return new Map();
  const reference = property.get('$ref');
  const definitions = schema.get('$defs');
  if (typeof reference !== 'string' || !isJsonObject(definitions)) return property;
  return resolve(definitions.get(reference.split('/').at(-1) ?? '') ?? null, schema);
}

function fnv1a(text: string): number {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 16777619);
  return hash >>> 0;
}
