import {
  anchor,
  categoryClass,
  endAnchor,
  literal,
  startAnchor,
  type PatternFlags,
} from './pattern-classes.ts';
import { readCharacterEscape, readNumericEscape } from './pattern-escapes.ts';
import { PatternGroups, type Width } from './pattern-groups.ts';
import { translateSet } from './pattern-set.ts';
import { PatternSource } from './pattern-source.ts';

/** A part that is translated. */
interface Piece extends Width {
  readonly text: string;
  /** What a quantifier behind it would mean: anchors and quantified parts take none. */
  readonly kind: 'atom' | 'anchor' | 'repeat';
}

const flagNames: Readonly<Record<string, keyof PatternFlags>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  x: 'verbose',
  a: 'ascii',
};
const noFlags: PatternFlags = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  verbose: false,
  ascii: false,
};

function oneCharacter(text: string): Piece {
  return { text, min: 1, max: 1, kind: 'atom' };
}

function zeroWidth(text: string, kind: 'atom' | 'anchor'): Piece {
  return { text, min: 0, max: 0, kind };
}

/** Translates one pattern of Python's `re` into a RegExp with the flag `u`. */
export class PatternTranslator {
  readonly #source: PatternSource;
  readonly #groups: PatternGroups;
  #atomics = 0;

  constructor(pattern: string) {
    this.#source = new PatternSource(pattern);
    this.#groups = new PatternGroups(this.#source);
  }

  compile(): RegExp {
    const flags = this.#readGlobalFlags();
    const { text } = this.#alternatives(flags);
    if (!this.#source.atEnd) throw this.#source.error('unbalanced parenthesis');
    return new RegExp(text, flags.ignoreCase ? 'iu' : 'u');
  }

  #readGlobalFlags(): PatternFlags {
    let flags = noFlags;
    for (;;) {
      const start = this.#source.position;
      this.#skipIdle(flags);
      const letters = this.#source.skip('(?') ? this.#source.takeWhile(/[a-zA-Z]/) : '';
      if (letters === '' || !this.#source.skip(')')) {
        this.#source.position = start;
        return flags;
      }
      flags = this.#withFlags(flags, letters, true);
    }
  }

