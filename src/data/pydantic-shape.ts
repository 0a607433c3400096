import { ArgumentError } from '../base/errors.ts';
import { jsonEquals } from '../python/equality.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../python/json-value.ts';
import { coerceScalar } from './coerce-scalar.ts';
import { toFieldShape } from './field-shape.ts';
import type { JsonSchema } from './json-data-model.ts';
import {
  dropSafeIntegerBounds,
  expandTypeList,
  nameChoiceType,
  narrowChoices,
  shapeChoices,
} from './schema-keywords.ts';
import { sortKeys } from './sort-keys.ts';
import { titleCase } from './title-case.ts';

/** What the writing of one schema carries along. */
interface Shaping {
  /** Finished definitions by name. */
  readonly definitions: Map<string, JsonSchema>;
  /** Names that the author's own `$defs` have. */
  readonly taken: ReadonlySet<string>;
  readonly rootTitle: string;
  readonly plainNumbers: boolean;
  /** Set when a part refers to the whole. */
  recursive: boolean;
}

type Entries = Map<string, JsonValue>;

/** Keywords that pydantic never writes and that say nothing of the data. */
const droppedKeywords = new Set(['$schema', '$id', '$comment', 'id', 'propertyNames']);

function withoutDropped(schema: JsonSchema): Entries {
  return new Map([...schema].filter(([keyword]) => !droppedKeywords.has(keyword)));
}

function asSchema(value: JsonValue | undefined, place: string): JsonSchema {
  if (value === true || value === undefined) return new Map();
  if (isJsonObject(value)) return value;
  throw new ArgumentError(
    'bad-schema',
    `The schema at ${place} is not an object. Expected a JSON Schema such as { type: 'string' }.`,
    { details: { place } },
  );
}

/** Whether a schema is that of a class rather than of a dictionary. */
function isModel(schema: JsonSchema): boolean {
  const closed = schema.get('type') === 'object' && schema.get('additionalProperties') === false;
  return schema.has('properties') || closed;
}

/** The name of a class for a part that has none: `home_address` → `HomeAddress`. */
function className(field: string): string {
  return titleCase(field.replaceAll('_', ' ')).replaceAll(' ', '');
}

/** A title as a key of `$defs`. */
function definitionKey(title: string): string {
  return title.replace(/[^A-Za-z0-9.\-_]/g, '_');
}

/** Moves a model that stands in the place of a field to the definitions, and answers the reference to it. */
function define(shaping: Shaping, schema: JsonSchema, hint: string): JsonSchema {
  const title = schema.get('title');
  const name = typeof title === 'string' ? title : className(hint);
  const shape = shapeModel(shaping, schema, name);
  const base = definitionKey(name);
  for (let count = 1; ; count++) {
    const key = count === 1 ? base : `${base}_${count}`;
    const known = shaping.definitions.get(key);
    const free = known === undefined && !shaping.taken.has(key);
    if (free) shaping.definitions.set(key, shape);
    if (free || (known !== undefined && jsonEquals(known, shape)))
      return new Map([['$ref', `#/$defs/${key}`]]);
  }
}

function shapeReference(shaping: Shaping, reference: string): string {
  if (reference !== '#') return reference.replace(/^#\/definitions\//, '#/$defs/');
  shaping.recursive = true;
  return `#/$defs/${definitionKey(shaping.rootTitle)}`;
}

/** The parts of a union, a null among them last, where pydantic writes it. */
function shapeMembers(shaping: Shaping, members: readonly JsonValue[], hint: string): readonly JsonSchema[] {
  const shapes = members.map((member) => shapeValue(shaping, asSchema(member, hint), hint));
  const isNull = (shape: JsonSchema): boolean => shape.get('type') === 'null';
  return [...shapes.filter((shape) => !isNull(shape)), ...shapes.filter(isNull)];
}

function shapeParts(shaping: Shaping, entries: Entries, hint: string): void {
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    const members = entries.get(keyword);
    if (isJsonArray(members)) entries.set(keyword, shapeMembers(shaping, members, hint));
  }
  const first = entries.get('prefixItems');
  if (isJsonArray(first)) {
    const shapes = first.map((item) => shapeValue(shaping, asSchema(item, hint), hint));
    entries.set('prefixItems', shapes);
    if (entries.get('items') === false) entries.delete('items');
  } else if (entries.get('type') === 'array') {
    entries.set('items', shapeValue(shaping, asSchema(entries.get('items'), `${hint}.items`), hint));
  }
  if (entries.get('type') === 'object') {
    const values = entries.get('additionalProperties');
    entries.set('additionalProperties', isJsonObject(values) ? shapeValue(shaping, values, hint) : true);
  }
}

