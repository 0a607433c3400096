/**
 * Does something during which the browser asks before the page is closed. The listener stands no longer than that, as it
 * keeps a page out of the back/forward cache of some browsers.
 */
export async function whileClosingAsks(act: () => Promise<void>): Promise<void> {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  window.addEventListener('beforeunload', ask);
  try {
    await act();
  } finally {
    window.removeEventListener('beforeunload', ask);
  }
}
