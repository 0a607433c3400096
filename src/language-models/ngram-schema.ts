import type { JsonSchema } from '../data/json-data-model.ts';
import { isJsonArray, isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

const definitionPrefix = '#/$defs/';
const nothing = jsonObject();

/** How deep definitions may lie inside each other before they are taken as recursive. */
const maximumDepth = 16;

/** Follows `$ref`s into `$defs`; what leads nowhere is a schema without keywords. */
export function dereference(part: JsonValue | undefined, schema: JsonSchema): JsonObject {
  let shape = part;
  for (let step = 0; step < maximumDepth && isJsonObject(shape); step += 1) {
    const reference = shape.get('$ref');
    if (typeof reference !== 'string') return shape;
    shape = definitionOf(reference, schema);
  }
  return nothing;
}

function definitionOf(reference: string, schema: JsonSchema): JsonValue | undefined {
  const definitions = schema.get('$defs');
  if (!reference.startsWith(definitionPrefix) || !isJsonObject(definitions)) return undefined;
  return definitions.get(reference.slice(definitionPrefix.length));
}

/** The properties that an answer has to have, with their schemas, in order. */
export function propertiesOf(shape: JsonObject): JsonObject {
  const properties = shape.get('properties');
  return isJsonObject(properties) ? properties : nothing;
}

/** Returns what a property is when there is nothing to say: its default, or the empty value of its type. */
export function emptyValue(part: JsonValue | undefined, schema: JsonSchema, depth = 0): JsonValue {
  const shape = dereference(part, schema);
  const given = shape.get('default') ?? shape.get('const');
  if (given !== undefined) return given;
  if (depth >= maximumDepth) return null;
  const choices = shape.get('enum') ?? shape.get('anyOf') ?? shape.get('oneOf');
  if (!isJsonArray(choices)) return emptyOfType(shape, schema, depth);
  return shape.has('enum') ? (choices[0] ?? null) : emptyValue(choices[0], schema, depth + 1);
}

function emptyOfType(shape: JsonObject, schema: JsonSchema, depth: number): JsonValue {
  switch (shape.get('type')) {
    case 'string':
      return '';
    case 'integer':
      return 0n;
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return new Map(
        [...propertiesOf(shape)].map(([key, part]) => [key, emptyValue(part, schema, depth + 1)]),
      );
    default:
      return null;
  }
}
