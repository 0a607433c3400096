import { CheckpointError } from '../base/errors.ts';

/** Words the refusal of a path that is a file and a folder at once; the words are the reference's. */
export function folderError(path: string): CheckpointError {
  return new CheckpointError(
    'path-is-folder',
    'Please specify a non-directory filepath for ProgramCheckpoint. Filepath used is an existing directory: ' +
      path,
    { details: { path } },
  );
}

/** The error of a path that holds no checkpoint. */
export function notFoundError(path: string): CheckpointError {
  const message = `There is no checkpoint "${path}". It may have been deleted; \`list\` tells what there is.`;
  return new CheckpointError('not-found', message, { details: { path } });
}

/** The error of a checkpoint that cannot be put back. */
export function pathTakenError(path: string): CheckpointError {
  const message = `"${path}" cannot be put back: another checkpoint has been saved there. Delete that one first.`;
  return new CheckpointError('path-taken', message, { details: { path } });
}

/** The error of a text that is not what was saved. */
export function damagedError(path: string, cause: unknown): CheckpointError {
  const message =
    `The text of "${path}" is damaged (its SHA-256 is not the one it was saved with), and no older one is left. ` +
    'Use another checkpoint, or import this one again.';
  return new CheckpointError('damaged', message, { details: { path }, cause });
}

/** How much of the granted room is taken; null where the browser does not say. */
export interface TakenRoom {
  readonly used: number | null;
  readonly quota: number | null;
}

/** The error of a full disk. */
export function quotaError(
  path: string,
  neededBytes: number,
  room: TakenRoom,
  cause: unknown,
): CheckpointError {
  const { used, quota } = room;
  const granted =
    used === null || quota === null
      ? ''
      : ` (${used} of the ${quota} bytes that the browser grants are taken)`;
  const needed = neededBytes > 0 ? `${neededBytes} bytes are needed` : 'a little is needed';
  const message =
    `There is no room for "${path}": ${needed}, and there is no more${granted}. ` +
    'Delete checkpoints, keep fewer of them, or free space on the disk.';
  const details = { path, neededBytes, usedBytes: used, quotaBytes: quota };
  return new CheckpointError('quota-exceeded', message, { details, cause });
}
