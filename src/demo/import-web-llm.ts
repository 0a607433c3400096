import type { WebLlm, WebLlmEngine } from 'tidemark';
import { startWorker } from './start-worker.ts';
import script from './web-llm.worker.ts?worker&url';

/** Loads WebLLM, whose models it has run in a worker: only there may they be downloaded. */
export async function importWebLlm(): Promise<WebLlm> {
  const { CreateWebWorkerMLCEngine, hasModelInCache } = await import('./web-llm.ts');
  return {
    hasModelInCache,
    CreateMLCEngine: (...wanted) => inWorker((worker) => CreateWebWorkerMLCEngine(worker, ...wanted)),
  };
}

/** Makes an engine in a worker that goes with it. */
async function inWorker(create: (worker: Worker) => Promise<WebLlmEngine>): Promise<WebLlmEngine> {
  const worker = startWorker(script, ['web-llm']);
  try {
    const failed = new Promise<never>((_resolve, reject) => {
      worker.addEventListener('error', ({ message }) =>
        reject(new Error(message || 'its worker could not be loaded')),
      );
    });
    const engine = await Promise.race([create(worker), failed]);
    const unload = async (): Promise<void> => {
      await engine.unload();
      worker.terminate();
    };
    return { chat: engine.chat, interruptGenerate: () => engine.interruptGenerate(), unload };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}
