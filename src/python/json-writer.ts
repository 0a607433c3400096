import { FormatError } from '../base/errors.ts';
import { isJsonArray } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { pathText } from './path-text.ts';

const largest = 2n ** 64n - 1n;
const smallest = -(2n ** 63n);
const loneSurrogate = /\p{Surrogate}/u;

/** Writes JSON text as orjson does. */
export class JsonWriter {
  /** The text so far. */
  private text = '';
  private readonly indent: string;
  private readonly maxDepth: number;
  /** Keys and indexes that lead to the value being written: where an error occurred. */
  private readonly path: (string | number)[] = [];

  /** An empty `indent` gives the compact form. */
  constructor(indent: string, maxDepth: number) {
    this.indent = indent;
    this.maxDepth = maxDepth;
  }

  /**
   * Writes one value.
   *
   * @throws {FormatError} `unwritable-json`, with the path to the value at fault
   */
  write(value: JsonValue): string {
    this.text = '';
    this.writeValue(value, this.indent === '' ? '' : '\n');
    return this.text;
  }

  /** `lineStart` is a line end and the indent of the line on which the value begins; empty in the compact form. */
  private writeValue(value: JsonValue, lineStart: string): void {
    if (typeof value === 'string') this.text += this.quoted(value);
    else if (typeof value === 'number') this.text += floatText(value);
    else if (typeof value === 'bigint') this.text += this.integerText(value);
    else if (value === null || typeof value === 'boolean') this.text += String(value);
    else this.writeContainer(value, lineStart);
  }

  private writeContainer(value: readonly JsonValue[] | JsonObject, lineStart: string): void {
    if (this.path.length >= this.maxDepth) {
      throw this.failure(`lies more than ${this.maxDepth} levels deep`, 'fewer levels');
    }
    if (isJsonArray(value)) this.writeArray(value, lineStart);
    else this.writeObject(value, lineStart);
  }

  private writeArray(array: readonly JsonValue[], lineStart: string): void {
    const memberStart = lineStart + this.indent;
    let separator = '[';
    for (const [index, member] of array.entries()) {
      this.text += separator + memberStart;
      this.writeMember(index, member, memberStart);
      separator = ',';
    }
    this.text += array.length === 0 ? '[]' : `${lineStart}]`;
  }

  private writeObject(object: JsonObject, lineStart: string): void {
    const memberStart = lineStart + this.indent;
    const colon = this.indent === '' ? ':' : ': ';
    let separator = '{';
    for (const [key, member] of object) {
      this.text += separator + memberStart + this.quoted(key) + colon;
      this.writeMember(key, member, memberStart);
      separator = ',';
    }
    this.text += object.size === 0 ? '{}' : `${lineStart}}`;
  }

  private writeMember(key: string | number, member: JsonValue, lineStart: string): void {
    this.path.push(key);
    this.writeValue(member, lineStart);
    this.path.pop();
  }

  /** JSON.stringify escapes what orjson escapes, in the same way, but for lone surrogates, which orjson refuses. */
  private quoted(text: string): string {
    if (!loneSurrogate.test(text)) return JSON.stringify(text);
    throw this.failure(
      'holds one half of a surrogate pair, which UTF-8 cannot hold',
      'text of whole characters',
    );
  }

  private integerText(value: bigint): string {
    if (value <= largest && value >= smallest) return value.toString();
    throw this.failure('is an integer beyond 64 bits', 'a smaller one, a float, or a string');
  }

  private failure(problem: string, expected: string): FormatError {
    const path = pathText(this.path);
    return new FormatError(
      'unwritable-json',
      `This value cannot be written as JSON: ${path} ${problem}. Expected ${expected}. Change it before it is saved.`,
      { details: { path } },
    );
  }
}

/** Shortest form, as orjson writes it: positional from 1e-5 up to 1e16, else with a bare exponent. */
function floatText(value: number): string {
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value)) return 'null';
  if (magnitude === 0) return Object.is(value, 0) ? '0.0' : '-0.0';
  if (magnitude < 1e-5 || magnitude >= 1e16) return value.toExponential().replace('e+', 'e');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
