import { TidemarkError } from '../../base/errors.ts';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { formatAge, formatCount } from '../internal/format.ts';

/** Where and when a run stopped: `Stopped at epoch 7 of 20, batch 3, 3 minutes ago.` */
export function describeStop(entry: CheckpointEntry, nowMs: number, locale?: string): string {
  const { epoch, batch, epochs, mtime } = entry;
  const planned = epochs === undefined ? '' : ` of ${formatCount(epochs, locale)}`;
  const parts = [
    ...(epoch === null ? ['Stopped'] : [`Stopped at epoch ${formatCount(epoch + 1, locale)}${planned}`]),
    ...(batch === null ? [] : [`batch ${formatCount(batch + 1, locale)}`]),
    formatAge(mtime, nowMs, locale, 'long'),
  ];
  return `${parts.join(', ')}.`;
}

/** Whether a run was refused because it has changed, so that it may be forced to go on. */
export function isChanged(failure: unknown): failure is TidemarkError {
  return failure instanceof TidemarkError && failure.code === 'run-changed';
}

/** Why training did not go on: of a run that has changed, what differs. */
export function describeFailure(failure: unknown): string {
  if (!isChanged(failure)) return failure instanceof Error ? failure.message : String(failure);
  const { differences } = failure.details;
  const words = Array.isArray(differences) ? differences.join('; ') : 'something is not as it was';
  return `It cannot go on as it was: ${words}. If it goes on all the same, it does so as a run of its own.`;
}
