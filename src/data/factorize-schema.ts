import { DataError } from '../base/errors.ts';
import { jsonEquals } from '../python/equality.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../python/json-value.ts';
import type { JsonSchema } from './json-data-model.ts';
import { titleCase } from './title-case.ts';
import { baseKey, isPlural, pluralKey } from './word-rules.ts';

type Entries = Map<string, JsonValue>;

const anything: JsonObject = new Map();

function asObject(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : anything;
}

function isArray(property: JsonObject): boolean {
  return property.get('type') === 'array';
}

function itemsOf(key: string, array: JsonObject): JsonObject {
  const items = array.get('items');
  if (isJsonObject(items)) return items;
  throw new DataError(
    'array-without-items',
    `The schema of ${JSON.stringify(key)} is an array that does not say what its items are. Expected "items"; ` +
      'write { "items": {} } for items of any kind.',
    { details: { property: key } },
  );
}

/** What an item is when each field was one item. */
function itemsFromScalar(property: JsonObject): JsonObject {
  for (const keyword of ['$ref', 'type']) {
    const value = property.get(keyword);
    if (value !== undefined) return new Map([[keyword, value]]);
  }
  return new Map([['type', 'string']]);
}

/** What an item is when the fields are lists of different items: one of theirs. */
function itemsOfEither(own: JsonObject, others: readonly JsonObject[]): JsonObject {
  const items: Entries = new Map(own);
  items.delete('$ref');
  const given = items.get('anyOf');
  const different = others.filter((other) => !jsonEquals(other, own));
  return items.set('anyOf', [...(isJsonArray(given) ? given : []), ...different, own]);
}

function listOf(
  key: string,
  property: JsonObject,
  similar: readonly (readonly [string, JsonObject])[],
): Entries {
  const list: Entries = new Map(property);
  list.set('title', titleCase(pluralKey(baseKey(key)))).set('type', 'array');
  if (!isArray(property)) return list.set('items', itemsFromScalar(property));
  const own = itemsOf(key, property);
  list.set('items', own);
  if (!similar.every(([, other]) => isArray(other))) return list;
  const others = similar.map(([name, other]) => itemsOf(name, other));
  if (others.every((other) => jsonEquals(other, own))) return list;
  list.set('items', itemsOfEither(own, others)).delete('description');
  return list;
}

function groupByBase(
  properties: JsonObject,
): ReadonlyMap<string, readonly (readonly [string, JsonObject])[]> {
  const groups = new Map<string, [string, JsonObject][]>();
  for (const [key, property] of properties) {
    const base = baseKey(key);
    groups.set(base, [...(groups.get(base) ?? []), [key, asObject(property)]]);
  }
  return groups;
}

function factorizeProperties(properties: JsonObject): Entries {
  const groups = groupByBase(properties);
  const result: Entries = new Map();
  for (const [key, property] of properties) {
    if (isPlural(key)) continue;
    const base = baseKey(key);
    const similar = (groups.get(base) ?? []).filter(([name]) => name !== key);
    if (similar.length === 0) result.set(base, property);
    else if (!result.has(pluralKey(base)))
      result.set(pluralKey(base), listOf(key, asObject(property), similar));
  }
  return result;
}

/**
 * Gathers properties of one name in an array under its plural; all become required.
 *
 * Properties that are plural already are dropped, although `factorizeJson` keeps their values: so does Synalinks, and a
 * program that is run here and there has to ask its language model the same.
 */
export function factorizeSchema(schema: JsonSchema): JsonSchema {
  const properties = factorizeProperties(asObject(schema.get('properties')));
  const definitions = asObject(schema.get('$defs'));
  return new Map<string, JsonValue>([
    ...(definitions.size > 0 ? [['$defs', definitions] as const] : []),
    ['additionalProperties', false],
    ['properties', properties],
    ['required', [...properties.keys()]],
    ['title', schema.get('title') ?? null],
    ['type', 'object'],
  ]);
}
