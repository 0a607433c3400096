/** What of a page's document matters here; this module is type-checked for workers too. */
interface PageDocument extends EventTarget {
  readonly visibilityState: 'visible' | 'hidden';
}

/**
 * Calls back whenever this page may be about to go: it is hidden, frozen, or unloaded. Outside a page, never.
 *
 * None of these moments is certain to come before the end: a phone may kill a page that was merely hidden, and a crash
 * announces itself by nothing. So each of them counts; and what has to survive everything is saved as training goes on.
 *
 * @returns what ends the watch; it should not stand longer than needed, as a listener for `beforeunload` keeps a page
 *   out of the back/forward cache of some browsers
 */
export function watchPageLeaving(leave: () => void): () => void {
  const { document } = globalThis as { readonly document?: PageDocument };
  if (!document) return () => {};
  const over = new AbortController();
  const { signal } = over;
  const hide = (): void => {
    if (document.visibilityState === 'hidden') leave();
  };
  document.addEventListener('visibilitychange', hide, { signal });
  document.addEventListener('freeze', leave, { signal });
  addEventListener('pagehide', leave, { signal });
  // Earlier than `pagehide`: the worker then has until the next page answers.
  addEventListener('beforeunload', leave, { signal });
  return () => over.abort();
}
