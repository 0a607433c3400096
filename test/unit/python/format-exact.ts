/**
 * Formats floats as slowly and plainly as can be, with fractions of big integers: the expectation that the
 * formatter's own arithmetic is held against. Nothing of it is shared with the formatter.
 */

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `format(value, '.<precision>f')` of a finite value. */
export function exactFixed(value: number, precision: number): string {
  const digits = roundedQuotient(fractionOf(value), 10n ** BigInt(precision))
    .toString()
    .padStart(precision + 1, '0');
  const whole = digits.slice(0, digits.length - precision);
  return signOf(value) + (precision === 0 ? whole : `${whole}.${digits.slice(-precision)}`);
}

/** `format(value, '.<precision>%')` of a value that is finite times 100. */
export function exactPercent(value: number, precision: number): string {
  return `${exactFixed(value * 100, precision)}%`;
}

/** `format(value, '.<precision>e')` of a finite value. */
export function exactExponential(value: number, precision: number): string {
  const { digits, exponent } = significant(value, precision + 1);
  const fraction = precision === 0 ? '' : `.${digits.slice(1)}`;
  return `${signOf(value)}${digits.charAt(0)}${fraction}e${exponentText(exponent)}`;
}

/** `format(value, '.<precision>g')` of a finite value. */
export function exactGeneral(value: number, precision: number): string {
  const count = Math.max(precision, 1);
  const { exponent } = significant(value, count);
  if (exponent >= -4 && exponent < count) return withoutZeros(exactFixed(value, count - 1 - exponent));
  const [mantissa = '', power = ''] = exactExponential(value, count - 1).split('e');
  return `${withoutZeros(mantissa)}e${power}`;
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : '';
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** The magnitude as a fraction; doubling a double that has a fraction loses nothing. */
function fractionOf(value: number): Fraction {
  let magnitude = Math.abs(value);
  let denominator = 1n;
  while (!Number.isInteger(magnitude)) {
    magnitude *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(magnitude), denominator };
}

/** fraction × scale as an integer, ties to even. */
function roundedQuotient({ numerator, denominator }: Fraction, scale: bigint): bigint {
  const scaled = numerator * scale;
  const quotient = scaled / denominator;
  const twice = (scaled % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** `count` digits of a value, and the power of ten of the first. */
function significant(value: number, count: number): { readonly digits: string; readonly exponent: number } {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const fraction = fractionOf(value);
  const exponent = powerOfTen(fraction);
  const digits = roundedQuotient(shifted(fraction, count - 1 - exponent), 1n).toString();
  return digits.length > count
    ? { digits: digits.slice(0, count), exponent: exponent + 1 }
    : { digits, exponent };
}

/** The largest k for which 10^k is not greater than the fraction. */
function powerOfTen(fraction: Fraction): number {
  let power = fraction.numerator.toString().length - fraction.denominator.toString().length;
  const { numerator, denominator } = shifted(fraction, -power);
  if (numerator < denominator) power -= 1;
  return power;
}

function shifted({ numerator, denominator }: Fraction, power: number): Fraction {
  return power >= 0
    ? { numerator: numerator * 10n ** BigInt(power), denominator }
    : { numerator, denominator: denominator * 10n ** BigInt(-power) };
}
