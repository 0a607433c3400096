import script from './ask.worker.ts?worker&url';
import type { TestResult } from './model-test.ts';
import type { ListQuestion, ServerAnswer, ServerQuestion } from './server-question.ts';
import { startWorker } from './start-worker.ts';
import { originsOf } from './worker-model.ts';
import type { ServedModel } from './worker-model.ts';

/** Tries a model behind an address. @throws the signal's reason */
export async function testServed(model: ServedModel, signal: AbortSignal): Promise<TestResult> {
  return await ask(model.apiBase, { kind: 'test', model }, signal);
}

/** Asks a server which models it has. @throws Error in words for the user; the signal's reason */
export async function listServed(
  server: Omit<ListQuestion, 'kind'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { text, models } = await ask(server.apiBase, { kind: 'list', ...server }, signal);
  if (models) return models;
  throw new Error(text);
}

/** Has a worker ask which may reach that server alone, and ends it. */
async function ask(apiBase: string, question: ServerQuestion, signal: AbortSignal): Promise<ServerAnswer> {
  const worker = startWorker(script, originsOf(apiBase));
  const over = new AbortController();
  const options = { signal: over.signal };
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data as ServerAnswer), options);
      worker.addEventListener('error', () => reject(new Error(notLoaded)), options);
      signal.addEventListener('abort', () => reject(signal.reason as Error), options);
      worker.postMessage(question);
    });
  } finally {
    over.abort();
    worker.terminate();
  }
}

const notLoaded = 'A part of this page could not be loaded. Check the network, and reload the page.';
