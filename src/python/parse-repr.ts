import { FormatError } from '../base/errors.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

const word = /[A-Za-z]+|-inf/y;
const number = /-?\d+(\.\d+)?(e[+-]?\d+)?/y;
const quoted = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const escape = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(.))/g;

const words: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['None', null],
  ['True', true],
  ['False', false],
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

/** How many lists and dicts may lie inside each other. */
const maximumDepth = 1024;

/**
 * Reads what Python's `repr` wrote for a JSON value: the counterpart of `repr`.
 *
 * An int becomes a bigint and a float a number. What `repr` never writes for such a value (tuples, `1_000`, `\a`,
 * trailing commas, keys that are not strings) is refused. A key that occurs twice keeps its first place and takes its
 * last value.
 *
 * @throws {FormatError} `bad-repr`; `details.offset` is where reading stopped, 0-based, in UTF-16 units.
 * @example parseRepr("{'text': \"it's\", 'count': 5}"); // Map { 'text' => "it's", 'count' => 5n }
 */
export function parseRepr(text: string): JsonValue {
  return new ReprReader(text).read();
}

/** Reads one text in one pass. */
class ReprReader {
  readonly #text: string;
  #offset = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonValue {
    const value = this.#value();
    if (this.#offset < this.#text.length) throw this.#failure('the end of the text');
    return value;
  }

  #value(): JsonValue {
    this.#skipSpace();
    const value = this.#bareValue();
    this.#skipSpace();
    return value;
  }

  #bareValue(): JsonValue {
    switch (this.#text[this.#offset]) {
      case '{':
        return this.#dict();
      case '[':
        return this.#list();
      case "'":
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #dict(): JsonObject {
    const dict = new Map<string, JsonValue>();
    this.#items('}', () => {
      this.#skipSpace();
      const key = this.#string();
      this.#skipSpace();
      if (!this.#take(':')) throw this.#failure('":"');
      dict.set(key, this.#value());
    });
    return dict;
  }

  #list(): readonly JsonValue[] {
    const list: JsonValue[] = [];
    this.#items(']', () => list.push(this.#value()));
    return list;
  }

  /** Reads items and their commas from the opening bracket to the closing one. */
  #items(end: string, readItem: () => void): void {
    this.#depth += 1;
    if (this.#depth > maximumDepth) throw this.#failure(`at most ${maximumDepth} levels of lists and dicts`);
    this.#offset += 1;
    this.#skipSpace();
    if (!this.#take(end)) {
      do readItem();
      while (this.#take(','));
      if (!this.#take(end)) throw this.#failure(`"," or "${end}"`);
    }
    this.#depth -= 1;
  }

  #string(): string {
    const match = this.#match(quoted);
    if (!match) throw this.#failure('a string in quotes');
    const content = match[1] ?? match[2] ?? '';
    return content.includes('\\') ? content.replace(escape, (...parts) => this.#unescape(parts)) : content;
  }

  #unescape([whole, ...codes]: readonly string[]): string {
    const [hex2, hex4, hex8, short = ''] = codes;
    const digits = hex2 ?? hex4 ?? hex8;
    const code = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
    if (code <= 0x10_ff_ff) return String.fromCodePoint(code);
    const character = shortEscapes.get(short);
    if (character === undefined) throw this.#failure(`an escape that repr writes, not ${whole}`);
    return character;
  }

  #scalar(): JsonValue {
    const digits = this.#match(number);
    if (digits) return (digits[1] ?? digits[2]) ? Number(digits[0]) : BigInt(digits[0]);
    const start = this.#offset;
    const value = words.get(this.#match(word)?.[0] ?? '');
    if (value !== undefined) return value;
    this.#offset = start;
    throw this.#failure('a dict, a list, a string, a number, True, False or None');
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.#text);
    if (match) this.#offset = pattern.lastIndex;
    return match;
  }

  #take(character: string): boolean {
    if (this.#text[this.#offset] !== character) return false;
    this.#offset += 1;
    return true;
  }

  #skipSpace(): void {
    while (this.#text[this.#offset] === ' ') this.#offset += 1;
  }

  #failure(expected: string): FormatError {
    const found = this.#text.slice(this.#offset, this.#offset + 20) || 'the end of the text';
    return new FormatError(
      'bad-repr',
      `A Python literal cannot be read at offset ${this.#offset}: found ${JSON.stringify(found)}, ` +
        `expected ${expected}. Give what Python's repr writes for JSON data.`,
      { details: { offset: this.#offset, found, expected } },
    );
  }
}
