import { DataError } from '../base/errors.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../python/json-value.ts';
import { JsonDataModel, SymbolicDataModel, type JsonSchema } from './json-data-model.ts';
import type { MaybeDataModel } from './map-model.ts';
import { titleCase } from './title-case.ts';

/** The key itself, or with the first number that makes it a new one: `answer` → `answer_1`. */
function freeKey(taken: JsonObject, key: string): string {
  let free = key;
  for (let number = 1; taken.has(free); number++) free = `${key}_${number}`;
  return free;
}

/**
 * Joins two objects: the fields of the first, then those of the second. A name that is taken gets a number.
 *
 * @example concatJson(jsonObject(['answer', 'A']), jsonObject(['answer', 'B'])); // Map { 'answer' => 'A', 'answer_1' => 'B' }
 */
export function concatJson(first: JsonObject, second: JsonObject): JsonObject {
  const result = new Map(first);
  for (const [key, value] of second) result.set(freeKey(result, key), value);
  return result;
}

function propertiesOf(schema: JsonSchema): JsonObject {
  const properties = schema.get('properties');
  return isJsonObject(properties) ? properties : new Map();
}

function namesOf(schema: JsonSchema): readonly JsonValue[] {
  const required = schema.get('required');
  return isJsonArray(required) ? required : [];
}

function retitled(property: JsonValue, key: string): JsonValue {
  return isJsonObject(property)
    ? new Map([...property, ['title', titleCase(key).replaceAll('_', ' ')]])
    : property;
}

function joinDefinitions(first: JsonSchema, second: JsonSchema): JsonObject {
  const [left, right] = [first.get('$defs'), second.get('$defs')];
  return new Map([...(isJsonObject(left) ? left : []), ...(isJsonObject(right) ? right : [])]);
}

/**
 * Joins two schemas as `concatJson` joins their values. A field is required if either schema requires its name; the
 * title is that of the first, and descriptions of the whole are dropped.
 */
export function concatSchema(first: JsonSchema, second: JsonSchema): JsonSchema {
  const names = new Set([...namesOf(first), ...namesOf(second)]);
  const properties = new Map<string, JsonValue>();
  const required: string[] = [];
  for (const [key, property] of [...propertiesOf(first), ...propertiesOf(second)]) {
    const free = freeKey(properties, key);
    properties.set(free, free === key ? property : retitled(property, free));
    if (names.has(key)) required.push(free);
  }
  const definitions = joinDefinitions(first, second);
  return new Map<string, JsonValue>([
    ['additionalProperties', false],
    ...(definitions.size > 0 ? [['$defs', definitions] as const] : []),
    ['properties', properties],
    ['required', required],
    ['title', first.get('title') ?? null],
    ['type', 'object'],
  ]);
}

/**
 * Joins two data models, in value and schema. When one has no value yet, neither has the result.
 *
 * @throws DataError `concat-null` when one is null.
 */
export function concat(first: JsonDataModel | null, second: JsonDataModel | null): JsonDataModel;
export function concat(first: MaybeDataModel, second: MaybeDataModel): JsonDataModel | SymbolicDataModel;
export function concat(first: MaybeDataModel, second: MaybeDataModel): JsonDataModel | SymbolicDataModel {
  if (first === null || second === null) {
    const [x1, x2] = [first, second].map((model) => (model === null ? 'None' : 'a data model'));
    throw new DataError(
      'concat-null',
      `Received x1=${x1} and x2=${x2}. Concat needs two data models; use And or Or where one may be missing.`,
    );
  }
  const schema = concatSchema(first.schema, second.schema);
  return first instanceof JsonDataModel && second instanceof JsonDataModel
    ? new JsonDataModel(schema, concatJson(first.json, second.json))
    : new SymbolicDataModel(schema);
}
