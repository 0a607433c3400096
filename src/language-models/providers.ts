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
  readonly prefix: string;
  readonly form: StructuredForm;
  /** Where it answers OpenAI's chat completions; null when every user has an address of their own. */
  readonly apiBase: string | null;
  /** Runs on the user's own computer, and needs no key. @default false */
  readonly isLocal?: boolean;
  /** Which parameters beyond OpenAI's it takes. @default none */
  readonly takes?: readonly string[];
}

const providers: readonly Provider[] = [
  {
    prefix: 'ollama',
    form: 'strict',
    apiBase: 'http://localhost:11434',
    isLocal: true,
    takes: ['top_k', 'think'],
  },
  { prefix: 'hosted_vllm', form: 'named', apiBase: 'http://localhost:8000', isLocal: true, takes: ['top_k'] },
  { prefix: 'openai', form: 'named-strict', apiBase: 'https://api.openai.com/v1' },
  { prefix: 'azure', form: 'named-strict', apiBase: null },
  { prefix: 'mistral', form: 'strict', apiBase: 'https://api.mistral.ai/v1' },
  { prefix: 'groq', form: 'tool', apiBase: 'https://api.groq.com/openai/v1' },
  { prefix: 'anthropic', form: 'plain', apiBase: 'https://api.anthropic.com/v1', takes: ['top_k'] },
  {
    prefix: 'gemini',
    form: 'strict',
    apiBase: 'https://generativelanguage.googleapis.com/v1beta/openai',
  },
  { prefix: 'xai', form: 'strict', apiBase: 'https://api.x.ai/v1' },
  { prefix: 'deepseek', form: 'named-strict', apiBase: 'https://api.deepseek.com/v1' },
  {
    prefix: 'together_ai',
    form: 'named-strict',
    apiBase: 'https://api.together.xyz/v1',
    takes: ['top_k'],
  },
  { prefix: 'openrouter', form: 'tool', apiBase: 'https://openrouter.ai/api/v1', takes: ['top_k'] },
  { prefix: 'cohere', form: 'tool', apiBase: 'https://api.cohere.ai/compatibility/v1' },
  { prefix: 'bedrock', form: 'tool', apiBase: null },
];

/** Finds the provider of a model by how its name begins, as Synalinks does; null for one that is not known. */
export function providerOf(model: string): Provider | null {
  return providers.find(({ prefix }) => model.startsWith(prefix)) ?? null;
}

/** The names of all providers, for a message. */
export const providerNames: readonly string[] = providers.map(({ prefix }) => prefix);
