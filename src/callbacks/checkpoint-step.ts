import type { SaveReason } from '../checkpoints/checkpoint-store.ts';
import { countBatches, noteLogs } from './checkpoint-progress.ts';
import type { CheckpointProgress } from './checkpoint-progress.ts';
import type { Moment } from './filepath.ts';
import type { LogValues } from './log-values.ts';

/** A save that is due. */
export interface DueSave {
  readonly moment: Moment;
  readonly logs: LogValues;
  readonly reason: SaveReason;
  /** Where the callback stands, its best aside, once this is dealt with. */
  readonly after: CheckpointProgress;
}

/** What the end of a batch or of an epoch means. */
export interface CheckpointStep {
  /** Where the callback stands, whatever becomes of the save. */
  readonly progress: CheckpointProgress;
  readonly due: DueSave | null;
}

/** The end of an epoch. */
export function epochStep(
  before: CheckpointProgress,
  epoch: number,
  logs: LogValues,
  saveFreq: 'epoch' | number,
): CheckpointStep {
  const progress = noteLogs(before, logs);
  if (saveFreq !== 'epoch') return { progress, due: null };
  return { progress, due: { moment: { epoch, batch: null }, logs, reason: 'epoch', after: progress } };
}

/**
 * The end of a batch.
 *
 * @param isTime whether enough time has gone by for a save of any batch
 */
export function batchStep(
  before: CheckpointProgress,
  batch: number,
  logs: LogValues,
  { saveFreq, isTime }: { readonly saveFreq: 'epoch' | number; readonly isTime: boolean },
): CheckpointStep {
  const noted = noteLogs(before, logs);
  const progress = saveFreq === 'epoch' ? noted : countBatches(noted, batch);
  const moment = { epoch: progress.epoch ?? 0, batch };
  if (saveFreq !== 'epoch' && progress.batchesSinceSave >= saveFreq) {
    const after = { ...progress, batchesSinceSave: 0 };
    return { progress, due: { moment, logs, reason: 'batch', after } };
  }
  return { progress, due: isTime ? { moment, logs, reason: 'interval', after: progress } : null };
}
