/** Tells whether this is Chromium, or a browser made of it. */
export function isChromium(): boolean {
  return userAgent().includes('Chrome/');
}

/** Tells whether this is WebKit: Safari, and every browser on iOS. */
export function isWebKit(): boolean {
  return userAgent().includes('AppleWebKit/') && !isChromium();
}

/** Node has no name for itself before version 21, and some contexts have no navigator. */
function userAgent(): string {
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };
  return navigator?.userAgent ?? '';
}
