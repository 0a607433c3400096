import type {
  CheckpointEntry,
  CheckpointKind,
  MonitorMode,
  SaveReason,
} from '../../checkpoints/checkpoint-store.ts';
import { formatValue } from './format.ts';

/** By what checkpoints are ranked. */
export interface Ranking {
  readonly monitor: string;
  readonly mode: MonitorMode;
}

const kindWords: Record<CheckpointKind, string> = {
  program: 'Program',
  variables: 'Variables',
  other: 'File',
};

const reasonWords: Record<SaveReason, string> = {
  epoch: 'end of epoch',
  batch: 'after a batch',
  interval: 'timed save',
  best: 'new best',
  backup: 'backup',
  stopped: 'training stopped',
  failed: 'training failed',
  interrupted: 'page went away',
  import: 'imported',
  manual: 'saved by hand',
};

/** The value by which a checkpoint is ranked; null when it did not log one. */
export function monitoredValue(entry: CheckpointEntry, { monitor }: Ranking): number | null {
  return Object.hasOwn(entry.logs, monitor) ? (entry.logs[monitor] ?? null) : null;
}

/** Where in training a checkpoint was made, 1-based: `epoch 7`, `epoch 7, batch 3`; empty when unknown. */
function describeMoment({ epoch, batch }: CheckpointEntry): string {
  const parts = [
    ...(epoch === null ? [] : [`epoch ${epoch + 1}`]),
    ...(batch === null ? [] : [`batch ${batch + 1}`]),
  ];
  return parts.join(', ');
}

/** What a checkpoint is and why it exists: `Program · epoch 7 · new best`. */
export function describeOrigin(entry: CheckpointEntry): string {
  return [kindWords[entry.kind], describeMoment(entry), reasonWords[entry.reason] ?? entry.reason]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Why a checkpoint is called the best: `highest val_reward, 0.942 at epoch 7`. */
export function explainBest(entry: CheckpointEntry, ranking: Ranking, locale?: string): string {
  const value = monitoredValue(entry, ranking);
  const what = `${ranking.mode === 'min' ? 'lowest' : 'highest'} ${ranking.monitor}`;
  const moment = describeMoment(entry);
  const amount = value === null ? '' : `, ${formatValue(value, locale)}`;
  return `${what}${amount}${moment && ` at ${moment}`}`;
}
