import { FormatError } from '../base/errors.ts';
import { isJsonArray } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { pathText } from './path-text.ts';
import { longestText, runLength, WrittenJson } from './written-json.ts';

const largest = 2n ** 64n - 1n;
const smallest = -(2n ** 63n);
/** Finds out quickly that most texts hold no half of a surrogate pair, nor a whole one. */
const surrogate = /[\ud800-\udfff]/;
const loneSurrogate = /\p{Surrogate}/u;

/** What has been written with an indent: files, which are written again and again. */
const files = new WrittenJson();

/** Writes JSON text as orjson does. */
export class JsonWriter {
  private readonly indent: string;
  private readonly maxDepth: number;
  private readonly colon: string;
  private readonly written: WrittenJson | null;
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
    this.written = indent === '' ? null : files;
    this.lineStarts = [indent === '' ? '' : '\n'];
  }

  /**
   * Writes one value.
   *
   * @throws {FormatError} `unwritable-json`, with the path to the value at fault
   */
  write(value: JsonValue): string {
    this.level = 0;
    this.written?.begin();
    return this.textOf(value);
  }

  private textOf(value: JsonValue): string {
    if (typeof value === 'string') return this.quoted(value);
    if (typeof value === 'number') return floatText(value);
    if (typeof value === 'bigint') return this.integerText(value);
    if (value === null || typeof value === 'boolean') return String(value);
    return this.containerText(value);
  }

  private containerText(value: readonly JsonValue[] | JsonObject): string {
    const { level } = this;
    if (level >= this.maxDepth) {
      throw this.failure(`lies more than ${this.maxDepth} levels deep`, 'fewer levels');
    }
    const lineStart = this.lineStarts[level] ?? '';
    const memberStart = (this.lineStarts[level + 1] ??= lineStart + this.indent);
    return isJsonArray(value)
      ? this.arrayText(value, lineStart, memberStart)
      : this.objectText(value, lineStart, memberStart);
  }

  private arrayText(array: readonly JsonValue[], lineStart: string, memberStart: string): string {
    if (array.length === 0) return '[]';
    const separator = `,${memberStart}`;
    let text = `[${memberStart}`;
    for (let start = 0; start < array.length; start += runLength) {
      if (start > 0) text += separator;
      text += this.runText(array, start, separator);
    }
    return `${text}${lineStart}]`;
  }

  /** The text of some members of an array: what was written of them before at the same level, if it was. */
  private runText(array: readonly JsonValue[], start: number, separator: string): string {
    const { written, level } = this;
    const members = array.slice(start, start + runLength);
    const known = written?.textOf(members, level);
    if (known !== undefined) return known;
    const texts: string[] = [];
    for (const member of members) texts.push(this.memberText(start + texts.length, member));
    // A long one is left a sum, which whoever reads the file puts together: joined here, it would be copied at each level.
    if (lengthOf(texts) > longestText) return texts.reduce((sum, text) => sum + separator + text);
    const text = texts.join(separator);
    written?.keep(members, level, text);
    return text;
  }

  private objectText(object: JsonObject, lineStart: string, memberStart: string): string {
    if (object.size === 0) return '{}';
    let text = '';
    let separator = `{${memberStart}`;
    for (const [key, member] of object) {
      text += separator + this.keyText(key) + this.memberText(key, member);
      separator = `,${memberStart}`;
    }
    return `${text}${lineStart}}`;
  }

  private memberText(key: string | number, member: JsonValue): string {
    this.path[this.level] = key;
    this.level += 1;
    const text = this.textOf(member);
    this.level -= 1;
    return text;
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

function lengthOf(texts: readonly string[]): number {
  let length = 0;
  for (const text of texts) length += text.length;
  return length;
}

/** Shortest form, as orjson writes it: positional from 1e-5 up to 1e16, else with a bare exponent. */
function floatText(value: number): string {
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value)) return 'null';
  if (magnitude === 0) return Object.is(value, 0) ? '0.0' : '-0.0';
  if (magnitude < 1e-5 || magnitude >= 1e16) return value.toExponential().replace('e+', 'e');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
