import type { JsonDialect } from './json-dialect.ts';
import { JsonTokens } from './json-tokens.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Reads one JSON text in one pass. */
export class JsonReader {
  private readonly tokens: JsonTokens;
  private readonly maxDepth: number;
  private depth = 0;

  constructor(text: string, dialect: JsonDialect, maxDepth: number) {
    this.tokens = new JsonTokens(text, dialect);
    this.maxDepth = maxDepth;
  }

  /**
   * Reads the whole text as one value.
   *
   * @throws {FormatError} `bad-json`, with the line and the column
   */
  read(): JsonValue {
    const value = this.readValue();
    if (!Number.isNaN(this.tokens.peek())) throw this.tokens.unexpected('the end of the text');
    return value;
  }

  /** Reads a value and the space around it. */
  private readValue(): JsonValue {
    this.tokens.skipSpace();
    const value = this.readBareValue();
    this.tokens.skipSpace();
    return value;
  }

  private readBareValue(): JsonValue {
    const code = this.tokens.peek();
    if (code === openBrace) return this.readObject();
    if (code === openBracket) return this.readArray();
    return this.tokens.readScalar();
  }

  private readObject(): JsonObject {
    const object = new Map<string, JsonValue>();
    this.enter(openBrace);
    if (this.tokens.peek() === closeBrace) return this.leave(closeBrace, object);
    do {
      this.tokens.skipSpace();
      if (this.tokens.peek() !== quote) throw this.tokens.unexpected('a key in double quotes');
      const key = this.tokens.readString();
      this.tokens.skipSpace();
      if (!this.tokens.take(colon)) throw this.tokens.unexpected('":"');
      object.set(key, this.readValue());
    } while (this.tokens.take(comma));
    return this.leave(closeBrace, object);
  }

  private readArray(): readonly JsonValue[] {
    const array: JsonValue[] = [];
    this.enter(openBracket);
    if (this.tokens.peek() === closeBracket) return this.leave(closeBracket, array);
    do array.push(this.readValue());
    while (this.tokens.take(comma));
    return this.leave(closeBracket, array);
  }

  private enter(mark: number): void {
    this.depth += 1;
    if (this.depth > this.maxDepth) {
      throw this.tokens.failure(
        'one level too many',
        `at most ${this.maxDepth} levels of arrays and objects`,
      );
    }
    this.tokens.take(mark);
    this.tokens.skipSpace();
  }

  private leave<Value>(mark: number, value: Value): Value {
    if (!this.tokens.take(mark)) throw this.tokens.unexpected(`"," or "${String.fromCharCode(mark)}"`);
    this.depth -= 1;
    return value;
  }
}
