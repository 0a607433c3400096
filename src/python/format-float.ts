import { exactDigits, roundDigits, shortestDigits } from './decimal-digits.ts';
import type { DecimalDigits } from './decimal-digits.ts';
import { fixedDigits } from './fixed-digits.ts';
import { formatFailure } from './format-failure.ts';
import { layoutNumber, repeated } from './format-layout.ts';
import type { FormatSpec } from './format-spec.ts';
import { checkSpec, unknownType } from './format-type.ts';

/** The type of a float's spec without one, in CPython's words. */
const noType = '\0';
/** What C calls INT_MAX: the largest precision that CPython takes. */
const maximumPrecision = 2147483647;
const defaultPrecision = 6;

/**
 * Formats a float; every digit is correctly rounded from the exact binary value, ties to even.
 *
 * @throws FormatError
 */
export function formatFloat(value: number, spec: FormatSpec): string {
  checkSpec(spec, 'float', noType);
  const type = spec.type ?? noType;
  if (!'\0eEfFgGn%'.includes(type)) throw unknownType(spec, 'float');
  if (spec.precision > maximumPrecision) throw formatFailure('ValueError', 'precision too big');
  // As CPython: the product is rounded, and may be infinite.
  const shown = type === '%' ? value * 100 : value;
  const text = magnitudeText(Math.abs(shown), spec, type) + (type === '%' ? '%' : '');
  const negative = isNegative(shown) && !(spec.noNegativeZero && isZero(text));
  if (plain(spec)) return negative ? `-${text}` : text;
  const digits = /^\d*/.exec(text)?.[0] ?? '';
  return layoutNumber({ negative, prefix: '', digits, rest: text.slice(digits.length) }, spec);
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

/** An exponent does not count: a zero's is always +00. */
function isZero(text: string): boolean {
  return /^[0.]+(?:e|%|$)/i.test(text);
}

/** Whether the text needs no layout: the usual case. */
function plain({ width, sign, grouping }: FormatSpec): boolean {
  return width <= 0 && (sign === '' || sign === '-') && grouping === '';
}

function magnitudeText(magnitude: number, spec: FormatSpec, type: string): string {
  const text = Number.isFinite(magnitude) ? finiteText(magnitude, spec, type) : nonFiniteText(magnitude);
  return 'EFG'.includes(type) ? text.toUpperCase() : text;
}

function nonFiniteText(magnitude: number): string {
  return Number.isNaN(magnitude) ? 'nan' : 'inf';
}

function finiteText(magnitude: number, { precision, alternate }: FormatSpec, type: string): string {
  const places = precision < 0 ? defaultPrecision : precision;
  if ('fF%'.includes(type)) return withPoint(fixedDigits(magnitude, places), alternate && places === 0);
  if ('eE'.includes(type)) {
    return exponential(roundDigits(exactDigits(magnitude), places + 1), places, alternate);
  }
  if (type === noType && precision < 0) return shortest(magnitude, alternate);
  return general(magnitude, Math.max(places, 1), alternate, type === noType);
}

function withPoint(text: string, pointed: boolean): string {
  return pointed ? `${text}.` : text;
}

/** As `repr`. */
function shortest(magnitude: number, alternate: boolean): string {
  const decimal = shortestDigits(magnitude);
  if (decimal.point > -4 && decimal.point <= 16) return positional(decimal, 1, alternate);
  return exponential(decimal, decimal.digits.length - 1, alternate);
}

/**
 * As `g`: significant digits, with an exponent for what is very small or longer than them.
 *
 * @param dotted the spec has no type: always a digit after the point, and the exponent one digit sooner
 */
function general(magnitude: number, significant: number, alternate: boolean, dotted: boolean): string {
  const decimal = roundDigits(exactDigits(magnitude), significant);
  const shown = alternate ? significant : decimal.digits.length;
  if (decimal.point <= -4 || decimal.point > (dotted ? significant - 1 : significant)) {
    return exponential(decimal, shown - 1, alternate);
  }
  return positional(decimal, Math.max(shown - decimal.point, dotted ? 1 : 0), alternate);
}

/** Writes with `decimals` digits after the point, or more if there are more. */
function positional({ digits, point }: DecimalDigits, decimals: number, alternate: boolean): string {
  const whole = point > 0 ? digits.slice(0, point) + repeated('0', point - digits.length) : '0';
  const fraction = repeated('0', -point) + digits.slice(Math.max(point, 0));
  const padded = fraction + repeated('0', decimals - fraction.length);
  return padded === '' ? withPoint(whole, alternate) : `${whole}.${padded}`;
}

/** Writes with one digit before the point, `decimals` after it, and an exponent of two digits or more. */
function exponential({ digits, point }: DecimalDigits, decimals: number, alternate: boolean): string {
  const fraction = digits.slice(1) + repeated('0', decimals - digits.length + 1);
  const mantissa = fraction === '' ? withPoint(digits, alternate) : `${digits.charAt(0)}.${fraction}`;
  const exponent = point - 1;
  const shown = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${shown}`;
}