/** JavaScript cannot say whether a default is `1` or `1.0`: its type does. */
function shapeDefault(entries: Entries): void {
  const value = entries.get('default');
  const type = entries.get('type');
  if (value === undefined || (type !== 'number' && type !== 'integer')) return;
  const coerced = coerceScalar(type, value);
  if ('value' in coerced) entries.set('default', coerced.value);
}

/** The schema of a model in the place of a value: a reference, with the default that belongs to the place. */
function shapeNested(shaping: Shaping, schema: Entries, hint: string): JsonSchema {
  const fallback = schema.get('default');
  schema.delete('default');
  const reference = define(shaping, schema, hint);
  return fallback === undefined ? reference : new Map([...reference, ['default', fallback]]);
}

/** A schema in the place of a field, an item, or a member of a union. */
function shapeValue(shaping: Shaping, schema: JsonSchema, hint: string): JsonSchema {
  const entries = withoutDropped(schema);
  expandTypeList(entries);
  if (isModel(entries)) return shapeNested(shaping, entries, hint);
  const reference = entries.get('$ref');
  if (typeof reference === 'string') entries.set('$ref', shapeReference(shaping, reference));
  shapeParts(shaping, entries, hint);
  if (shaping.plainNumbers) shapeChoices(entries);
  nameChoiceType(entries);
  narrowChoices(entries);
  dropSafeIntegerBounds(entries);
  if (shaping.plainNumbers) shapeDefault(entries);
  return sortKeys(entries);
}

function requiredNames(schema: JsonSchema, properties: JsonObject): ReadonlySet<JsonValue> {
  const given = schema.get('required');
  if (!isJsonArray(given)) {
    const withoutDefault = [...properties].filter(
      ([, field]) => !(isJsonObject(field) && field.has('default')),
    );
    return new Set(withoutDefault.map(([name]) => name));
  }
  const unknown = given.filter((name) => typeof name !== 'string' || !properties.has(name));
  if (unknown.length === 0) return new Set(given);
  throw new ArgumentError(
    'unknown-required',
    `"required" names ${unknown.map(String).join(', ')}, which "properties" does not have. ` +
      'Correct the name, or add the property.',
    { details: { required: given.map(String), properties: [...properties.keys()] } },
  );
}

function shapeModel(shaping: Shaping, schema: JsonSchema, title: string): JsonSchema {
  const properties = asSchema(schema.get('properties'), `${title}.properties`);
  const required = requiredNames(schema, properties);
  const fields = new Map<string, JsonValue>();
  for (const [name, field] of properties) {
    const shape = shapeValue(shaping, asSchema(field, `${title}.${name}`), name);
    fields.set(name, toFieldShape(name, shape, required.has(name)));
  }
  const entries = withoutDropped(schema);
  for (const keyword of ['$defs', 'definitions', '$ref', 'required']) entries.delete(keyword);
  entries
    .set('additionalProperties', false)
    .set('properties', fields)
    .set('title', title)
    .set('type', 'object');
  const names = [...properties.keys()].filter((name) => required.has(name));
  if (names.length > 0) entries.set('required', names);
  return sortKeys(entries);
}

