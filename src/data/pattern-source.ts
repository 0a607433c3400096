import { ArgumentError } from '../base/errors.ts';

/** The text of a pattern, read from left to right. Positions are counted in characters, as Python counts them. */
export class PatternSource {
  readonly #pattern: string;
  readonly #characters: readonly string[];
  position = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#characters = [...pattern];
  }

  /** The next character, '' at the end. */
  get next(): string {
    return this.#characters[this.position] ?? '';
  }

  get atEnd(): boolean {
    return this.position >= this.#characters.length;
  }

  /** Reads one character. */
  take(): string {
    const character = this.next;
    this.position += 1;
    return character;
  }

  /** Reads a text if it stands here, and tells whether it did. */
  skip(text: string): boolean {
    const characters = [...text];
    const here = characters.every(
      (character, index) => this.#characters[this.position + index] === character,
    );
    if (here) this.position += characters.length;
    return here;
  }

  /** Reads characters while they fit, at most so many. */
  takeWhile(fits: RegExp, limit = Infinity): string {
    const start = this.position;
    while (!this.atEnd && this.position - start < limit && fits.test(this.next)) this.position += 1;
    return this.textSince(start);
  }

  /** Reads up to an end mark, and the mark. @throws ArgumentError `bad-pattern` when there is none */
  takeUntil(mark: string, what: string): string {
    const start = this.position;
    while (!this.atEnd && this.next !== mark) this.position += 1;
    const text = this.textSince(start);
    if (text === '' && !this.atEnd) throw this.error(`missing ${what}`, start);
    if (!this.skip(mark)) throw this.error(`missing ${mark}, unterminated name`, start);
    return text;
  }

  /** What was read since a position. */
  textSince(start: number): string {
    return this.#characters.slice(start, this.position).join('');
  }

  /** What Python says of a pattern that is none. */
  error(problem: string, position = this.position): ArgumentError {
    return new ArgumentError(
      'bad-pattern',
      `${problem} at position ${position}: the pattern ${JSON.stringify(this.#pattern)} is not one of Python's. ` +
        'Correct it, or list the fields in a mask.',
      { details: { pattern: this.#pattern, position } },
    );
  }

  /** What is said of a pattern that only Python can run. */
  untranslatable(construct: string, position = this.position): ArgumentError {
    return new ArgumentError(
      'untranslatable-pattern',
      `The pattern ${JSON.stringify(this.#pattern)} has ${construct} at position ${position}, which JavaScript cannot ` +
        'match as Python does. Write it another way, or list the fields in a mask.',
      { details: { pattern: this.#pattern, position } },
    );
  }
}
