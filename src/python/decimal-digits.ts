/**
 * A number in decimal: 0.d₁d₂d₃… × 10^point, without trailing zeros. Zero is the one digit 0 with the point behind
 * it.
 */
export interface DecimalDigits {
  readonly digits: string;
  readonly point: number;
}

const zero: DecimalDigits = { digits: '0', point: 1 };

/**
 * Returns the exact decimal expansion of a double, which every double has: up to 767 digits.
 *
 * @param magnitude finite, not negative
 */
export function exactDigits(magnitude: number): DecimalDigits {
  if (magnitude === 0) return zero;
  const { mantissa, exponent } = decompose(magnitude);
  if (exponent >= 0) {
    const digits = (mantissa << BigInt(exponent)).toString();
    return { digits: withoutTrailingZeros(digits), point: digits.length };
  }
  // m / 2^k = m * 5^k / 10^k
  const digits = (mantissa * 5n ** BigInt(-exponent)).toString();
  return { digits: withoutTrailingZeros(digits), point: digits.length + exponent };
}

/**
 * Returns the fewest digits that give the same double back; they end where its neighbours become nearer.
 *
 * @param magnitude finite, not negative
 */
export function shortestDigits(magnitude: number): DecimalDigits {
  if (magnitude === 0) return zero;
  const [mantissa = '', exponent = ''] = magnitude.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/**
 * Rounds to `count` digits, ties to even. The input is exact, so the result is correctly rounded.
 *
 * @param count may be 0 or less, for a place before the first digit
 */
export function roundDigits({ digits, point }: DecimalDigits, count: number): DecimalDigits {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return zero;
  const head = digits.slice(0, count);
  if (!roundsUp(head, digits.slice(count))) return count === 0 ? zero : trimmed(head, point);
  const nines = /9*$/.exec(head)?.[0].length ?? 0;
  if (nines === count) return { digits: '1', point: point + 1 };
  const last = count - nines - 1;
  return { digits: head.slice(0, last) + String(Number(head.charAt(last)) + 1), point };
}

/** The tail has no trailing zeros, so text order is numeric order and only '5' is a tie. */
function roundsUp(head: string, tail: string): boolean {
  return tail === '5' ? '13579'.includes(head.charAt(head.length - 1) || '0') : tail > '5';
}

function trimmed(digits: string, point: number): DecimalDigits {
  return { digits: withoutTrailingZeros(digits), point };
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 0x30) end -= 1;
  return digits.slice(0, end);
}

const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);

/** Splits a positive double: magnitude = mantissa × 2^exponent. */
function decompose(magnitude: number): { readonly mantissa: bigint; readonly exponent: number } {
  float[0] = magnitude;
  const word = bits[0] ?? 0n;
  const fraction = word & 0xfffffffffffffn;
  const biased = Number(word >> 52n) & 0x7ff;
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}
