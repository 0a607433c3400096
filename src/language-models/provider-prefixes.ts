/**
 * How the names of models begin, by provider, in the order in which Synalinks asks. They stand by themselves, so that
 * whoever only wants to know whether a provider is known does not bring what is known of it.
 */
const prefixes = [
  'ollama',
  'hosted_vllm',
  'openai',
  'azure',
  'mistral',
  'groq',
  'anthropic',
  'gemini',
  'xai',
  'deepseek',
  'together_ai',
  'openrouter',
  'cohere',
  'bedrock',
] as const;

export type ProviderPrefix = (typeof prefixes)[number];

/** Where servers on the user's own computer answer. All other providers are elsewhere. */
export const localAddresses = {
  ollama: 'http://localhost:11434',
  hosted_vllm: 'http://localhost:8000',
} as const satisfies { readonly [Prefix in ProviderPrefix]?: string };

/** The names of all providers, for a message. */
export const providerNames: readonly string[] = prefixes;

/** Finds how the name of a model begins, as Synalinks does; null when its provider is not known. */
export function prefixOf(model: string): ProviderPrefix | null {
  return prefixes.find((prefix) => model.startsWith(prefix)) ?? null;
}

/** Where a model is that runs on the user's own computer; null for all others. */
export function localAddressOf(model: string): string | null {
  const addresses: { readonly [Prefix in ProviderPrefix]?: string } = localAddresses;
  const prefix = prefixOf(model);
  return prefix && (addresses[prefix] ?? null);
}
