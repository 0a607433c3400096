/** Waits until the page has had a turn: to answer its user, say, or to draw. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
