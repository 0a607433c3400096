import { exactDigits, roundDigits } from './decimal-digits.ts';
import { repeated } from './format-layout.ts';

/** The powers of ten that doubles hold exactly and that products below 2^53 leave room for. */
const powers: readonly number[] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

/**
 * Writes a number with `decimals` digits after the point, correctly rounded from its exact value, ties to even.
 *
 * @param magnitude finite, not negative
 * @returns digits, with a point only if decimals > 0
 */
export function fixedDigits(magnitude: number, decimals: number): string {
  const scaled = scaledInteger(magnitude, decimals);
  const all = scaled === undefined ? slowDigits(magnitude, decimals) : String(scaled);
  if (decimals === 0) return all;
  const digits = all.length > decimals ? all : repeated('0', decimals + 1 - all.length) + all;
  const point = digits.length - decimals;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The digits of round(magnitude × 10^decimals) from the exact expansion. */
function slowDigits(magnitude: number, decimals: number): string {
  const exact = exactDigits(magnitude);
  const { digits, point } = roundDigits(exact, exact.point + decimals);
  if (digits === '0') return digits;
  return digits + repeated('0', point + decimals - digits.length);
}

/**
 * Computes round(magnitude × 10^decimals), ties to even, in doubles, where that is provably exact: the product is
 * hi + lo without error (Dekker), hi's distance from the half is exact, and lo is too small to change its sign.
 */
function scaledInteger(magnitude: number, decimals: number): number | undefined {
  const power = powers[decimals];
  if (power === undefined) return undefined;
  const hi = magnitude * power;
  if (hi >= 4503599627370496) return undefined;
  const floor = Math.floor(hi);
  const fromHalf = hi - floor - 0.5;
  const side = fromHalf === 0 ? productError(magnitude, power, hi) : fromHalf;
  if (side === 0) return floor + (floor % 2);
  return side > 0 ? floor + 1 : floor;
}

/** The exact value of a × b − fl(a × b); a and b are far from overflow and underflow. */
function productError(a: number, b: number, product: number): number {
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Splits a double into two of 26 bits, whose products are exact (Veltkamp). */
function halves(value: number): readonly [number, number] {
  const scaled = value * 134217729;
  const high = scaled - (scaled - value);
  return [high, value - high];
}
