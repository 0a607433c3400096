import type { Page } from 'playwright';

/** Every byte that a page has stored, its address and what it keeps for offline use included, as text. */
export function everythingStored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error(name)));
      });
      for (const store of database.objectStoreNames) {
        const tx = database.transaction(store);
        for (const request of [tx.objectStore(store).getAll(), tx.objectStore(store).getAllKeys()]) {
          kept.push(
            name,
            await new Promise((resolve) =>
              request.addEventListener('success', () => resolve(request.result)),
            ),
          );
        }
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        kept.push(request.url, [...request.headers], await (await cache.match(request))?.text());
      }
    }
    const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
    return JSON.stringify(kept, (_, value: unknown) => {
      if (value instanceof ArrayBuffer) return textOf(new Uint8Array(value));
      return ArrayBuffer.isView(value)
        ? textOf(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
        : value;
    });
  });
}
