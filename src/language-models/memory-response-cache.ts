import { answerBytes, defaultLimits } from './response-cache.ts';
import type { KeptAnswer, ResponseCache, ResponseCacheLimits, ResponseCacheUsage } from './response-cache.ts';

/** Answers in memory: for tests, and where there is no IndexedDB. */
export class MemoryResponseCache implements ResponseCache {
  readonly durable = false;
  readonly #limits: Required<ResponseCacheLimits>;
  /** What was used least recently stands first. */
  readonly #answers = new Map<string, KeptAnswer>();
  #bytes = 0;

  constructor(limits: ResponseCacheLimits = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  async find(key: string): Promise<KeptAnswer | null> {
    return this.#use(key);
  }

  async keep(key: string, answer: KeptAnswer): Promise<KeptAnswer> {
    const known = this.#use(key);
    if (known) return known;
    if (answerBytes(answer) > this.#limits.maxBytes) return answer;
    this.#answers.set(key, answer);
    this.#bytes += answerBytes(answer);
    this.#makeRoom();
    return answer;
  }

  async usage(): Promise<ResponseCacheUsage> {
    return { bytes: this.#bytes, count: this.#answers.size, ...this.#limits, durable: false };
  }

  async clear(): Promise<void> {
    this.#answers.clear();
    this.#bytes = 0;
  }

  async close(): Promise<void> {
    // There is nothing to let go of, and the answers stay as long as this object.
  }

  #use(key: string): KeptAnswer | null {
    const answer = this.#answers.get(key);
    if (!answer) return null;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    return answer;
  }

  #makeRoom(): void {
    for (const [key, answer] of this.#answers) {
      if (this.#bytes <= this.#limits.maxBytes && this.#answers.size <= this.#limits.maxEntries) return;
      this.#answers.delete(key);
      this.#bytes -= answerBytes(answer);
    }
  }
}
