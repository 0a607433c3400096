import { CheckpointError } from '../base/errors.ts';
import type { Checkpoint, CheckpointStore } from './checkpoint-store.ts';

/** The newest backup of a folder that is whole. */
export interface Backup {
  readonly checkpoint: Checkpoint;
  /** What was wrong with a newer one, in words; null when nothing was. */
  readonly problem: string | null;
}

/** The paths under which training is backed up into a folder, the newest first. */
export function backupPaths(folder: string): readonly [latest: string, before: string] {
  const name = folder.replace(/\/+$/, '');
  return [`${name}/latest.variables.json`, `${name}/latest.bkp.variables.json`];
}

/** Reads a folder's newest backup that is whole, verified; null when there is none. */
export async function findBackup(store: CheckpointStore, folder: string): Promise<Backup | null> {
  let problem: string | null = null;
  for (const path of backupPaths(folder)) {
    try {
      const checkpoint = await store.load(path);
      if (checkpoint.entry.damaged) problem ??= `The newest text of the backup ${path} is damaged.`;
      if (checkpoint.trainingState !== null) return { checkpoint, problem };
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      if (error.code !== 'not-found') problem ??= `The backup ${path} cannot be used: ${error.message}`;
    }
  }
  return null;
}

/** A run that was interrupted, as its backup tells. */
export interface UnfinishedRun extends Backup {
  /** How many epochs it is planned to have. */
  readonly epochs: number;
}

/**
 * Finds the run that was backed up into a folder and did not come to its end; null when there is none. It is looked up
 * by its path: how many checkpoints there are does not matter.
 *
 * It does not tell whether that run is under way, here or in another tab.
 *
 * @example
 * const unfinished = await findUnfinishedRun(await openCheckpointStore(), 'backup');
 * if (unfinished) await trainer.fit({ resumeFrom: unfinished.checkpoint.entry.path });
 */
export async function findUnfinishedRun(
  store: CheckpointStore,
  backupDir: string,
): Promise<UnfinishedRun | null> {
  const backup = await findBackup(store, backupDir);
  const epochs = backup?.checkpoint.entry.epochs;
  return backup && epochs !== undefined ? { ...backup, epochs } : null;
}