  #withFlags(flags: PatternFlags, letters: string, value: boolean): PatternFlags {
    const changed = { ...flags };
    for (const letter of letters) {
      const name = flagNames[letter];
      if (letter === 'L')
        throw this.#source.error("bad inline flags: cannot use 'L' flag with a str pattern");
      if (name !== undefined) changed[name] = value;
      else if (letter !== 'u') throw this.#source.error('unknown flag');
    }
    if (changed.ascii && changed.ignoreCase) {
      throw this.#source.untranslatable('flags that ignore the case of ASCII letters alone');
    }
    return changed;
  }

  /** Skips comments, and in a verbose pattern blanks. */
  #skipIdle(flags: PatternFlags): void {
    for (;;) {
      const start = this.#source.position;
      if (this.#source.skip('(?#')) {
        this.#source.takeWhile(/[^)]/);
        if (!this.#source.skip(')')) throw this.#source.error('missing ), unterminated comment', start);
      } else if (flags.verbose && /[ \t\n\r\v\f#]/.test(this.#source.next)) {
        if (this.#source.take() === '#') this.#source.takeWhile(/[^\n]/);
      } else return;
    }
  }

  #alternatives(flags: PatternFlags): Piece {
    const groups = this.#groups.count;
    const branches = [this.#sequence(flags)];
    while (this.#source.skip('|')) {
      this.#groups.doubtSince(groups);
      branches.push(this.#sequence(flags));
    }
    if (branches.length > 1) this.#groups.doubtSince(groups);
    return {
      text: branches.map(({ text }) => text).join('|'),
      min: Math.min(...branches.map(({ min }) => min)),
      max: Math.max(...branches.map(({ max }) => max)),
      kind: 'atom',
    };
  }

  #sequence(flags: PatternFlags): Piece {
    let [text, min, max] = ['', 0, 0];
    for (;;) {
      this.#skipIdle(flags);
      if (this.#source.atEnd || /[|)]/.test(this.#source.next)) return { text, min, max, kind: 'atom' };
      const piece = this.#repeated(flags);
      text += piece.text;
      min += piece.min;
      max += piece.max;
    }
  }

  #repeated(flags: PatternFlags): Piece {
    const groups = this.#groups.count;
    let piece = this.#atom(flags);
    for (;;) {
      this.#skipIdle(flags);
      const start = this.#source.position;
      const count = this.#readCount();
      if (count === null) return piece;
      if (piece.kind === 'anchor') throw this.#source.error('nothing to repeat', start);
      if (piece.kind === 'repeat') throw this.#source.error('multiple repeat', start);
      if (count.min === 0) this.#groups.doubtSince(groups);
      piece = this.#repeat(piece, count);
    }
  }

  /** Reads the bounds of a quantifier; null when none stands here. Braces that are no quantifier are characters. */
  #readCount(): Width | null {
    if (this.#source.skip('*')) return { min: 0, max: Infinity };
    if (this.#source.skip('+')) return { min: 1, max: Infinity };
    if (this.#source.skip('?')) return { min: 0, max: 1 };
    const start = this.#source.position;
    if (!this.#source.skip('{')) return null;
    const low = this.#source.takeWhile(/[0-9]/);
    const high = this.#source.skip(',') ? this.#source.takeWhile(/[0-9]/) : low;
    const isEmpty = this.#source.position === start + 1;
    if (isEmpty || !this.#source.skip('}')) {
      this.#source.position = start;
      return null;
    }
    const [min, max] = [Number(low), high === '' ? Infinity : Number(high)];
    if (max < min) throw this.#source.error('min repeat greater than max repeat', start + 1);
    return { min, max };
  }

  #repeat(piece: Piece, { min, max }: Width): Piece {
    const counted = `(?:${piece.text}){${min},${max === Infinity ? '' : max}}`;
    const width = (each: number, times: number): number => (each === 0 || times === 0 ? 0 : each * times);
    const bounds = { min: width(piece.min, min), max: width(piece.max, max), kind: 'repeat' } as const;
    if (this.#source.skip('?')) return { ...bounds, text: `${counted}?` };
    return { ...bounds, text: this.#source.skip('+') ? this.#atomic(counted) : counted };
  }

  /** JavaScript has no atomic groups, but what a lookahead has found it does not give back. */
  #atomic(text: string): string {
    this.#atomics += 1;
    const name = `atomic${this.#atomics}`;
    return `(?:(?=(?<${name}>${text}))\\k<${name}>)`;
  }

  #atom(flags: PatternFlags): Piece {
    const start = this.#source.position;
    if (this.#readCount() !== null) throw this.#source.error('nothing to repeat', start);
    const character = this.#source.take();
    if (character === '(') return this.#group(flags, start);
    if (character === '[') return oneCharacter(translateSet(this.#source, flags));
    if (character === '\\') return this.#escape(flags);
    if (character === '.') return oneCharacter(flags.dotAll ? '[^]' : '[^\\n]');
    if (character === '^') return zeroWidth(startAnchor(flags), 'anchor');
    if (character === '$') return zeroWidth(endAnchor(flags), 'anchor');
    return oneCharacter(literal(character.codePointAt(0) ?? 0));
  }

  #escape(flags: PatternFlags): Piece {
    const { next } = this.#source;
    if (/[AZbB]/.test(next)) return zeroWidth(anchor(this.#source.take(), flags), 'anchor');
    if (/[dDsSwW]/.test(next)) return oneCharacter(categoryClass(this.#source.take(), flags));
    if (!/[0-9]/.test(next)) return oneCharacter(literal(readCharacterEscape(this.#source)));
    const start = this.#source.position;
    const escaped = readNumericEscape(this.#source, false);
    return 'group' in escaped
      ? this.#reference(escaped.group, start)
      : oneCharacter(literal(escaped.codePoint));
  }

  #reference(index: number, position: number): Piece {
    const { min, max } = this.#groups.refer(index, position);
    return { text: `\\k<group${index}>`, min, max, kind: 'atom' };
  }

  /** What stands between parentheses, from behind the opening one. */
  #group(flags: PatternFlags, start: number): Piece {
    if (!this.#source.skip('?')) return this.#capture(flags, start, null);
    if (this.#source.skip('P<')) return this.#capture(flags, start, this.#groups.readNewName());
    if (this.#source.skip('P=')) return this.#reference(this.#groups.readKnownName(), start);
    if (this.#source.skip('(')) throw this.#source.untranslatable('a conditional group', start);
    if (this.#source.skip(':')) return this.#plain(flags, start);
    if (this.#source.skip('>')) {
      const inner = this.#plain(flags, start);
      return { ...inner, text: this.#atomic(inner.text) };
    }
    for (const look of ['=', '!', '<=', '<!']) {
      if (this.#source.skip(look)) return this.#look(flags, start, look);
    }
    return this.#flagged(flags, start);
  }

  #close(start: number): void {
    if (!this.#source.skip(')')) throw this.#source.error('missing ), unterminated subpattern', start);
  }

  #plain(flags: PatternFlags, start: number): Piece {
    const inner = this.#alternatives(flags);
    this.#close(start);
    return { ...inner, text: `(?:${inner.text})` };
  }

  #capture(flags: PatternFlags, start: number, name: string | null): Piece {
    const index = this.#groups.open(name);
    const inner = this.#alternatives(flags);
    this.#close(start);
    this.#groups.close(index, inner);
    return { ...inner, text: `(?<group${index}>${inner.text})` };
  }

  #look(flags: PatternFlags, start: number, look: string): Piece {
    const groups = this.#groups.count;
    const inner = this.#alternatives(flags);
    this.#close(start);
    if (look.startsWith('<') && inner.min !== inner.max) {
      throw this.#source.error('look-behind requires fixed-width pattern', start);
    }
    if (look.endsWith('!')) this.#groups.doubtSince(groups);
    return zeroWidth(`(?:(?${look}${inner.text}))`, 'atom');
  }

  /** A group with flags of its own: `(?s-x:…)`. */
  #flagged(flags: PatternFlags, start: number): Piece {
    const on = this.#source.takeWhile(/[a-zA-Z]/);
    const off = this.#source.skip('-') ? this.#source.takeWhile(/[a-zA-Z]/) : '';
    if (on === '' && off === '') {
      const extension = this.#source.takeWhile(/[^]/, this.#source.next === '<' ? 2 : 1);
      throw this.#source.error(`unknown extension ?${extension}`, start + 1);
    }
    const inner = this.#withFlags(this.#withFlags(flags, on, true), off, false);
    if (this.#source.skip(')')) {
      throw this.#source.error('global flags not at the start of the expression', start);
    }
    if (!this.#source.skip(':')) throw this.#source.error('missing :');
    if (inner.ignoreCase !== flags.ignoreCase) {
      throw this.#source.untranslatable('a flag that changes case for a part of it', start);
    }
    return this.#plain(inner, start);
  }
}
