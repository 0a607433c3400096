import { formatFailure } from './format-failure.ts';

/** Python's guard against quadratic work, from 3.11 on. */
const digitLimit = 4300;

/**
 * Writes an int in decimal as Python's `str` does.
 *
 * @throws FormatError beyond 4300 digits, where Python refuses too
 */
export function integerText(value: bigint): string {
  const text = value.toString();
  if (text.length <= digitLimit || text.length - (value < 0n ? 1 : 0) <= digitLimit) return text;
  throw formatFailure(
    'ValueError',
    `Exceeds the limit (${digitLimit} digits) for integer string conversion; ` +
      'use sys.set_int_max_str_digits() to increase the limit',
  );
}
