import { jsonEquals } from '../python/equality.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/** Fields that hold other objects, each of which is written as it is and not as it was. */
const NESTED: ReadonlySet<string> = new Set([
  'language_model',
  'branches',
  'modules',
  'input_modules',
  'output_modules',
  'config',
  'compile_config',
  'variables',
]);

/**
 * The fields that a file has of an object. What has not changed since is written back as it stands there, also what only
 * another version of Synalinks knows.
 */
export class FileFields {
  readonly #file: JsonObject;
  readonly #read: JsonObject;

  /**
   * @param file the fields as they stand in the file
   * @param read the fields of what was made of them
   */
  constructor(file: JsonObject, read: JsonObject) {
    this.#file = new Map([...file].map(([key, value]) => [key, NESTED.has(key) ? null : value]));
    this.#read = new Map([...read].filter(([key]) => !NESTED.has(key)));
  }

  /** The fields to write, `now` being those of the object as it is. */
  written(now: JsonObject): JsonObject {
    const fields = [...this.#file]
      .filter(([key]) => now.has(key) || !NESTED.has(key))
      .map(([key, value]) => [key, this.#changed(now, key) ?? value] as const);
    let place = 0;
    for (const [key, value] of now) {
      const found = fields.findIndex(([name]) => name === key);
      place = (found === -1 ? place : found) + 1;
      if (found === -1) fields.splice(place - 1, 0, [key, value]);
    }
    return new Map(fields);
  }

  /** What a field has become; undefined while it is what was read. */
  #changed(now: JsonObject, key: string): JsonValue | undefined {
    const value = now.get(key);
    return value === undefined || jsonEquals(value, this.#read.get(key) ?? null) ? undefined : value;
  }
}
