/** What is used of WebLLM: some megabytes, and so a file of their own that is loaded only when such a model is looked into. */
export { CreateWebWorkerMLCEngine, hasModelInCache } from '@mlc-ai/web-llm';
