import { parseJson } from '../../src/python/parse-json.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { repr } from '../../src/python/repr.ts';

/** One recorded case. */
export interface Vector {
  readonly id: string;
  readonly tags: readonly string[];
  /** The slugs of what is surprising about the recording, as marked in it. */
  readonly slugs: readonly string[];
  /** Everything that was recorded; the fields differ from file to file. */
  readonly fields: JsonObject;
}

/** What became of a vector. */
export type Verdict =
  | { readonly kind: 'exact' }
  /** Our own rule holds in place of the recording, for these slugs. */
  | { readonly kind: 'by-rule'; readonly slugs: readonly string[] }
  | { readonly kind: 'failed'; readonly expected: string; readonly received: string };

/** Replays a vector; what it throws counts as a failure. */
export type Judge = (vector: Vector) => Verdict | Promise<Verdict>;

const exact: Verdict = { kind: 'exact' };

/** Compares what was recorded with what came out, both as Python values. */
export function compare(expected: JsonValue, received: JsonValue): Verdict {
  const [left, right] = [repr(expected), repr(received)];
  return left === right ? exact : { kind: 'failed', expected: left, received: right };
}

/** Reads a file of recordings: a JSON array of vectors. */
export function readVectors(text: string): readonly Vector[] {
  const vectors = parseJson(text, { dialect: 'json' });
  if (!Array.isArray(vectors)) throw new Error('A file of recordings holds one array.');
  return (vectors as readonly JsonObject[]).map(toVector);
}

function toVector(fields: JsonObject): Vector {
  const quirk = fields.get('quirk');
  return {
    id: textOf(fields, 'id'),
    tags: listOf(fields, 'tags') as readonly string[],
    slugs: typeof quirk === 'string' ? quirk.split(' | ').map((part) => part.split(':')[0] ?? part) : [],
    fields,
  };
}

/** Returns a field that is text. */
export function textOf(fields: JsonObject, name: string): string {
  const value = fields.get(name);
  if (typeof value !== 'string') throw new Error(`${name} is no text.`);
  return value;
}

/** Returns a field that is an object. */
export function objectOf(fields: JsonObject, name: string): JsonObject {
  const value = fields.get(name);
  if (!(value instanceof Map)) throw new Error(`${name} is no object.`);
  return value as JsonObject;
}

/** Returns a field that is an array. */
export function listOf(fields: JsonObject, name: string): readonly JsonValue[] {
  const value = fields.get(name);
  if (!Array.isArray(value)) throw new Error(`${name} is no array.`);
  return value as readonly JsonValue[];
}
