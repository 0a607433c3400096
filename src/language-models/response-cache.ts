import type { ErrorDetail } from '../base/errors.ts';
import { utf8Length } from '../base/sha256.ts';
import type { ChatReply } from './chat-model.ts';

/** How much a cache may hold. What was used least recently goes first. */
export interface ResponseCacheLimits {
  /** Of answers, as UTF-8. @default 67_108_864 (64 MiB) */
  readonly maxBytes?: number;
  /** @default 20_000 */
  readonly maxEntries?: number;
}

/** What a model answered; or why its answer was of no use, which another attempt might change. */
export interface KeptAnswer extends Pick<ChatReply, 'content' | 'reasoning' | 'finishReason'> {
  /** An error's code and what it carries. @default it was of use */
  readonly failure?: {
    readonly code: string;
    readonly message: string;
    readonly details: Readonly<Record<string, ErrorDetail>>;
  };
}

/** What a cache holds, and may hold. */
export interface ResponseCacheUsage {
  readonly bytes: number;
  readonly count: number;
  readonly maxBytes: number;
  readonly maxEntries: number;
  /** Whether it outlives the page or worker. */
  readonly durable: boolean;
}

/** Answers of language models by the key of their request. Open one with `openResponseCache`. */
export interface ResponseCache {
  /** Whether it outlives the page or worker. */
  readonly durable: boolean;
  /** Looks an answer up, which counts as using it; null when there is none. */
  find(key: string): Promise<KeptAnswer | null>;
  /**
   * Keeps an answer, unless there is one already: of two that were asked for at once, in two tabs say, the first stays.
   *
   * @returns the one that stays, once it is stored
   */
  keep(key: string, answer: KeptAnswer): Promise<KeptAnswer>;
  usage(): Promise<ResponseCacheUsage>;
  /** Forgets every answer, those of other tabs too. */
  clear(): Promise<void>;
  /** Lets go of the database. A later call opens it again. */
  close(): Promise<void>;
}

/** The limits in force where none are given. */
export const defaultLimits: Required<ResponseCacheLimits> = { maxBytes: 67_108_864, maxEntries: 20_000 };

/** What an answer counts against the limit. */
export function answerBytes({ content, reasoning = '', failure }: KeptAnswer): number {
  const parts = [content, reasoning, failure ? JSON.stringify(failure) : ''];
  return parts.reduce((total, part) => total + utf8Length(part), 0);
}
