import { ProgramError, TidemarkError } from '../base/errors.ts';

/** The error for a part of a file that is not what it should be. */
export function badFile(path: string, what: string, cause?: unknown): ProgramError {
  return new ProgramError(
    'bad-file',
    `This program file cannot be used: at ${path}, ${what}. Nothing was loaded.`,
    { details: { path }, ...(cause === undefined ? {} : { cause }) },
  );
}

/** The error for a field that would change what is run, in a way that is not known here. */
export function unknownField(path: string, cause: TidemarkError): ProgramError {
  const where = `${path}.${String(cause.details['path'])}`;
  return new ProgramError('unknown-field', `At ${where} in the program file: ${cause.message}`, {
    details: { path: where },
    cause,
  });
}

/**
 * Runs what reads or makes a part of a file, and says of its errors where in the file they arose.
 *
 * @throws ProgramError `bad-file`, `unknown-field` with `details.path`
 */
export function atPath<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof TidemarkError)) throw cause;
    if (cause instanceof ProgramError && typeof cause.details['path'] === 'string') throw cause;
    if (cause.code === 'unknown-field') throw unknownField(path, cause);
    const field = cause.details['path'];
    throw badFile(typeof field === 'string' ? `${path}.${field}` : path, cause.message, cause);
  }
}
