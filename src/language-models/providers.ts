import { localAddresses, prefixOf } from './provider-prefixes.ts';
import type { ProviderPrefix } from './provider-prefixes.ts';

/**
 * How a provider is asked for an answer that follows a schema.
 *
 * - `strict`: `response_format` with the schema, and `strict` beside it
 * - `named`: the same, and the schema has a name
 * - `named-strict`: OpenAI's own form, with name and `strict` inside
 * - `plain`: `response_format` with the schema alone
 * - `tool`: a tool that the model has to call
 */
export type StructuredForm = 'strict' | 'named' | 'named-strict' | 'plain' | 'tool';

/** What is known of a provider. */
export interface Provider {
  /** How its models' names begin. */
  readonly prefix: ProviderPrefix;
  readonly form: StructuredForm;
  /** Where it answers OpenAI's chat completions; null when every user has an address of their own. */
  readonly apiBase: string | null;
  /** Runs on the user's own computer, and needs no key. @default false */
  readonly isLocal?: boolean;
  /** Which parameters beyond OpenAI's it takes. @default none */
  readonly takes?: readonly string[];
}

const providers: Readonly<Record<ProviderPrefix, Omit<Provider, 'prefix'>>> = {
  ollama: { form: 'strict', apiBase: localAddresses.ollama, isLocal: true, takes: ['top_k', 'think'] },
  hosted_vllm: { form: 'named', apiBase: localAddresses.hosted_vllm, isLocal: true, takes: ['top_k'] },
  openai: { form: 'named-strict', apiBase: 'https://api.openai.com/v1' },
  azure: { form: 'named-strict', apiBase: null },
  mistral: { form: 'strict', apiBase: 'https://api.mistral.ai/v1' },
  groq: { form: 'tool', apiBase: 'https://api.groq.com/openai/v1' },
  anthropic: { form: 'plain', apiBase: 'https://api.anthropic.com/v1', takes: ['top_k'] },
  gemini: { form: 'strict', apiBase: 'https://generativelanguage.googleapis.com/v1beta/openai' },
  xai: { form: 'strict', apiBase: 'https://api.x.ai/v1' },
  deepseek: { form: 'named-strict', apiBase: 'https://api.deepseek.com/v1' },
  together_ai: { form: 'named-strict', apiBase: 'https://api.together.xyz/v1', takes: ['top_k'] },
  openrouter: { form: 'tool', apiBase: 'https://openrouter.ai/api/v1', takes: ['top_k'] },
  cohere: { form: 'tool', apiBase: 'https://api.cohere.ai/compatibility/v1' },
  bedrock: { form: 'tool', apiBase: null },
};

/** Finds the provider of a model by how its name begins; null for one that is not known. */
export function providerOf(model: string): Provider | null {
  const prefix = prefixOf(model);
  return prefix && { prefix, ...providers[prefix] };
}
