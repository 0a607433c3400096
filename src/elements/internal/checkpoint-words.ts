import type {
  CheckpointEntry,
  CheckpointKind,
  MonitorMode,
  SaveReason,
} from '../../checkpoints/checkpoint-store.ts';
import { formatCount, formatValue, nameInWords } from './format.ts';
import { texts } from './texts.ts';

/** By what checkpoints are ranked. */
export interface Ranking {
  readonly monitor: string;
  readonly mode: MonitorMode;
}

/** The value by which a checkpoint is ranked; null when it did not log one. */
export function monitoredValue(entry: CheckpointEntry, { monitor }: Ranking): number | null {
  return Object.hasOwn(entry.logs, monitor) ? (entry.logs[monitor] ?? null) : null;
}

/** A checkpoint's kind in words. */
export function describeKind(kind: CheckpointKind): string {
  return Object.hasOwn(texts.kinds, kind) ? texts.kinds[kind] : nameInWords(kind);
}

/** Why a checkpoint was written; a reason that is not known is said as it is. */
export function describeReason(reason: SaveReason): string {
  return Object.hasOwn(texts.reasons, reason) ? texts.reasons[reason] : nameInWords(reason);
}

/** Where in training a checkpoint was made, 1-based: `epoch 7`, `epoch 7, batch 3`; empty when unknown. */
export function describeMoment({ epoch, batch }: CheckpointEntry, locale?: string): string {
  return texts.checkpoint.moment([
    ...(epoch === null ? [] : [texts.checkpoint.epoch(formatCount(epoch + 1, locale))]),
    ...(batch === null ? [] : [texts.checkpoint.batch(formatCount(batch + 1, locale))]),
  ]);
}

/** What a checkpoint is and why it exists: `Program · epoch 7 · new best`. */
export function describeOrigin(entry: CheckpointEntry, locale?: string): string {
  const parts = [describeKind(entry.kind), describeMoment(entry, locale), describeReason(entry.reason)];
  return texts.checkpoint.origin(parts.filter((part) => part !== ''));
}

/** Why a checkpoint is called the best: `highest val_reward, 0.942 at epoch 7; direction: max`. */
export function explainBest(entry: CheckpointEntry, { monitor, mode }: Ranking, locale?: string): string {
  const value = monitoredValue(entry, { monitor, mode });
  return texts.checkpoint.whyBest({
    monitor: nameInWords(monitor),
    mode,
    value: value === null ? '' : formatValue(value, locale),
    moment: describeMoment(entry, locale),
  });
}
