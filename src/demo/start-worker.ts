/**
 * Starts a worker that may reach these servers, beside the page's own, and no other. Its script's address names them; by
 * it, whoever serves the page sends the policy that the worker obeys.
 *
 * @param script its address, as a bundler gives it
 * @param reaches origins, or `web-llm` for wherever WebLLM loads models from
 */
export function startWorker(script: string, reaches: readonly string[]): Worker {
  const query = reaches.map((name) => `connect=${encodeURIComponent(name)}`).join('&');
  const join = query === '' ? '' : script.includes('?') ? '&' : '?';
  return new Worker(`${script}${join}${query}`, { type: 'module' });
}
