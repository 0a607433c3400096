import { ArgumentError } from '../base/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../python/json-value.ts';
import type { JsonSchema } from './json-data-model.ts';
import { mapModel, type MaybeDataModel } from './map-model.ts';
import { titleCase } from './title-case.ts';

type Rename = (key: string) => string;

function renameKeys(json: JsonObject, rename: Rename): JsonObject {
  return new Map([...json].map(([key, value]) => [rename(key), value]));
}

function renameProperties(schema: JsonSchema, renameKey: Rename, renameTitle: Rename): JsonSchema {
  const given = schema.get('properties');
  const properties = [...(isJsonObject(given) ? given : [])].map(([key, property]) => {
    if (!isJsonObject(property)) return [renameKey(key), property] as const;
    const title = property.get('title') ?? titleCase(key.replaceAll('_', ' '));
    return [renameKey(key), new Map([...property, ['title', renameTitle(String(title))]])] as const;
  });
  const renamed = new Map<string, JsonValue>(properties);
  return new Map<string, JsonValue>([...schema, ['properties', renamed], ['required', [...renamed.keys()]]]);
}

function requireText(name: 'prefix' | 'suffix', text: string | null | undefined): asserts text is string {
  if (typeof text === 'string') return;
  throw new ArgumentError(`missing-${name}`, `You should specify the \`${name}\` argument. Expected a text.`);
}

/** Puts a word and `_` before every key: `answer` → `gold_answer`. */
export function prefixJson(json: JsonObject, prefix: string): JsonObject {
  return renameKeys(json, (key) => `${prefix}_${key}`);
}

/** Puts a word and `_` before every property, and the word before its title. All properties become required. */
export function prefixSchema(schema: JsonSchema, prefix: string): JsonSchema {
  return renameProperties(
    schema,
    (key) => `${prefix}_${key}`,
    (title) => `${titleCase(prefix)} ${title}`,
  );
}

/**
 * Puts a word before the names of all fields of a data model; null stays null.
 *
 * @throws ArgumentError `missing-prefix`.
 */
export function prefix<Model extends MaybeDataModel>(model: Model, word: string): Model {
  requireText('prefix', word);
  return mapModel(model, {
    json: (json) => prefixJson(json, word),
    schema: (schema) => prefixSchema(schema, word),
  });
}

/** Puts `_` and a word after every key: `answer` → `answer_gold`. */
export function suffixJson(json: JsonObject, suffix: string): JsonObject {
  return renameKeys(json, (key) => `${key}_${suffix}`);
}

/** Puts `_` and a word after every property, and the word after its title. All properties become required. */
export function suffixSchema(schema: JsonSchema, suffix: string): JsonSchema {
  return renameProperties(
    schema,
    (key) => `${key}_${suffix}`,
    (title) => `${title} ${titleCase(suffix)}`,
  );
}

/**
 * Puts a word after the names of all fields of a data model; null stays null.
 *
 * @throws ArgumentError `missing-suffix`.
 */
export function suffix<Model extends MaybeDataModel>(model: Model, word: string): Model {
  requireText('suffix', word);
  return mapModel(model, {
    json: (json) => suffixJson(json, word),
    schema: (schema) => suffixSchema(schema, word),
  });
}
