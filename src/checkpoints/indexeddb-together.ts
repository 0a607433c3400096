/**
 * Starts several requests at once, and waits for all.
 *
 * A request may throw at its start. In a list of requests that have been started, those before it would then fail with
 * no one waiting for them; here each one is waited for.
 */
export async function together(requests: readonly (() => Promise<unknown>)[]): Promise<void> {
  await Promise.all(requests.map(async (request) => await request()));
}
