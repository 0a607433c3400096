import { explainMissingPart } from './explain-missing-part.ts';

/** The message of whatever was thrown, for somebody to read: also of what is no error. */
export function messageOf(thrown: unknown): string {
  const error = explainMissingPart(thrown);
  return error instanceof Error ? error.message : String(error);
}
