import { folderError } from '../checkpoints/checkpoint-errors.ts';

/**
 * Gives the error of a save the store's words, if it is a file system's of a path that is a folder: another kind of
 * store, or of program, may write files.
 */
export function clearError(error: unknown, path: string): unknown {
  return error instanceof Error && isFolderError(error) ? folderError(path) : error;
}

/** An error with a code is known by it; one without, and of no class of its own, by its words. */
function isFolderError(error: Error & { readonly code?: unknown }): boolean {
  if (error.code !== undefined) return error.code === 'EISDIR';
  return error.constructor === Error && /is a directory/i.test(error.message);
}
