import { formatDuration } from '../internal/format.ts';

/** What training is at, as the element says it. */
export interface ProgressState {
  readonly status: ProgressStatus;
  /** Epochs that are over. */
  readonly epochsDone: number;
  readonly epochs: number | null;
  /** Batches of this epoch that are over. */
  readonly batchesDone: number;
  readonly batches: number | null;
  readonly isValidating: boolean;
  /** How long training has taken; null when that was not measured. */
  readonly elapsedMs: number | null;
  readonly leftMs: number | null;
  readonly batchesPerSecond: number | null;
}

/** A trainer's status, or that a run has ended. */
export type ProgressStatus =
  'starting' | 'idle' | 'training' | 'paused' | 'stopping' | 'failed' | 'finished' | 'stopped';

/** What share of all the work is done, 0 to 1; null when it cannot be told. */
export function shareDone({ epochs, epochsDone, batchesDone, batches }: ProgressState): number | null {
  if (epochs === null || epochs <= 0) return null;
  const within = batches === null || batches <= 0 ? 0 : Math.min(batchesDone / batches, 1);
  return Math.min((epochsDone + (epochsDone < epochs ? within : 0)) / epochs, 1);
}

/** Where training is: `Epoch 3 of 10`. */
export function describePlace(state: ProgressState): string {
  const { status, epochs, epochsDone } = state;
  const of = epochs === null ? '' : ` of ${epochs}`;
  const words: Partial<Record<ProgressStatus, string>> = {
    starting: 'Starting…',
    idle: 'Not training',
    failed: 'Training failed',
    finished: `Done: ${epochsDone} ${epochsDone === 1 ? 'epoch' : 'epochs'}`,
    stopped: `Stopped after ${epochsDone} ${epochsDone === 1 ? 'epoch' : 'epochs'}`,
  };
  return words[status] ?? `Epoch ${Math.min(epochsDone + 1, epochs ?? Infinity)}${of}`;
}

/** How long it takes, or took: `about 12 sec left`. */
export function describeTime({ status, elapsedMs, leftMs }: ProgressState, locale?: string): string {
  if (status === 'finished' || status === 'stopped') {
    return elapsedMs === null ? '' : `in ${formatDuration(elapsedMs, locale)}`;
  }
  if (status === 'paused') return 'Paused';
  if (status === 'stopping') return 'Stopping after this batch…';
  if (status !== 'training') return '';
  if (elapsedMs === null) return '';
  if (leftMs === null) return 'Measuring the time left…';
  return leftMs < 1000 ? 'almost done' : `about ${formatDuration(roundUp(leftMs), locale)} left`;
}

/** What is being done right now: `batch 4 of 12 · 8.1 batches per second`. */
export function describeWork(state: ProgressState, locale?: string): string {
  const { status, batchesDone, batches, isValidating, batchesPerSecond } = state;
  if (status !== 'training' && status !== 'paused' && status !== 'stopping') return '';
  if (isValidating) return 'checking on validation data';
  const number = Math.max(1, Math.min(batchesDone + 1, batches ?? Infinity));
  const place = `batch ${number}${batches === null ? '' : ` of ${batches}`}`;
  if (batchesPerSecond === null || status !== 'training') return place;
  const speed = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(batchesPerSecond);
  return `${place} · ${speed} batches per second`;
}

/** Above half a minute, seconds go by fives: a figure that leaps back and forth is not believed. */
function roundUp(durationMs: number): number {
  return durationMs > 30_000 ? Math.ceil(durationMs / 5000) * 5000 : durationMs;
}
