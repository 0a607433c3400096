import { loadPart } from '../base/load-part.ts';
import type { ProviderConnection } from './provider-connections.ts';

/**
 * Asks a server which models it has, such as for a list to choose from.
 *
 * @param provider its name, or a model's name that begins with it
 * @throws LanguageModelError as for a call; ArgumentError `bad-address`, `unknown-provider`
 * @example await listModels('ollama'); // ['llama3.2:latest', 'mistral:7b']
 */
export async function listModels(
  provider: string,
  connection: ProviderConnection & { readonly signal?: AbortSignal } = {},
): Promise<readonly string[]> {
  const { askForModels } = await loadPart(() => import('./openai-transport.ts'));
  return await askForModels(provider, connection);
}
