import { LanguageModelError } from '../../../src/base/errors.ts';
import type { EmbedFunction } from '../../../src/data/embedding.ts';
import type { ChatModel, ChatReply, ChatRequest } from '../../../src/language-models/chat-model.ts';
import { isJsonObject } from '../../../src/python/json-value.ts';

/** Which requests for new instructions fail: those whose hash leaves this rest. */
export type Failing = readonly [divisor: number, rest: number];

/** FNV-1a, 32 bits, of the UTF-8 bytes. */
function hashOf(text: string): number {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 16777619);
  return hash >>> 0;
}

/** The stand-in for a language model that the recordings were made with; it keeps every request. */
export class ScriptedModel implements ChatModel {
  readonly config = { model: 'mock/scripted' };
  readonly requests: ChatRequest[] = [];
  readonly #failing: Failing | null;

  constructor(failing: Failing | null = null) {
    this.#failing = failing;
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    this.requests.push(request);
    const user = String(request.messages.at(-1)?.content);
    const hash = hashOf(`${String(request.messages[0]?.content)}|${user}`);
    const properties = request.schema?.get('properties');
    const keys = isJsonObject(properties) ? [...properties.keys()] : [];
    if (this.#failing && keys.includes('instructions') && hash % this.#failing[0] === this.#failing[1])
      throw new LanguageModelError('recorded', 'recorded failure');
    return { content: `{${keys.map((key) => `"${key}": "${answerFor(key, user, hash)}"`).join(', ')}}` };
  }
}

function answerFor(key: string, user: string, hash: number): string {
  if (key === 'answer') return hash % 3 < 1 ? `a${/q(\d+)/.exec(user)?.[1] ?? 0}` : `wrong ${hash % 7}`;
  return key === 'instructions' ? `Answer in style ${hash % 6}` : `t${hash % 11}`;
}

/** Embeds a text by the four bytes of its hash, as in the recordings. */
export const scriptedEmbed: EmbedFunction = async (texts) =>
  texts.map((text) => [0, 8, 16, 24].map((shift) => ((hashOf(text) >>> shift) & 255) - 40));
