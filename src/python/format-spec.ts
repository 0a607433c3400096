import { formatFailure } from './format-failure.ts';
import { leadingInteger } from './leading-integer.ts';

/** What a format spec asks for, before it is known which type of value it meets. */
export interface FormatSpec {
  /** The spec as it was written. */
  readonly text: string;
  /** What fills the width; undefined where the spec names none. */
  readonly fill: string | undefined;
  /** One of `<`, `>`, `=`, `^`; undefined where the spec names none. */
  readonly align: string | undefined;
  /** One of `+`, `-`, space, or nothing. */
  readonly sign: string;
  /** `z`: a zero shows no minus. */
  readonly noNegativeZero: boolean;
  /** `#`: a prefix for other bases, the point kept for floats. */
  readonly alternate: boolean;
  /** `0` before the width. */
  readonly zeroPadded: boolean;
  /** -1 where none is given. */
  readonly width: number;
  /** `,` or `_` between groups of digits, or nothing. */
  readonly grouping: string;
  /** -1 where none is given. */
  readonly precision: number;
  /** The presentation type, one character; undefined where none is given. */
  readonly type: string | undefined;
  /** True if something is left over behind the type. */
  readonly malformed: boolean;
}

/**
 * Parses a format spec: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
 *
 * @throws FormatError the ValueError of a spec that no type accepts
 */
export function parseFormatSpec(text: string): FormatSpec {
  const reader = new SpecReader(text);
  return { text, ...readFlags(reader), ...readSizes(reader), ...readType(reader) };
}

type Flags = Pick<FormatSpec, 'fill' | 'align' | 'sign' | 'noNegativeZero' | 'alternate' | 'zeroPadded'>;

function readFlags(reader: SpecReader): Flags {
  const fill = reader.takeFill();
  const align = reader.take('<>=^') || undefined;
  const sign = reader.take(' +-');
  const noNegativeZero = reader.take('z') !== '';
  const alternate = reader.take('#') !== '';
  const zeroPadded = fill === undefined && reader.take('0') !== '';
  return { fill, align, sign, noNegativeZero, alternate, zeroPadded };
}

function readSizes(reader: SpecReader): Pick<FormatSpec, 'width' | 'grouping' | 'precision'> {
  const width = reader.takeInteger();
  const grouping = readGrouping(reader);
  if (reader.take('.') === '') return { width, grouping, precision: -1 };
  const precision = reader.takeInteger();
  if (precision < 0) throw formatFailure('ValueError', 'Format specifier missing precision');
  return { width, grouping, precision };
}

function readGrouping(reader: SpecReader): string {
  const comma = reader.take(',');
  const underscore = reader.take('_');
  const both = underscore !== '' && (comma !== '' || reader.take(',') !== '');
  if (both) throw formatFailure('ValueError', "Cannot specify both ',' and '_'.");
  return comma + underscore;
}

function readType(reader: SpecReader): Pick<FormatSpec, 'type' | 'malformed'> {
  const type = reader.takeCharacter();
  return { type, malformed: !reader.atEnd };
}

/** Reads a spec from left to right. */
class SpecReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  /** Takes the next character if it is one of `accepted`, else nothing. */
  take(accepted: string): string {
    const character = this.#text.charAt(this.#position);
    if (character === '' || !accepted.includes(character)) return '';
    this.#position += 1;
    return character;
  }

  /** Takes any one character. */
  takeCharacter(): string | undefined {
    const codePoint = this.#text.codePointAt(this.#position);
    if (codePoint === undefined) return undefined;
    const character = String.fromCodePoint(codePoint);
    this.#position += character.length;
    return character;
  }

  /** Takes a character that stands before an alignment; the alignment itself is left. */
  takeFill(): string | undefined {
    const start = this.#position;
    const character = this.takeCharacter();
    const next = this.#text.charAt(this.#position);
    if (character !== undefined && next !== '' && '<>=^'.includes(next)) return character;
    this.#position = start;
    return undefined;
  }

  /** Takes digits; -1 if there are none. Beyond 2^53 the value is inexact, yet far beyond every limit. */
  takeInteger(): number {
    const { value, length } = leadingInteger(this.#text, this.#position);
    if (value === 'overflow') throw formatFailure('ValueError', 'Too many decimal digits in format string');
    this.#position += length;
    return length === 0 ? -1 : Number(value);
  }
}
