import { errorClasses, TidemarkError } from './errors.ts';
import type { ErrorDetail } from './errors.ts';
import { explainMissingPart } from './explain-missing-part.ts';

/** An error on its way to another thread: a structured clone alone would lose its class and its code. */
export interface WireError {
  readonly name: string;
  /** Null for an error that is not Tidemark's. */
  readonly code: string | null;
  readonly message: string;
  readonly stack: string | null;
  readonly details: Readonly<Record<string, ErrorDetail>>;
  readonly cause: WireError | null;
}

/** How many causes of causes cross. */
const MAX_CAUSES = 4;

/** Packs an error, or anything else that was thrown. */
export function toWireError(thrown: unknown, depth = 0): WireError {
  const error = depth === 0 ? explainMissingPart(thrown) : thrown;
  const isError = error instanceof Error;
  return {
    name: isError ? error.name : 'Error',
    code: error instanceof TidemarkError ? error.code : null,
    message: isError ? error.message : String(error),
    stack: isError ? (error.stack ?? null) : null,
    details: error instanceof TidemarkError ? error.details : {},
    cause:
      isError && error.cause !== undefined && depth < MAX_CAUSES ? toWireError(error.cause, depth + 1) : null,
  };
}

/** Makes an error again, of the class that it had. */
export function fromWireError(wire: WireError): Error {
  const options = { details: wire.details, ...(wire.cause ? { cause: fromWireError(wire.cause) } : {}) };
  const known = Object.hasOwn(errorClasses, wire.name) ? errorClasses[wire.name] : undefined;
  const error =
    wire.code === null
      ? Object.assign(new Error(wire.message, options), { name: wire.name })
      : new (known ?? TidemarkError)(wire.code, wire.message, options);
  if (wire.stack !== null) error.stack = wire.stack;
  return error;
}
