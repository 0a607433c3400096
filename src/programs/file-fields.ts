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
 * The fields that a file has of an object. What has not changed since is written back as it stands there: what only
 * another version of Synalinks knows stays, and nothing is added that the version which wrote the file may refuse.
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
    for (const key of now.keys()) {
      const found = fields.findIndex(([name]) => name === key);
      const added = found === -1 ? this.#changed(now, key) : undefined;
      if (found !== -1) place = found + 1;
      else if (added !== undefined) fields.splice(place++, 0, [key, added]);
    }
    return new Map(fields);
  }

  /** What a field has become; undefined while it is what was read. */
  #changed(now: JsonObject, key: string): JsonValue | undefined {
    const value = now.get(key);
    return value === undefined || jsonEquals(value, this.#read.get(key) ?? null) ? undefined : value;
  }
}
