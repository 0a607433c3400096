import { WebWorkerMLCEngineHandler } from '@mlc-ai/web-llm';

/** Runs a model on the graphics processor, and loads it, as the page may not: it reaches no server but its own. */
const handler = new WebWorkerMLCEngineHandler();
addEventListener('message', (event) => handler.onmessage(event));
