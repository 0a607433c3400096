import { ArgumentError } from '../base/errors.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';
import { providerNames } from './provider-prefixes.ts';
import { providerOf } from './providers.ts';

type Entry = readonly [string, JsonValue];

/** The name under which a schema is sent, where it has to have one. */
export const SCHEMA_NAME = 'structured_output';

/**
 * The arguments that make a model answer in the form of a schema, as Synalinks gives them for the model's provider.
 *
 * @throws ArgumentError `unknown-provider`
 */
export function structuredOutput(model: string, schema: JsonSchema): readonly Entry[] {
  const provider = providerOf(model);
  if (!provider) throw unknownProvider(model);
  switch (provider.form) {
    case 'strict':
      return responseFormat(jsonObject(['schema', schema]), ['strict', true]);
    case 'named':
      return responseFormat(jsonObject(['name', SCHEMA_NAME], ['schema', schema]), ['strict', true]);
    case 'plain':
      return responseFormat(jsonObject(['schema', schema]));
    case 'named-strict':
      return responseFormat(
        jsonObject(['name', SCHEMA_NAME], ['strict', true], ['schema', sentSchema(model, schema)]),
      );
    case 'tool':
      return forcedTool(schema);
    default:
      return provider.form satisfies never;
  }
}

/** A schema as the model's provider gets it: what it answers follows this one. */
export function sentSchema(model: string, schema: JsonSchema): JsonSchema {
  return providerOf(model)?.form === 'named-strict' ? withoutReferenceWords(schema) : schema;
}

function responseFormat(format: JsonObject, ...rest: readonly Entry[]): readonly Entry[] {
  return [['response_format', jsonObject(['type', 'json_schema'], ['json_schema', format], ...rest)]];
}

/** OpenAI refuses a description beside a reference. */
function withoutReferenceWords(schema: JsonSchema): JsonSchema {
  const properties = schema.get('properties');
  if (!isJsonObject(properties)) return schema;
  const bare = [...properties].map(([name, property]): Entry => {
    if (!isJsonObject(property) || !property.has('$ref')) return [name, property];
    return [name, new Map([...property].filter(([key]) => key !== 'description'))];
  });
  return new Map([...schema, ['properties', new Map(bare)]]);
}

/** Synalinks gives the properties where a schema belongs; what is sent has the schema, see `completionBody`. */
function forcedTool(schema: JsonSchema): readonly Entry[] {
  const tool = jsonObject(
    ['name', SCHEMA_NAME],
    ['description', 'Generate a valid JSON output'],
    ['parameters', schema.get('properties') ?? null],
  );
  return [
    ['tools', [jsonObject(['function', tool], ['type', 'function'])]],
    ['tool_choice', toJsonValue({ type: 'function', function: { name: SCHEMA_NAME } })],
  ];
}

function unknownProvider(model: string): ArgumentError {
  const [provider = ''] = model.split('/');
  return new ArgumentError(
    'unknown-provider',
    `LM provider '${provider}' not supported yet. Expected a model of one of: ${providerNames.join(', ')}. ` +
      'A server that speaks the OpenAI format is reached as "openai/<model>" with its `apiBase`.',
    { details: { model } },
  );
}
