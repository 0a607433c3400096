/**
 * A field of an error: plain data, so that it crosses threads and reads well in a log.
 */
export type ErrorDetail = string | number | boolean | null | readonly ErrorDetail[];

/** What an error carries beside its message. */
export interface ErrorOptions {
  /** What was received, expected, or concerned, by name. */
  readonly details?: Readonly<Record<string, ErrorDetail>>;
  /** The error or value that led to this one. */
  readonly cause?: unknown;
}

/**
 * The one base of every error that Tidemark throws.
 *
 * `code` is stable and kebab-case: branch on it, never on the message. The message says what happened (with the
 * value received), what was expected, and what to do.
 *
 * @example
 * try { await trainer.fit(); } catch (error) {
 *   if (error instanceof TidemarkError && error.code === 'quota-exceeded') offerDownload();
 * }
 */
export class TidemarkError extends Error {
  override readonly name: string = 'TidemarkError';
  /** Stable, kebab-case; part of the public interface. */
  readonly code: string;
  /** Plain data about the failure. @default {} */
  readonly details: Readonly<Record<string, ErrorDetail>>;

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** An argument or a setting that is not acceptable; thrown before anything starts. */
export class ArgumentError extends TidemarkError {
  override readonly name = 'ArgumentError';
}

/** A template that Python's `str.format` would refuse, or text that Python would not read. */
export class FormatError extends TidemarkError {
  override readonly name = 'FormatError';
}

/** Data that does not fit its schema. */
export class DataError extends TidemarkError {
  override readonly name = 'DataError';
}

/** A language model that could not be reached, refused, or gave an answer that is not usable. */
export class LanguageModelError extends TidemarkError {
  override readonly name = 'LanguageModelError';
}

/** A program, or the file of one, that cannot be built, read or run. */
export class ProgramError extends TidemarkError {
  override readonly name = 'ProgramError';
}

/** Training that cannot begin or go on. */
export class TrainingError extends TidemarkError {
  override readonly name = 'TrainingError';
}

/** A checkpoint that cannot be stored, found, read or imported. */
export class CheckpointError extends TidemarkError {
  override readonly name = 'CheckpointError';
}

/** A worker that died, does not answer, or speaks another protocol version. */
export class WorkerError extends TidemarkError {
  override readonly name = 'WorkerError';
}

/** Every error class by its name: what a wire format needs to rebuild an error as what it was. */
export const errorClasses: Readonly<Record<string, typeof TidemarkError>> = {
  TidemarkError,
  ArgumentError,
  FormatError,
  DataError,
  LanguageModelError,
  ProgramError,
  TrainingError,
  CheckpointError,
  WorkerError,
};
