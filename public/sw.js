/**
 * Keeps the page working without a network: every answer comes from the network when there is one, and is kept; without
 * one, what was kept last is the answer.
 */
const cacheName = 'tidemark-demo';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// What the page loaded before this worker was there to see it.
self.addEventListener('message', (event) => event.waitUntil(keepAll(event.data.keep)));

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(self.registration.scope)) event.respondWith(answer(event.request));
});

async function answer(request) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.status === 200) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function keepAll(urls) {
  const cache = await caches.open(cacheName);
  await Promise.allSettled(urls.map((url) => cache.add(url)));
}
