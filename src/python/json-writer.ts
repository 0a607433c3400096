import { FormatError } from '../base/errors.ts';
import { isJsonArray } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { pathText } from './path-text.ts';
import { runLength, WrittenJson } from './written-json.ts';

const largest = 2n ** 64n - 1n;
const smallest = -(2n ** 63n);
/** Finds out quickly that most texts hold no half of a surrogate pair, nor a whole one. */
const surrogate = /[\ud800-\udfff]/;
const loneSurrogate = /\p{Surrogate}/u;

/** What has been written with an indent: files, which are written again and again. */
const written = new WrittenJson();

/** Writes JSON text as orjson does. */
export class JsonWriter {
  /** The text so far, in pieces that are joined once: a text that grows is put together by whoever reads it. */
  private pieces: string[] = [];
  private readonly indent: string;
  private readonly maxDepth: number;
  private readonly colon: string;
  /** For each level, a line end and its indent; empty in the compact form. */
  private readonly lineStarts: string[];
  /** Keys as they are written, with their colon: few differ. */
  private readonly keys = new Map<string, string>();
  /** How many arrays and objects lie around what is being written. */
  private level = 0;
  /** For each of those, the key or the index that leads on: where an error occurred. */
  private readonly path: (string | number)[] = [];

  /** An empty `indent` gives the compact form. */
  constructor(indent: string, maxDepth: number) {
    this.indent = indent;
    this.maxDepth = maxDepth;
    this.colon = indent === '' ? ':' : ': ';
    this.lineStarts = [indent === '' ? '' : '\n'];
  }

  /**
   * Writes one value.
   *
   * @throws {FormatError} `unwritable-json`, with the path to the value at fault
   */
  write(value: JsonValue): string {
    this.pieces = [];
    this.level = 0;
    if (this.indent !== '') written.begin();
    this.writeValue(value);
    return this.pieces.join('');
  }

  private writeValue(value: JsonValue): void {
    if (typeof value === 'string') this.pieces.push(this.quoted(value));
    else if (typeof value === 'number') this.pieces.push(floatText(value));
    else if (typeof value === 'bigint') this.pieces.push(this.integerText(value));
    else if (value === null || typeof value === 'boolean') this.pieces.push(String(value));
    else this.writeContainer(value);
  }

  private writeContainer(value: readonly JsonValue[] | JsonObject): void {
    const { level } = this;
    if (level >= this.maxDepth) {
      throw this.failure(`lies more than ${this.maxDepth} levels deep`, 'fewer levels');
    }
    const lineStart = this.lineStarts[level] ?? '';
    const memberStart = (this.lineStarts[level + 1] ??= lineStart + this.indent);
    if (isJsonArray(value)) this.writeArray(value, lineStart, memberStart);
    else this.writeObject(value, lineStart, memberStart);
  }

  private writeArray(array: readonly JsonValue[], lineStart: string, memberStart: string): void {
    if (array.length === 0) {
      this.pieces.push('[]');
      return;
    }
    this.pieces.push(`[${memberStart}`);
    for (let start = 0; start < array.length; start += runLength) {
      if (start > 0) this.pieces.push(`,${memberStart}`);
      this.writeRun(array, start, `,${memberStart}`);
    }
    this.pieces.push(`${lineStart}]`);
  }

  /** Writes some members of an array, or what was written of them before at the same level. */
  private writeRun(array: readonly JsonValue[], start: number, separator: string): void {
    const { pieces, level } = this;
    const known = this.indent === '' ? undefined : written.textOf(array, start, level);
    if (known !== undefined) {
      pieces.push(known);
      return;
    }
    const first = pieces.length;
    for (const [index, member] of array.slice(start, start + runLength).entries()) {
      if (index > 0) pieces.push(separator);
      this.writeMember(start + index, member);
    }
    if (this.indent !== '') written.keep(array, start, level, pieces, first);
  }

  private writeObject(object: JsonObject, lineStart: string, memberStart: string): void {
    let separator = `{${memberStart}`;
    for (const [key, member] of object) {
      this.pieces.push(separator, this.keyText(key));
      this.writeMember(key, member);
      separator = `,${memberStart}`;
    }
    this.pieces.push(object.size === 0 ? '{}' : `${lineStart}}`);
  }

  private writeMember(key: string | number, member: JsonValue): void {
    this.path[this.level] = key;
    this.level += 1;
    this.writeValue(member);
    this.level -= 1;
  }

  private keyText(key: string): string {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const text = this.quoted(key) + this.colon;
    this.keys.set(key, text);
    return text;
  }

  /** JSON.stringify escapes what orjson escapes, in the same way, but for lone surrogates, which orjson refuses. */
  private quoted(text: string): string {
    if (!surrogate.test(text) || !loneSurrogate.test(text)) return JSON.stringify(text);
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
    const path = pathText(this.path.slice(0, this.level));
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
