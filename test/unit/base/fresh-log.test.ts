import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginFreshLog } from '../../../src/base/fresh-log.ts';

const chromium =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

/** What is done to databases, in order. */
let done: string[];

beforeEach(() => {
  done = [];
  for (const method of ['open', 'deleteDatabase'] as const) {
    const original = indexedDB[method].bind(indexedDB);
    vi.spyOn(indexedDB, method).mockImplementation((name: string) => {
      const request = original(name);
      request.addEventListener('success', () => done.push(`${method} ${name}`));
      return request;
    });
  }
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const inBrowser = (userAgent: string): void => void vi.stubGlobal('navigator', { userAgent });

describe('a new log', () => {
  it('is begun in Chromium by deleting a database that is there', async () => {
    inBrowser(chromium);
    await beginFreshLog();
    expect(done).toEqual(['open tidemark:scratch', 'deleteDatabase tidemark:scratch']);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('is begun though an earlier one left that database behind', async () => {
    (await openDB('tidemark:scratch', 7)).close();
    inBrowser(chromium);
    await beginFreshLog();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('is begun by several at once, and nothing is left of it', async () => {
    inBrowser(chromium);
    await Promise.all([1, 2, 3].map(() => beginFreshLog()));
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('is not begun in other browsers', async () => {
    inBrowser(firefox);
    await beginFreshLog();
    vi.stubGlobal('navigator', undefined);
    await beginFreshLog();
    expect(done).toEqual([]);
  });

  it('that cannot be begun hinders nobody', async () => {
    inBrowser(chromium);
    vi.mocked(indexedDB.open).mockImplementation(() => {
      throw new DOMException('Access denied.', 'SecurityError');
    });
    await expect(beginFreshLog()).resolves.toBeUndefined();
  });

  it('is not waited for long while another context, which is busy, holds that database; it is begun after that', async () => {
    inBrowser(chromium);
    const held = await openDB('tidemark:scratch');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const begun = beginFreshLog();
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(begun).resolves.toBeUndefined();
    vi.useRealTimers();
    held.close();
    await vi.waitFor(async () => expect(await indexedDB.databases()).toEqual([]));
  });
});
