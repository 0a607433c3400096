import { decimalValue } from './decimal-value.ts';

/** The largest number that a template may hold: `sys.maxsize` of 64-bit Python. */
const largest = 9223372036854775807n;

/** Digits that are read at the front of a text. */
export interface LeadingInteger {
  /** The number, or `'overflow'` where Python says "Too many decimal digits in format string". */
  readonly value: bigint | 'overflow';
  /** How many code units were read; 0 where the text does not begin with a digit. */
  readonly length: number;
}

/** Reads the decimal digits, of any script, at `start` of a text. */
export function leadingInteger(text: string, start = 0): LeadingInteger {
  let value = 0n;
  let end = start;
  while (end < text.length) {
    const codePoint = text.codePointAt(end) ?? 0;
    const digit = decimalValue(codePoint);
    if (digit < 0) break;
    value = value * 10n + BigInt(digit);
    end += codePoint > 0xffff ? 2 : 1;
    if (value > largest) return { value: 'overflow', length: end - start };
  }
  return { value, length: end - start };
}
