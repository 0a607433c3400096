import { FormatError } from '../base/errors.ts';
import type { JsonDialect } from './json-dialect.ts';
import type { JsonValue } from './json-value.ts';

const quote = 0x22;
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const backslash = 0x5c;
const upperE = 0x45;
const lowerE = 0x65;

/** More digits than this may not fit a safe integer: then the text itself is read. */
const safeDigits = 15;
/** What Python's `int()` reads at most. */
const maxIntegerDigits = 4300;
/** The longest integer that may fit 64 bits, sign included. */
const longest64Bit = 20;

const words: readonly (readonly [string, JsonValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
];
const nonFiniteWords: readonly (readonly [string, JsonValue])[] = [
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** The text of one JSON value and a place in it: reads what lies there, and cuts strings out instead of building them. */
export class JsonTokens {
  private readonly text: string;
  private readonly dialect: JsonDialect;
  private readonly words: readonly (readonly [string, JsonValue])[];
  private position = 0;

  constructor(text: string, dialect: JsonDialect) {
    this.text = text;
    this.dialect = dialect;
    this.words = dialect === 'json' ? [...words, ...nonFiniteWords] : words;
  }

  /** The UTF-16 unit at the place; NaN at the end of the text. */
  peek(): number {
    return this.text.charCodeAt(this.position);
  }

  /** Passes one mark, if it is there. */
  take(mark: number): boolean {
    if (this.text.charCodeAt(this.position) !== mark) return false;
    this.position += 1;
    return true;
  }

  /** Passes the four characters that JSON counts as space. */
  skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.position += 1;
    }
  }

  /** Reads a string, a number or a word. */
  readScalar(): JsonValue {
    const code = this.peek();
    if (code === quote) return this.readString();
    const isNumber = isDigit(code) || (code === minus && isDigit(this.text.charCodeAt(this.position + 1)));
    return isNumber ? this.readNumber() : this.readWord();
  }

  private readWord(): JsonValue {
    for (const [word, value] of this.words) {
      if (this.text.startsWith(word, this.position)) {
        this.position += word.length;
        return value;
      }
    }
    throw this.unexpected('a value');
  }

  private readNumber(): bigint | number {
    const start = this.position;
    if (this.text.charCodeAt(start) === minus) this.position += 1;
    const firstDigit = this.position;
    this.skipDigits();
    if (this.text.charCodeAt(firstDigit) === zero && this.position > firstDigit + 1) {
      this.position = firstDigit;
      throw this.failure('a number with a leading zero', 'a number without it');
    }
    const digits = this.position - firstDigit;
    const isFloat = this.skipFractionAndExponent();
    const text = this.text.slice(start, this.position);
    if (isFloat) return this.toFloat(text, start);
    return digits <= safeDigits ? BigInt(Number(text)) : this.toBigInteger(text, digits, start);
  }

  private skipDigits(): void {
    while (isDigit(this.text.charCodeAt(this.position))) this.position += 1;
  }

  /** Says whether there was one of them, which makes the number a float. */
  private skipFractionAndExponent(): boolean {
    const start = this.position;
    if (this.text.charCodeAt(this.position) === point) {
      this.position += 1;
      this.skipNeededDigits();
    }
    const code = this.text.charCodeAt(this.position);
    if (code === lowerE || code === upperE) {
      this.position += 1;
      const sign = this.text.charCodeAt(this.position);
      if (sign === plus || sign === minus) this.position += 1;
      this.skipNeededDigits();
    }
    return this.position > start;
  }

  private skipNeededDigits(): void {
    if (!isDigit(this.text.charCodeAt(this.position))) throw this.unexpected('a digit');
    this.skipDigits();
  }

  private toFloat(text: string, start: number): number {
    const value = Number(text);
    if (Number.isFinite(value) || this.dialect === 'json') return value;
    this.position = start;
    throw this.failure(`the number ${shorten(text)}, which no float can hold`, 'at most about 1.8e308');
  }

  private toBigInteger(text: string, digits: number, start: number): bigint | number {
    if (this.dialect === 'orjson') {
      if (text.length > longest64Bit) return this.toFloat(text, start);
      const value = BigInt(text);
      return value > 2n ** 64n - 1n || value < -(2n ** 63n) ? Number(value) : value;
    }
    if (digits <= maxIntegerDigits) return BigInt(text);
    this.position = start;
    throw this.failure(`an integer of ${digits} digits`, `at most ${maxIntegerDigits} digits`);
  }

  /** Reads the string whose opening quote lies here. */
  readString(): string {
    const start = this.position + 1;
    let at = start;
    let code = this.text.charCodeAt(at);
    while (code >= 0x20 && code !== quote && code !== backslash && (code < 0xd800 || code > 0xdfff)) {
      at += 1;
      code = this.text.charCodeAt(at);
    }
    this.position = at;
    if (code !== quote) return this.readRestOfString(start);
    this.position += 1;
    return this.text.slice(start, at);
  }

  private readRestOfString(start: number): string {
    let read = '';
    let cut = start;
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code === quote) break;
      if (code === backslash) {
        read += this.text.slice(cut, this.position) + this.readEscape();
        cut = this.position;
      } else {
        this.position += this.checkedLength(code);
      }
    }
    this.position += 1;
    return read + this.text.slice(cut, this.position - 1);
  }

  /** How many UTF-16 units the raw character at the position takes. */
  private checkedLength(code: number): 1 | 2 {
    if (code < 0x20) throw this.unexpected('a control character written as an escape');
    if (Number.isNaN(code)) throw this.unexpected('a double quote that ends the string');
    if (code < 0xd800 || code > 0xdfff) return 1;
    if ((this.text.codePointAt(this.position) ?? 0) > 0xffff) return 2;
    if (this.dialect === 'json') return 1;
    throw this.unexpected('a whole character, not one half of a surrogate pair');
  }

  private readEscape(): string {
    const letter = this.text.charAt(this.position + 1);
    const character = escapes.get(letter);
    if (character !== undefined) {
      this.position += 2;
      return character;
    }
    if (letter !== 'u')
      throw this.failure('an escape that JSON does not know', String.raw`one of \" \\ \/ \b \f \n \r \t \u`);
    return this.readUnicodeEscape();
  }

  private readUnicodeEscape(): string {
    const first = this.readHexUnit(this.position);
    const isHigh = first >= 0xd800 && first <= 0xdbff;
    if (isHigh && this.text.startsWith('\\u', this.position + 6)) {
      const second = this.readHexUnit(this.position + 6);
      if (second >= 0xdc00 && second <= 0xdfff) {
        this.position += 12;
        return String.fromCharCode(first, second);
      }
    }
    if (first >= 0xd800 && first <= 0xdfff && this.dialect === 'orjson') {
      throw this.failure('one half of a surrogate pair', 'both halves, the high one first');
    }
    this.position += 6;
    return String.fromCharCode(first);
  }

  private readHexUnit(at: number): number {
    const digits = this.text.slice(at + 2, at + 6);
    if (/^[\da-fA-F]{4}$/.test(digits)) return Number.parseInt(digits, 16);
    throw this.failure(
      String.raw`a \u escape without four hexadecimal digits`,
      String.raw`an escape such as \u00e9`,
    );
  }

  /** The error of a character that does not belong here. */
  unexpected(expected: string): FormatError {
    const character = this.text.codePointAt(this.position);
    const found =
      character === undefined ? 'the end of the text' : JSON.stringify(String.fromCodePoint(character));
    return this.failure(found, expected);
  }

  /** The error of what was found here. */
  failure(found: string, expected: string): FormatError {
    const before = this.text.slice(0, this.position);
    const line = before.split('\n').length;
    const column = Array.from(before.slice(before.lastIndexOf('\n') + 1)).length + 1;
    return new FormatError(
      'bad-json',
      `This JSON text cannot be read: at line ${line} column ${column} there is ${found}. Expected ${expected}. ` +
        'Correct the text there.',
      { details: { line, column, offset: this.position } },
    );
  }
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

function shorten(text: string): string {
  return text.length <= 32 ? text : `${text.slice(0, 32)}…`;
}
