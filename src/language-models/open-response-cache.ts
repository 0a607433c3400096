import { checkOptions, givenOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { loadPart } from '../base/load-part.ts';
import type { ResponseCache, ResponseCacheLimits } from './response-cache.ts';

/** Which cache to open. */
export interface OpenResponseCacheOptions extends ResponseCacheLimits {
  /** Name of its database; pages and workers that open the same name share the answers. @default 'tidemark-responses' */
  readonly name?: string;
}

const names: OptionNames<OpenResponseCacheOptions> = { name: true, maxBytes: true, maxEntries: true };

/**
 * Opens the cache of language models' answers: in IndexedDB, where that works, else in memory, which `durable` tells.
 *
 * @throws ArgumentError `unknown-option`
 * @example
 * const cache = await openResponseCache();
 * const { bytes, count } = await cache.usage();
 * await cache.clear();
 */
export async function openResponseCache(options: OpenResponseCacheOptions = {}): Promise<ResponseCache> {
  checkOptions('openResponseCache', options, names);
  const { name = 'tidemark-responses', ...limits } = givenOptions(options);
  try {
    // Where a site may store nothing, some browsers throw when it is only looked at.
    if (typeof indexedDB === 'undefined') return await inMemory(limits);
    const { IndexedDbResponseCache } = await loadPart(() => import('./indexeddb-response-cache.ts'));
    return await new IndexedDbResponseCache(name, limits).open();
  } catch (error) {
    console.warn(`Answers of language models are kept in memory only: ${String(error)}`);
    return await inMemory(limits);
  }
}

async function inMemory(limits: ResponseCacheLimits): Promise<ResponseCache> {
  const { MemoryResponseCache } = await loadPart(() => import('./memory-response-cache.ts'));
  return new MemoryResponseCache(limits);
}
