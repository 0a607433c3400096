import { TidemarkError } from '../../base/errors.ts';
import { messageOf } from '../../base/message-of.ts';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { formatAge, formatCount } from '../internal/format.ts';
import '../internal/unfinished-texts.ts';
import { texts } from '../internal/texts.ts';

/** Where and when a run stopped: `Stopped at epoch 7 of 20, batch 3, 3 minutes ago.` */
export function describeStop(entry: CheckpointEntry, nowMs: number, locale?: string): string {
  const { epoch, batch, epochs, mtime } = entry;
  const words = texts.unfinished;
  const planned = epochs === undefined ? '' : formatCount(epochs, locale);
  return words.moment([
    epoch === null ? words.stopped : words.stoppedAt(formatCount(epoch + 1, locale), planned),
    ...(batch === null ? [] : [words.batch(formatCount(batch + 1, locale))]),
    formatAge(mtime, nowMs, locale, 'long'),
  ]);
}

/** Whether a run was refused because it has changed, so that it may be forced to go on. */
export function isChanged(failure: unknown): failure is TidemarkError {
  return failure instanceof TidemarkError && failure.code === 'run-changed';
}

/** Whether a run was refused because another tab trains into its folder. */
export function isLocked(failure: unknown): boolean {
  return failure instanceof TidemarkError && failure.code === 'run-locked';
}

/** Why training did not go on: of a run that has changed, what differs. */
export function describeFailure(failure: unknown): string {
  if (!isChanged(failure)) return messageOf(failure);
  const { differences } = failure.details;
  return texts.unfinished.changed(Array.isArray(differences) ? differences.map(String) : []);
}
