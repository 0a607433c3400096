/** An error in its own words: they say what to do. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
