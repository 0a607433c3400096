import { formatCount, formatDuration } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';

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
  /** Samples in a batch; null when that is not known. */
  readonly batchSize: number | null;
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
export function describePlace({ status, epochs, epochsDone }: ProgressState, locale?: string): string {
  const words = texts.progress;
  const done = formatCount(epochsDone, locale);
  switch (status) {
    case 'starting':
      return words.starting;
    case 'idle':
      return words.idle;
    case 'failed':
      return words.failed;
    case 'finished':
      return words.finished(epochsDone, done);
    case 'stopped':
      return words.stopped(epochsDone, done);
    default:
      return words.epoch(...placeOf(epochsDone, epochs, locale));
  }
}

/** How long it takes, or took: `about 12 sec left`. */
export function describeTime({ status, elapsedMs, leftMs }: ProgressState, locale?: string): string {
  const words = texts.progress;
  if (status === 'paused') return words.paused;
  if (status === 'stopping') return words.stopping;
  if (elapsedMs === null) return '';
  if (status === 'finished' || status === 'stopped') return words.took(formatDuration(elapsedMs, locale));
  if (status !== 'training') return '';
  if (leftMs === null) return words.measuring;
  return leftMs < 1000 ? words.almostDone : words.left(formatDuration(roundUp(leftMs), locale));
}

/** What is being done right now: `batch 4 of 12 · 260 samples per second`. */
export function describeWork(state: ProgressState, locale?: string): string {
  const { status, batchesDone, batches, isValidating } = state;
  if (status !== 'training' && status !== 'paused' && status !== 'stopping') return '';
  if (isValidating) return texts.progress.validating;
  const place = texts.progress.batch(...placeOf(batchesDone, batches, locale));
  const rate = status === 'training' ? describeRate(state, locale) : '';
  return texts.progress.work(rate === '' ? [place] : [place, rate]);
}

function describeRate({ batchesPerSecond, batchSize }: ProgressState, locale?: string): string {
  if (batchesPerSecond === null) return '';
  const rate = Number((batchesPerSecond * (batchSize ?? 1)).toPrecision(2));
  const shown = new Intl.NumberFormat(locale).format(rate);
  const { samplesPerSecond, batchesPerSecond: batchesInWords } = texts.progress;
  return batchSize === null ? batchesInWords(rate, shown) : samplesPerSecond(rate, shown);
}

/** The number of the one at hand, from 1, and of how many; empty when that is not known. */
function placeOf(done: number, all: number | null, locale?: string): [place: string, of: string] {
  const place = Math.max(1, Math.min(done + 1, all ?? Infinity));
  return [formatCount(place, locale), all === null ? '' : formatCount(all, locale)];
}

/** Above half a minute, seconds go by fives, above ten minutes by minutes: a figure that leaps about is not believed. */
function roundUp(durationMs: number): number {
  if (durationMs <= 30_000) return durationMs;
  const stepMs = durationMs > 600_000 ? 60_000 : 5000;
  return Math.ceil(durationMs / stepMs) * stepMs;
}
