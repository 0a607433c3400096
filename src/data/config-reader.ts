import { DataError } from '../base/errors.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';

/** Makes what an envelope in a config describes: an object of a known class, or a registered function. */
export type Revive = (envelope: JsonValue) => unknown;

/**
 * Reads the config of an object in a program file, field by field, and says exactly what is wrong with one.
 *
 * A field that is missing and one that is null are the same: null. `finish` refuses fields that nobody asked for, as
 * Python refuses unknown keyword arguments; but not those that are unset, which other versions of Synalinks write.
 */
export class ConfigReader {
  readonly #className: string;
  readonly #config: JsonObject;
  readonly #known = new Set<string>();

  constructor(className: string, config: JsonObject) {
    this.#className = className;
    this.#config = config;
  }

  /** Any value. */
  value(key: string): JsonValue {
    this.#known.add(key);
    return this.#config.get(key) ?? null;
  }

  /** Whether the config has the field, be it null. */
  has(key: string): boolean {
    this.#known.add(key);
    return this.#config.has(key);
  }

  string(key: string): string | null {
    const value = this.value(key);
    if (value === null || typeof value === 'string') return value;
    throw this.wrong(key, 'a string or null');
  }

  strings(key: string): readonly string[] | null {
    const value = this.value(key);
    if (value === null) return null;
    if (isJsonArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.wrong(key, 'a list of strings or null');
  }

  /** A number, whether it was written as an int or as a float. */
  number(key: string): number | null {
    const value = this.value(key);
    if (value === null || typeof value === 'number') return value;
    if (typeof value === 'bigint') return Number(value);
    throw this.wrong(key, 'a number or null');
  }

  /** The fields that nobody asked for, in their order. */
  rest(): JsonObject {
    return new Map([...this.#config].filter(([key]) => !this.#known.has(key)));
  }

  /** The error for the first field that nobody asked for and that is set; null when there is none. */
  unknown(): DataError | null {
    const [key] = [...this.rest()].find(([, value]) => isSet(value)) ?? [];
    if (key === undefined) return null;
    return new DataError(
      'unknown-field',
      `${this.#className} has no parameter ${JSON.stringify(key)}. Expected only: ${[...this.#known].join(', ')}. ` +
        'Remove the field, or read the file with the version that wrote it.',
      { details: { className: this.#className, path: key } },
    );
  }

  /** The error for a field that is not what it should be. */
  wrong(key: string, expected: string): DataError {
    const value = this.value(key);
    return new DataError(
      'bad-field',
      `The field ${JSON.stringify(key)} of ${this.#className} is ${repr(value).slice(0, 80)}. Expected ${expected}. ` +
        'Correct the file.',
      { details: { className: this.#className, path: key } },
    );
  }

  /** @throws {DataError} `unknown-field` */
  finish(): void {
    const unknown = this.unknown();
    if (unknown) throw unknown;
  }
}

/** Whether a field says anything: null, false and what is empty do not. */
function isSet(value: JsonValue): boolean {
  if (isJsonObject(value)) return value.size > 0;
  if (isJsonArray(value)) return value.length > 0;
  return value !== null && value !== false && value !== '';
}
