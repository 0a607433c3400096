import { utf8Length } from '../base/sha256.ts';
import type { ChatReply } from './chat-model.ts';
import { defaultLimits } from './response-cache.ts';
import type { ResponseCache, ResponseCacheLimits, ResponseCacheUsage } from './response-cache.ts';

/** Answers in memory: for tests, and where there is no IndexedDB. */
export class MemoryResponseCache implements ResponseCache {
  readonly durable = false;
  readonly #limits: Required<ResponseCacheLimits>;
  /** What was used least recently stands first. */
  readonly #replies = new Map<string, ChatReply>();
  #bytes = 0;

  constructor(limits: ResponseCacheLimits = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  async find(key: string): Promise<ChatReply | null> {
    const reply = this.#replies.get(key);
    if (!reply) return null;
    this.#replies.delete(key);
    this.#replies.set(key, reply);
    return reply;
  }

  async keep(key: string, reply: ChatReply): Promise<ChatReply> {
    const known = await this.find(key);
    if (known) return known;
    if (replyBytes(reply) > this.#limits.maxBytes) return reply;
    this.#replies.set(key, reply);
    this.#bytes += replyBytes(reply);
    this.#makeRoom();
    return reply;
  }

  async usage(): Promise<ResponseCacheUsage> {
    return { bytes: this.#bytes, count: this.#replies.size, ...this.#limits, durable: false };
  }

  async clear(): Promise<void> {
    this.#replies.clear();
    this.#bytes = 0;
  }

  async close(): Promise<void> {
    // There is nothing to let go of, and the answers stay as long as this object.
  }

  #makeRoom(): void {
    for (const [key, reply] of this.#replies) {
      if (this.#bytes <= this.#limits.maxBytes && this.#replies.size <= this.#limits.maxEntries) return;
      this.#replies.delete(key);
      this.#bytes -= replyBytes(reply);
    }
  }
}

/** What an answer counts against the limit. */
export function replyBytes({ content, reasoning = '' }: ChatReply): number {
  return utf8Length(content) + utf8Length(reasoning);
}
