import { listModels } from 'tidemark';
import { makeServed } from './make-model.ts';
import { failureText, testModel } from './model-test.ts';
import type { ListQuestion, ServerAnswer, ServerQuestion } from './server-question.ts';

/** Asks a server one thing for the page, which may reach none but its own. */
addEventListener('message', ({ data }: MessageEvent<ServerQuestion>) => {
  void answer(data).then((message) => postMessage(message));
});

async function answer(question: ServerQuestion): Promise<ServerAnswer> {
  if (question.kind === 'list') return await list(question);
  // Asked once: whoever tests wants to know now. Whoever wants to know no longer ends this worker.
  const model = makeServed(question.model, { retry: 1, timeout: 120 });
  return await testModel(model);
}

async function list({ provider, apiBase, apiKey }: ListQuestion): Promise<ServerAnswer> {
  try {
    const models = await listModels(provider, { apiBase, ...(apiKey === null ? {} : { apiKey }) });
    return { worked: true, text: '', models };
  } catch (error) {
    return { worked: false, text: failureText(error) };
  }
}
