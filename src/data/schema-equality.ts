import { jsonEquals } from '../python/equality.ts';
import type { JsonSchema } from './json-data-model.ts';

/** Tells whether two schemas have the same properties; titles, descriptions and the order of keys do not matter. */
export function isSchemaEqual(first: JsonSchema, second: JsonSchema): boolean {
  return jsonEquals(first.get('properties') ?? new Map(), second.get('properties') ?? new Map());
}