/** An `Enum` class, which keeps its list even if it has one member. */
function shapeEnum({ plainNumbers }: Shaping, schema: JsonSchema, title: JsonValue): JsonSchema {
  const entries = withoutDropped(schema).set('title', title);
  if (plainNumbers) shapeChoices(entries);
  nameChoiceType(entries);
  return sortKeys(entries);
}

function shapeDefinition(shaping: Shaping, name: string, schema: JsonSchema): JsonSchema {
  const title = schema.get('title') ?? name;
  if (isModel(schema)) return shapeModel(shaping, schema, String(title));
  if (schema.has('enum')) return shapeEnum(shaping, schema, title);
  return sortKeys(new Map([...shapeValue(shaping, schema, name), ['title', title]]));
}

/** Drops what a field only repeats of the definition that it refers to: a description that is the definition's own. */
function withoutEchoes(shape: JsonSchema, definitions: ReadonlyMap<string, JsonSchema>): JsonSchema {
  const properties = shape.get('properties');
  if (!isJsonObject(properties)) return shape;
  const fields = [...properties].map(([name, field]) => [name, withoutEcho(field, definitions)] as const);
  return new Map([...shape, ['properties', new Map(fields)]]);
}

function withoutEcho(field: JsonValue, definitions: ReadonlyMap<string, JsonSchema>): JsonValue {
  const reference = isJsonObject(field) ? field.get('$ref') : undefined;
  if (!isJsonObject(field) || typeof reference !== 'string') return field;
  const definition = definitions.get(reference.replace('#/$defs/', ''));
  if (!definition) return field;
  const isEcho = (keyword: string, value: JsonValue): boolean => {
    const own = definition.get(keyword);
    return own !== undefined && jsonEquals(own, value);
  };
  return new Map([...field].filter(([keyword, value]) => !isEcho(keyword, value)));
}

function titleOf(definition: JsonSchema): string {
  const title = definition.get('title');
  if (typeof title === 'string' && title !== '') return title;
  throw new ArgumentError(
    'missing-title',
    'A data model needs a title, which is its name in prompts and files; this one has none. ' +
      "Give the schema a title: { title: 'Sentence', … }, or in zod z.object({ … }).meta({ title: 'Sentence' }).",
  );
}

/** What cannot be seen from the definition itself. */
export interface PydanticShapeOptions {
  /** Whether its numbers come from JavaScript, where 5 and 5.0 are one. */
  readonly plainNumbers: boolean;
}

/**
 * Writes a JSON Schema of an object in the shape in which pydantic writes that of a class: keys in alphabetical order
 * (fields in their own), unknown fields forbidden, titles made from the names, nested objects moved to `$defs`, fields
 * that may be left out nullable with a null default. What has that shape already stays as it is.
 *
 * @throws ArgumentError `missing-title`, `bad-schema`, `unknown-required`.
 */
export function toPydanticShape(definition: JsonSchema, { plainNumbers }: PydanticShapeOptions): JsonSchema {
  const rootTitle = titleOf(definition);
  const given = asSchema(definition.get('$defs') ?? definition.get('definitions'), '$defs');
  const definitions = new Map<string, JsonSchema>();
  const taken = new Set(given.keys());
  const shaping: Shaping = { definitions, taken, rootTitle, plainNumbers, recursive: false };
  const model = shapeModel(shaping, definition, rootTitle);
  for (const [name, schema] of given) {
    definitions.set(name, shapeDefinition(shaping, name, asSchema(schema, `$defs.${name}`)));
  }
  if (shaping.recursive) definitions.set(definitionKey(rootTitle), model);
  if (definitions.size === 0) return model;
  const finished = new Map(
    [...definitions].map(([name, shape]) => [name, withoutEchoes(shape, definitions)]),
  );
  return new Map([['$defs', sortKeys(finished)], ...withoutEchoes(model, definitions)]);
}
