import { maximumLength, tooLong } from '../python/format-layout.ts';
import { parseTemplate } from '../python/format-template.ts';
import type { TemplatePart } from '../python/format-template.ts';
import { fieldToken, literalToken } from './path-token.ts';
import type { PathToken } from './path-token.ts';

/** A path template compiled for matching. */
export interface PathPattern {
  /** What every path that matches begins with. */
  readonly prefix: string;
  /** Tells whether a path may have been formatted from the template. */
  matches(path: string): boolean;
}

/**
 * Compiles a path template for matching: what stands outside its fields matches itself, and each field matches within
 * one folder level, in any folder. `{epoch:02d}` and `{val_reward:.2f}` match numbers of that form (or `na`, what
 * stands for a value that was not known); other fields match any text.
 *
 * `{{` and `}}` are braces, as in a template; from a brace without its partner on, the text matches itself, and more
 * slashes in a row are as one. Takes time proportional to path × template, whatever the template.
 *
 * Differs from Synalinks: there the name's last part is a regular expression in which everything from the first `{`
 * to the last `}` is one wildcard, so that `ckpt.json` finds `ckpt_json` and `a+b.json` does not find itself.
 *
 * @throws FormatError for a template beyond what `formatPath` takes
 * @example compilePathPattern('runs/{epoch:02d}.json').matches('runs/07.json'); // true
 */
export function compilePathPattern(template: string): PathPattern {
  if (template.length > maximumLength) throw tooLong(`${template.length} characters of its own`);
  const parts = parseTemplate(template).map((part) => withoutFault(part, template));
  const tokens = parts.map(toToken);
  return { prefix: prefixOf(parts), matches: (path) => matches(tokens, oneSlash(path)) };
}

/** A template with a fault has formatted no path, so what follows the fault can only be meant as it stands. */
function withoutFault(part: TemplatePart, template: string): Exclude<TemplatePart, { kind: 'fault' }> {
  return typeof part === 'string' || part.kind === 'field' ? part : template.slice(part.start);
}

function toToken(part: ReturnType<typeof withoutFault>): PathToken {
  return typeof part === 'string' ? literalToken(oneSlash(part)) : fieldToken(part);
}

function oneSlash(text: string): string {
  return text.replace(/\/{2,}/g, '/');
}

/** Ends at slashes in a row, of which a path may have more or fewer. */
function prefixOf(parts: readonly ReturnType<typeof withoutFault>[]): string {
  const field = parts.findIndex((part) => typeof part !== 'string');
  const literal = (field < 0 ? parts : parts.slice(0, field)).join('');
  const slashes = literal.indexOf('//');
  return slashes < 0 ? literal : literal.slice(0, slashes + 1);
}

function matches(tokens: readonly PathToken[], path: string): boolean {
  let places: readonly number[] = [0];
  for (const token of tokens) {
    places = token(path, places);
    if (places.length === 0) return false;
  }
  return places.at(-1) === path.length;
}
