import { formatFailure } from './format-failure.ts';
import { formatFloat } from './format-float.ts';
import { layoutNumber, pad } from './format-layout.ts';
import type { FormatSpec } from './format-spec.ts';
import { checkSpec, unknownType } from './format-type.ts';
import { integerText } from './integer-text.ts';

const prefixes: Readonly<Record<string, { readonly radix: number; readonly prefix: string }>> = {
  b: { radix: 2, prefix: '0b' },
  o: { radix: 8, prefix: '0o' },
  x: { radix: 16, prefix: '0x' },
  X: { radix: 16, prefix: '0X' },
};

/**
 * Formats an int, or a bool as the int that it is.
 *
 * @param typeName `int` or `bool`, for the messages
 * @throws FormatError
 */
export function formatInteger(value: bigint, spec: FormatSpec, typeName: 'int' | 'bool'): string {
  checkSpec(spec, typeName, 'd');
  const type = spec.type ?? 'd';
  if ('eEfFgG%'.includes(type)) return formatFloat(toFloat(value), spec);
  if (!'bcdoxXn'.includes(type)) throw unknownType(spec, typeName);
  if (spec.precision >= 0) throw refused('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) {
    throw refused('Negative zero coercion (z) not allowed in integer format specifier');
  }
  return type === 'c' ? formatCharacter(value, spec) : layoutDigits(value, spec, type);
}

function refused(message: string): Error {
  return formatFailure('ValueError', message);
}

function toFloat(value: bigint): number {
  const float = Number(value);
  if (Number.isFinite(float)) return float;
  throw formatFailure('OverflowError', 'int too large to convert to float');
}

function layoutDigits(value: bigint, spec: FormatSpec, type: string): string {
  const negative = value < 0n;
  const magnitude = negative ? -value : value;
  const base = prefixes[type];
  if (base === undefined) {
    return layoutNumber({ negative, prefix: '', digits: integerText(magnitude), rest: '' }, spec);
  }
  const text = magnitude.toString(base.radix);
  const digits = type === 'X' ? text.toUpperCase() : text;
  return layoutNumber({ negative, prefix: spec.alternate ? base.prefix : '', digits, rest: '' }, spec);
}

/** Formats an int as the character with that code point. */
function formatCharacter(value: bigint, spec: FormatSpec): string {
  if (spec.sign !== '') throw refused("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) throw refused("Alternate form (#) not allowed with integer format specifier 'c'");
  if (BigInt.asIntN(64, value) !== value) {
    throw formatFailure('OverflowError', 'Python int too large to convert to C long');
  }
  if (value < 0n || value > 0x10ffffn) {
    throw formatFailure('OverflowError', '%c arg not in range(0x110000)');
  }
  const fill = spec.fill ?? (spec.zeroPadded ? '0' : ' ');
  return pad(String.fromCodePoint(Number(value)), spec.width - 1, fill, spec.align ?? '>');
}
