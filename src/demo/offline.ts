/**
 * Makes the page work without a network from now on. Resolves once what is loaded next is kept too; without service
 * workers (an insecure address, a private window) at once.
 */
export async function goOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
    const { active } = await navigator.serviceWorker.ready;
    await untilControlled();
    active?.postMessage({ keep: loadedUrls() });
  } catch {
    // The page then needs its network for each new run, and says so when a run cannot start.
  }
}

async function untilControlled(): Promise<void> {
  if (navigator.serviceWorker.controller) return;
  await new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  );
}

/** What was loaded so far from this site, the page itself included. */
function loadedUrls(): string[] {
  const names = performance.getEntriesByType('resource').map(({ name }) => name);
  const urls = [location.href, ...names].filter((url) => new URL(url).origin === location.origin);
  return [...new Set(urls)];
}
