import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { CompletionCall } from './completion-call.ts';
import { providerOf } from './providers.ts';
import { SCHEMA_NAME } from './structured-output.ts';

type Entry = readonly [string, JsonValue];

/** Arguments that are for whoever sends the request, not for the server. */
const notSent = new Set(['timeout', 'caching', 'api_base', 'cache_dir']);

/** Parameters that OpenAI's format does not have; servers that do not know one refuse the request. */
const notOpenAi = new Set(['top_k', 'think']);

/**
 * Makes the body of a chat completions request from a call.
 *
 * What Synalinks' transport translates for each provider is translated here too: parameters that the provider does not
 * take are left out, and so is every null.
 * @param isOwnServer whether the user named the address: such a server takes what it knows and passes over the rest
 */
export function completionBody(call: CompletionCall, isOwnServer: boolean): JsonObject {
  const provider = providerOf(call.model);
  const takes = (name: string): boolean =>
    !notSent.has(name) && (isOwnServer || !notOpenAi.has(name) || provider?.takes?.includes(name) === true);
  const given = [...call.arguments].filter(([name, value]) => value !== null && takes(name));
  return new Map<string, JsonValue>([
    ['model', call.model.slice(call.model.indexOf('/') + 1)],
    ['messages', call.messages.map(withoutCacheControl)],
    ...given.flatMap((entry) => translate(entry, call, !isOwnServer && provider?.prefix === 'openai')),
  ]);
}

/** Chat completions have no such field: it is for the provider's own format. */
function withoutCacheControl(message: JsonObject): JsonObject {
  return message.has('cache_control')
    ? new Map([...message].filter(([name]) => name !== 'cache_control'))
    : message;
}

function translate([name, value]: Entry, { schema }: CompletionCall, isOpenAi: boolean): readonly Entry[] {
  if (name === 'tools' && schema && isJsonArray(value)) {
    return [[name, value.map((tool) => withParameters(tool, schema))]];
  }
  // Ollama's word for it in this format; the other one is passed over.
  if (name === 'think' && value === false) {
    return [
      [name, value],
      ['reasoning_effort', 'none'],
    ];
  }
  if (name === 'max_tokens' && isOpenAi) return [['max_completion_tokens', value]];
  return [[name, value]];
}

/**
 * The tool that stands for the schema, with the whole schema as its parameters. `Differs from Synalinks:` it gives the
 * properties alone, which is no JSON schema; most servers refuse it.
 */
function withParameters(tool: JsonValue, schema: JsonObject): JsonValue {
  const target = isJsonObject(tool) ? tool.get('function') : undefined;
  if (!isJsonObject(tool) || !isJsonObject(target) || target.get('name') !== SCHEMA_NAME) return tool;
  return new Map<string, JsonValue>([
    ...tool,
    ['function', new Map<string, JsonValue>([...target, ['parameters', schema]])],
  ]);
}
