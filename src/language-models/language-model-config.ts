import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { connectionFields, modelEnvelope, MODEL_DESCRIPTION } from './model-envelope.ts';
import type { LanguageModelOptions } from './language-model.ts';
import { localAddressOf } from './provider-prefixes.ts';
import { withoutQuery } from './server-address.ts';

type Entry = readonly [string, JsonValue];

/** All fields but these are parameters of every call. */
const settings: ReadonlySet<string> = new Set(['fallback', 'model', ...connectionFields]);

/** A model's name as it is written: Synalinks knows some providers by two names, and writes the longer one. */
export function modelName(model: string): string {
  return model
    .replace(/^ollama\//, 'ollama_chat/')
    .replace(/^vllm\//, 'hosted_vllm/')
    .replace(/^doubleword\//, 'openai/');
}

/** The address that is written: the one given, or a default of Synalinks. */
export function modelAddress({
  model,
  apiBase,
}: Pick<LanguageModelOptions, 'model' | 'apiBase'>): string | null {
  if (apiBase) return apiBase;
  if (model.startsWith('doubleword/')) return 'https://api.doubleword.ai/v1';
  return localAddressOf(modelName(model));
}

/** What a program file says of a model, field by field as Synalinks writes it. Never a key. */
export function configFields(options: LanguageModelOptions): JsonObject {
  const { fallback = null, timeout = 600, retry = 5, retryMaxWait = 60 } = options;
  const address = modelAddress(options);
  return new Map<string, JsonValue>([
    ...(fallback ? [['fallback', modelEnvelope(fallback.config)] as const] : []),
    ['model', modelName(options.model)],
    ['api_base', address === null ? null : withoutQuery(address)],
    ['timeout', numeral(timeout)],
    ['retry', numeral(retry)],
    ['retry_max_wait', numeral(retryMaxWait)],
    ['caching', options.caching ?? false],
    ['cache_dir', options.cacheDir ?? null],
    ['name', options.name ?? 'language_model'],
    ['description', options.description ?? MODEL_DESCRIPTION],
    ...defaultParameters(options),
  ]);
}

/** Parameters of every call, under Synalinks' names. */
export function defaultParameters(options: LanguageModelOptions): JsonObject {
  const { temperature, maxTokens, topP, topK, reasoningEffort, parameters } = options;
  const named: readonly (Entry | null)[] = [
    temperature === undefined ? null : ['temperature', temperature],
    maxTokens === undefined ? null : ['max_tokens', BigInt(maxTokens)],
    topP === undefined ? null : ['top_p', topP],
    topK === undefined ? null : ['top_k', BigInt(topK)],
    reasoningEffort === undefined ? null : ['reasoning_effort', reasoningEffort],
  ];
  return new Map([...named.filter((entry) => entry !== null), ...(parameters ?? [])]);
}

/** Reads back what `configFields` wrote, or Synalinks. A field of another type than it has there is passed over. */
export function optionsFromFields(fields: JsonObject): Omit<LanguageModelOptions, 'model' | 'fallback'> {
  const [apiBase, cacheDir] = [fields.get('api_base'), fields.get('cache_dir')];
  return {
    ...(typeof apiBase === 'string' ? { apiBase } : {}),
    ...(typeof cacheDir === 'string' ? { cacheDir } : {}),
    ...numberField(fields, 'timeout', 'timeout'),
    ...numberField(fields, 'retry', 'retry'),
    ...numberField(fields, 'retry_max_wait', 'retryMaxWait'),
    ...(fields.get('caching') === true ? { caching: true } : {}),
    ...textField(fields, 'name'),
    ...textField(fields, 'description'),
    parameters: new Map([...fields].filter(([name]) => !settings.has(name))),
  };
}

function numberField<Name extends string>(
  fields: JsonObject,
  field: string,
  name: Name,
): { readonly [Key in Name]?: number } {
  const value = fields.get(field);
  const isNumber = typeof value === 'bigint' || typeof value === 'number';
  return (isNumber ? { [name]: Number(value) } : {}) as { readonly [Key in Name]?: number };
}

function textField<Name extends string>(fields: JsonObject, name: Name): { readonly [Key in Name]?: string } {
  const value = fields.get(name);
  return (typeof value === 'string' ? { [name]: value } : {}) as { readonly [Key in Name]?: string };
}

/** The config of the model that answers where this one fails; null without one. */
export function fallbackFields(fields: JsonObject): JsonObject | null {
  const envelope = fields.get('fallback');
  const config = isJsonObject(envelope) ? envelope.get('config') : null;
  return isJsonObject(config) ? config : null;
}

/** Synalinks writes whole seconds and counts as ints. */
const numeral = (value: number): JsonValue => (Number.isSafeInteger(value) ? BigInt(value) : value);
