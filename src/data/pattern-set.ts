import { readCharacterEscape, readNumericEscape } from './pattern-escapes.ts';
import { categoryClass, categoryMembers, literal, type PatternFlags } from './pattern-classes.ts';
import type { PatternSource } from './pattern-source.ts';

/** A member of a set: one character, or a category of them. */
type Member = { readonly codePoint: number } | { readonly category: string };

function readEscapedMember(source: PatternSource): Member {
  if (/[0-9]/.test(source.next)) {
    const escaped = readNumericEscape(source, true);
    return { codePoint: 'codePoint' in escaped ? escaped.codePoint : 0 };
  }
  if (/[dDsSwW]/.test(source.next)) return { category: source.take() };
  if (source.skip('b')) return { codePoint: 8 };
  return { codePoint: readCharacterEscape(source) };
}

/** Reads the members of one set. */
class SetReader {
  readonly #source: PatternSource;
  readonly #flags: PatternFlags;
  readonly #start: number;
  /** What stands in one JavaScript class. */
  #members = '';
  /** Classes of what a category excludes (`\W`): a class within a class needs a flag that engines still get wrong. */
  readonly #complements: string[] = [];

  constructor(source: PatternSource, flags: PatternFlags) {
    this.#source = source;
    this.#flags = flags;
    this.#start = source.position - 1;
  }

  read(): string {
    const negated = this.#source.skip('^');
    do this.#readRange();
    while (!this.#source.skip(']'));
    if (this.#complements.length === 0) return `[${negated ? '^' : ''}${this.#members}]`;
    const own = this.#members === '' ? [] : [`[${this.#members}]`];
    const any = [...own, ...this.#complements].join('|');
    return negated ? `(?:(?!${any})[^])` : `(?:${any})`;
  }

  #readMember(): Member {
    if (this.#source.atEnd) throw this.#source.error('unterminated character set', this.#start);
    if (this.#source.skip('\\')) return readEscapedMember(this.#source);
    return { codePoint: this.#source.take().codePointAt(0) ?? 0 };
  }

  #add(member: Member): void {
    if ('codePoint' in member) this.#members += literal(member.codePoint);
    else if (/[DSW]/.test(member.category))
      this.#complements.push(categoryClass(member.category, this.#flags));
    else this.#members += categoryMembers(member.category, this.#flags);
  }

  #readRange(): void {
    const at = this.#source.position;
    const low = this.#readMember();
    if (!this.#source.skip('-')) return this.#add(low);
    if (this.#source.next === ']') {
      this.#source.position -= 1;
      return this.#add(low);
    }
    const high = this.#readMember();
    if ('category' in low || 'category' in high || high.codePoint < low.codePoint) {
      throw this.#source.error(`bad character range ${this.#source.textSince(at)}`, at);
    }
    this.#members += `${literal(low.codePoint)}-${literal(high.codePoint)}`;
  }
}

/** Translates a set, from behind its `[`. A hyphen or a bracket where it cannot mean more is a character. */
export function translateSet(source: PatternSource, flags: PatternFlags): string {
  return new SetReader(source, flags).read();
}
