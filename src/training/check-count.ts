import { ArgumentError } from '../base/errors.ts';

/** @throws ArgumentError `bad-option` unless it is a whole number from 1 up */
export function checkCount(name: string, value: number): void {
  if (!isWhole(value, 1)) throw badOption(name, value, 'a whole number from 1 up');
}

/** Whether a number is whole, and not below another. */
export const isWhole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;

/** The error for an option that is not what it should be. */
export function badOption(
  name: string,
  value: string | number | readonly number[],
  expected: string,
): ArgumentError {
  const received = Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
  return new ArgumentError(
    'bad-option',
    `Expected \`${name}\` to be ${expected}. Received: ${name}=${received}`,
    { details: { option: name, received: value } },
  );
}
