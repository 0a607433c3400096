import type { CheckpointStore, MonitorMode } from '../checkpoints/checkpoint-store.ts';
import type { CheckpointProgress } from './checkpoint-progress.ts';
import { isBetter, worstValue } from './monitor-mode.ts';

/** Whose best to look for, and by what. */
interface OwnBest {
  readonly run: string;
  readonly pattern: string;
  readonly monitor: string;
  readonly mode: MonitorMode;
}

/**
 * Brings the best value of a run that goes on up to what the store has of it: a better one may have been saved after the
 * state that the run goes on from, and a worse one must not replace it.
 */
export async function withBestInStore(
  progress: CheckpointProgress,
  store: CheckpointStore,
  own: OwnBest,
): Promise<CheckpointProgress> {
  const value = (await store.best(own))?.logs[own.monitor];
  const isNews = value !== undefined && isBetter(value, progress.best ?? worstValue(own.mode), own.mode);
  return isNews ? { ...progress, best: value, mode: own.mode } : progress;
}
