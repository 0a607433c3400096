import { formatFailure } from './format-failure.ts';
import { pad } from './format-layout.ts';
import type { FormatSpec } from './format-spec.ts';
import { checkSpec, unknownType } from './format-type.ts';

/**
 * Formats text: precision cuts, width fills, both counted in code points.
 *
 * @throws FormatError for a spec that is for numbers
 */
export function formatText(value: string, spec: FormatSpec): string {
  checkSpec(spec, 'str', 's');
  if ((spec.type ?? 's') !== 's') throw unknownType(spec, 'str');
  refuseNumberOptions(spec);
  const { length, text } = cut(value, spec.precision);
  return pad(text, spec.width - length, spec.fill ?? (spec.zeroPadded ? '0' : ' '), spec.align ?? '<');
}

function refuseNumberOptions(spec: FormatSpec): void {
  const what = refusedOption(spec);
  if (what !== undefined) throw formatFailure('ValueError', `${what} not allowed in string format specifier`);
}

function refusedOption({ sign, noNegativeZero, alternate, align }: FormatSpec): string | undefined {
  if (sign !== '') return sign === ' ' ? 'Space' : 'Sign';
  if (noNegativeZero) return 'Negative zero coercion (z)';
  if (alternate) return 'Alternate form (#)';
  return align === '=' ? "'=' alignment" : undefined;
}

/** Cuts text to `precision` code points and counts what is left. */
function cut(value: string, precision: number): { readonly text: string; readonly length: number } {
  const characters = Array.from(value);
  if (precision < 0 || characters.length <= precision) return { text: value, length: characters.length };
  return { text: characters.slice(0, precision).join(''), length: precision };
}
