import { DataError } from '../base/errors.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../python/json-value.ts';
import type { JsonSchema } from './json-data-model.ts';
import { keyMatcher, type KeyMatcher, type MaskOptions } from './key-matcher.ts';

/** How one mask treats a schema. */
interface SchemaFilter {
  readonly keeps: KeyMatcher;
  readonly recursive: boolean;
  /** Whether a name that `required` has beside the properties stays, and so does an empty `required`. */
  readonly keepsUnknownRequired: boolean;
}

function itemsOf(key: string, array: JsonObject): JsonValue {
  const items = array.get('items');
  if (items !== undefined) return items;
  throw new DataError(
    'array-without-items',
    `The schema of ${JSON.stringify(key)} is an array that does not say what its items are. Expected "items"; ` +
      'write { "items": {} } for items of any kind.',
    { details: { property: key } },
  );
}

function filterProperty(filter: SchemaFilter, key: string, property: JsonValue): JsonValue {
  if (!filter.recursive || !isJsonObject(property)) return property;
  if (property.get('type') === 'object') return filterObject(filter, property);
  if (property.get('type') !== 'array') return property;
  const items = itemsOf(key, property);
  return isJsonObject(items) ? new Map([...property, ['items', filterObject(filter, items)]]) : property;
}

function filterRequired(
  filter: SchemaFilter,
  properties: JsonObject,
  required: readonly JsonValue[],
): JsonValue[] {
  return required.filter((name) => {
    const known = typeof name === 'string' && properties.has(name);
    return known ? filter.keeps(name) : filter.keepsUnknownRequired;
  });
}

function filterObject(filter: SchemaFilter, schema: JsonSchema): JsonSchema {
  const result = new Map(schema);
  const given = schema.get('properties');
  const properties: JsonObject = isJsonObject(given) ? given : new Map();
  // Also what is dropped is filtered first: Synalinks refuses a schema with a faulty array wherever it stands.
  const filtered = [...properties].map(
    ([key, property]) => [key, filterProperty(filter, key, property)] as const,
  );
  if (isJsonObject(given)) result.set('properties', new Map(filtered.filter(([key]) => filter.keeps(key))));
  const required = schema.get('required');
  if (!isJsonArray(required)) return result;
  const names = filterRequired(filter, properties, required);
  if (names.length > 0 || filter.keepsUnknownRequired) result.set('required', names);
  else result.delete('required');
  return result;
}

/** Whether a text occurs in a key or a string of a value. */
function mentions(value: JsonValue, text: string): boolean {
  if (typeof value === 'string') return value.includes(text);
  if (isJsonArray(value)) return value.some((item) => mentions(item, text));
  if (!isJsonObject(value)) return false;
  return [...value].some(([key, member]) => key.includes(text) || mentions(member, text));
}

/**
 * Drops the definitions that nothing points at any more. A pointer is found as text, as Synalinks finds it: `#/$defs/Sub`
 * is also found in `#/$defs/SubItem`, and a definition that points at itself stays.
 */
function dropUnused(schema: JsonSchema): JsonSchema {
  const definitions = schema.get('$defs');
  if (!isJsonObject(definitions)) return schema;
  const used = [...definitions].filter(([name]) => mentions(schema, `#/$defs/${name}`));
  return new Map([...schema, ['$defs', new Map(used)]]);
}

function filterSchema(filter: SchemaFilter, schema: JsonSchema): JsonSchema {
  const result = new Map(filterObject(filter, schema));
  const definitions = schema.get('$defs');
  if (filter.recursive && isJsonObject(definitions)) {
    const filtered = [...definitions].map(([name, definition]) => {
      return [name, isJsonObject(definition) ? filterObject(filter, definition) : definition] as const;
    });
    result.set('$defs', new Map(filtered));
  }
  return dropUnused(result);
}

/** Keeps the properties of a mask, in their order; without names and pattern, none. */
export function inMaskSchema(schema: JsonSchema, options: MaskOptions): JsonSchema {
  const matches = keyMatcher(options);
  if (matches === null) {
    const title = schema.get('title') ?? null;
    return new Map<string, JsonValue>([
      ['additionalProperties', false],
      ['properties', new Map()],
      ['title', title],
      ['type', 'object'],
    ]);
  }
  return filterSchema(
    { keeps: matches, recursive: options.recursive ?? true, keepsUnknownRequired: false },
    schema,
  );
}

/** Drops the properties of a mask; without names and pattern, none. */
export function outMaskSchema(schema: JsonSchema, options: MaskOptions): JsonSchema {
  const matches = keyMatcher(options);
  if (matches === null) return schema;
  const keeps: KeyMatcher = (key) => !matches(key);
  return filterSchema({ keeps, recursive: options.recursive ?? true, keepsUnknownRequired: true }, schema);
}
