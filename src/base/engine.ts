/** Tells whether this is Chromium, or a browser made of it. */
export function isChromium(): boolean {
  return userAgent().includes('Chrome/');
}

/** Tells whether this is WebKit: Safari, and every browser on iOS. */
function isWebKit(): boolean {
  return userAgent().includes('AppleWebKit/') && !isChromium();
}

/**
 * Tells whether this is a worker in WebKit, which never ends the reading of one that is terminated in the middle of it;
 * whoever would write waits for that for ever.
 */
export function isWebKitWorker(): boolean {
  return isWebKit() && 'WorkerGlobalScope' in globalThis;
}

/** Node has no name for itself before version 21, and some contexts have no navigator. */
function userAgent(): string {
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };
  return navigator?.userAgent ?? '';
}
