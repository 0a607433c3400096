import { FormatError } from '../base/errors.ts';

/** The Python exceptions that `str.format` raises, by the words of a {@link FormatError}'s `code`. */
const codes = {
  AttributeError: 'format-attribute-error',
  IndexError: 'format-index-error',
  KeyError: 'format-key-error',
  MemoryError: 'format-too-long',
  OverflowError: 'format-overflow-error',
  TypeError: 'format-type-error',
  ValueError: 'format-value-error',
} as const;

/** The name of a Python exception that formatting can raise. */
export type FormatErrorType = keyof typeof codes;

/**
 * Builds the error that stands for a Python exception: `details.type` is its class, the message is its `str()`.
 *
 * @param details further fields, such as the `key` of a KeyError
 */
export function formatFailure(
  type: FormatErrorType,
  message: string,
  details: Readonly<Record<string, string>> = {},
): FormatError {
  return new FormatError(codes[type], message, { details: { type, ...details } });
}
