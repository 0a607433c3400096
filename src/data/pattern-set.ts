import { readCharacterEscape, readNumericEscape } from './pattern-escapes.ts';
import { categoryClass, literal, type PatternFlags } from './pattern-classes.ts';
import type { PatternSource } from './pattern-source.ts';

/** A member of a set: one character, or a category of them. */
type Member = { readonly codePoint: number } | { readonly category: string };

function readEscapedMember(source: PatternSource, flags: PatternFlags): Member {
  if (/[0-9]/.test(source.next)) {
    const escaped = readNumericEscape(source, true);
    return { codePoint: 'codePoint' in escaped ? escaped.codePoint : 0 };
  }
  if (/[dDsSwW]/.test(source.next)) return { category: categoryClass(source.take(), flags) };
  if (source.skip('b')) return { codePoint: 8 };
  return { codePoint: readCharacterEscape(source) };
}

function readMember(source: PatternSource, flags: PatternFlags, start: number): Member {
  if (source.atEnd) throw source.error('unterminated character set', start);
  if (source.skip('\\')) return readEscapedMember(source, flags);
  return { codePoint: source.take().codePointAt(0) ?? 0 };
}

function write(member: Member): string {
  return 'category' in member ? member.category : literal(member.codePoint);
}

function readRange(source: PatternSource, flags: PatternFlags, start: number): string {
  const at = source.position;
  const low = readMember(source, flags, start);
  if (!source.skip('-')) return write(low);
  if (source.atEnd) throw source.error('unterminated character set', start);
  if (source.next === ']') {
    source.position -= 1;
    return write(low);
  }
  const high = readMember(source, flags, start);
  if ('category' in low || 'category' in high || high.codePoint < low.codePoint) {
    throw source.error('bad character range', at);
  }
  return `${literal(low.codePoint)}-${literal(high.codePoint)}`;
}

/** Translates a set, from behind its `[`. A hyphen or a bracket where it cannot mean more is a character. */
export function translateSet(source: PatternSource, flags: PatternFlags): string {
  const start = source.position - 1;
  const negated = source.skip('^');
  let members = '';
  do members += readRange(source, flags, start);
  while (!source.skip(']'));
  return `[${negated ? '^' : ''}${members}]`;
}
