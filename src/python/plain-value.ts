import { DataError } from '../base/errors.ts';
import { maxJsonDepth } from './format-json.ts';
import type { JsonValue } from './json-value.ts';
import { pathText } from './path-text.ts';

/** JSON as JavaScript usually holds it; a `bigint` only where a number would lose digits. */
export type PlainValue = null | boolean | number | bigint | string | PlainValue[] | PlainObject;

/** A plain object of plain values. */
export interface PlainObject {
  [key: string]: PlainValue;
}

/**
 * Makes exact JSON of what JavaScript code holds.
 *
 * A safe integer becomes an int, any other number a float (`-0`, `NaN` and the infinities too), a `bigint` an int.
 * Plain objects give their own enumerable string keys, in JavaScript's order, without those that are `undefined`. A
 * `Map` is taken to be exact JSON already: numbers in it, and in arrays in it, are floats and stay so.
 *
 * @throws {DataError} `not-json`, naming the path, for a function, a symbol, a class instance such as a `Date`,
 *   `undefined` outside an object, a key that is not text, a value that contains itself, or more than 1024 levels.
 * @example toJsonValue({ label: 'Danish', count: 3, share: 0.5 }); // Map { label, count => 3n, share => 0.5 }
 */
export function toJsonValue(value: unknown): JsonValue {
  return new Converter().convert(value, false);
}

/**
 * Makes plain JavaScript of exact JSON: an object of a `Map`, and a number of an int that a number can hold exactly;
 * a larger int stays a `bigint`.
 *
 * What JavaScript cannot say is lost: 5 and 5.0 become the same, and keys that look like indexes move to the front. A
 * key `__proto__` becomes a property like any other. The result is new: changing it changes nothing else.
 *
 * @example toPlainValue(parseJson('{"count":3,"share":0.5}')); // { count: 3, share: 0.5 }
 */
export function toPlainValue(json: JsonValue): PlainValue {
  if (typeof json === 'bigint') return isSafe(json) ? Number(json) : json;
  if (json === null || typeof json !== 'object') return json;
  if (!(json instanceof Map)) return (json as readonly JsonValue[]).map(toPlainValue);
  const plain: PlainObject = {};
  for (const [key, member] of json as ReadonlyMap<string, JsonValue>)
    setOwn(plain, key, toPlainValue(member));
  return plain;
}

function isSafe(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
}

/** Assigning would call the setter that every object inherits under this one name. */
function setOwn(object: PlainObject, key: string, value: PlainValue): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** One conversion: knows the way to the value at hand, for the message, and what it lies in, to notice a circle. */
class Converter {
  private readonly path: (string | number)[] = [];
  private readonly ancestors = new Set<object>();

  /** `isExact`: whether a number is a float for certain. */
  convert(value: unknown, isExact: boolean): JsonValue {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'bigint') return value;
    if (typeof value === 'number') return isExact ? value : toNumeral(value);
    if (typeof value === 'object') return this.convertContainer(value, isExact);
    throw this.failure(`is ${value === undefined ? 'undefined' : `a ${typeof value}`}`);
  }

  private convertContainer(value: object, isExact: boolean): JsonValue {
    if (this.ancestors.has(value)) throw this.failure('contains itself');
    if (this.ancestors.size >= maxJsonDepth) throw this.failure(`lies more than ${maxJsonDepth} levels deep`);
    this.ancestors.add(value);
    const json = this.convertMembers(value, isExact);
    this.ancestors.delete(value);
    return json;
  }

  private convertMembers(value: object, isExact: boolean): JsonValue {
    if (Array.isArray(value))
      return Array.from(value, (member, index) => this.member(index, member, isExact));
    if (value instanceof Map) return this.convertEntries(value, true);
    if (!isPlainObject(value)) throw this.failure(`is ${describeInstance(value)}`);
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    return this.convertEntries(entries, false);
  }

  private convertEntries(entries: Iterable<[unknown, unknown]>, isExact: boolean): JsonValue {
    const object = new Map<string, JsonValue>();
    for (const [key, member] of entries) {
      if (typeof key !== 'string') throw this.failure(`has the key ${String(key)}, which is a ${typeof key}`);
      object.set(key, this.member(key, member, isExact));
    }
    return object;
  }

  private member(key: string | number, value: unknown, isExact: boolean): JsonValue {
    this.path.push(key);
    const json = this.convert(value, isExact);
    this.path.pop();
    return json;
  }

  private failure(problem: string): DataError {
    const path = pathText(this.path);
    return new DataError(
      'not-json',
      `This value is not JSON: ${path} ${problem}. Expected null, booleans, numbers, strings, arrays, plain objects or Maps. ` +
        'Convert it to one of these first.',
      { details: { path } },
    );
  }
}

function toNumeral(value: number): JsonValue {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;
}

/** Also an object of another realm, whose prototype is not this realm's. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describeInstance(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an instance of a class';
}
