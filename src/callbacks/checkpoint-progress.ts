import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import type { MonitorMode } from '../checkpoints/checkpoint-store.ts';
import type { LogNumber, LogValues } from './log-values.ts';
import { numberOf } from './log-values.ts';
import { readCount, readNumber, writeNumber } from './state-number.ts';

/** How far a `ProgramCheckpoint` is: all that it has to remember when a run is resumed. Never changed in place. */
export interface CheckpointProgress {
  /** The best value so far; null as long as there is none. */
  readonly best: LogNumber | null;
  /** The mode that was found for `auto`; null as long as the metric was not. */
  readonly mode: MonitorMode | null;
  /** Batches since the last save by number. */
  readonly batchesSinceSave: number;
  /** The last batch that ended, 0-based; -1 before the first. */
  readonly lastBatch: number;
  /** The epoch at hand, 0-based; null before the first. */
  readonly epoch: number | null;
  /** Path of the last checkpoint that was saved because the page might go away; null when none was. */
  readonly interrupted: string | null;
  /** The last known value of each log. */
  readonly known: ReadonlyMap<string, number>;
}

/** Where every run begins. */
export function initialProgress(best: LogNumber | null): CheckpointProgress {
  const [mode, epoch, interrupted] = [null, null, null];
  return { best, mode, batchesSinceSave: 0, lastBatch: -1, epoch, interrupted, known: new Map() };
}

/**
 * Counts the batches up to one that has ended: all since the last one, or, if it does not come after that, all of a
 * new epoch.
 */
export function countBatches(progress: CheckpointProgress, batch: number): CheckpointProgress {
  const isNewEpoch = batch <= progress.lastBatch;
  const ended = isNewEpoch ? batch + 1 : batch - progress.lastBatch;
  return { ...progress, batchesSinceSave: progress.batchesSinceSave + ended, lastBatch: batch };
}

/** Takes note of what is logged. */
export function noteLogs(progress: CheckpointProgress, logs: LogValues): CheckpointProgress {
  const known = new Map(progress.known);
  for (const [name, value] of logs) {
    const number = numberOf(value);
    if (number !== null) known.set(name, Number(number));
  }
  return { ...progress, known };
}

/** Writes progress for a training state. @param monitor what the best is the best of */
export function writeProgress(progress: CheckpointProgress, monitor: string): JsonValue {
  const { best, mode, batchesSinceSave, lastBatch, epoch, interrupted, known } = progress;
  return jsonObject(
    ['monitor', monitor],
    ['best', best === null ? null : writeNumber(Number(best))],
    ['mode', mode],
    ['batches_since_save', BigInt(batchesSinceSave)],
    ['last_batch', BigInt(lastBatch)],
    ['epoch', epoch === null ? null : BigInt(epoch)],
    ['interrupted', interrupted],
    ['known', new Map([...known].map(([name, value]) => [name, writeNumber(value)]))],
  );
}

/**
 * Reads what `writeProgress` made; what is missing is as at the beginning, and so is the best if it is one of something
 * else than is monitored now.
 */
export function readProgress(
  state: JsonValue,
  { monitor, threshold }: { readonly monitor: string; readonly threshold: LogNumber | null },
): CheckpointProgress {
  const fields = isJsonObject(state) ? state : jsonObject();
  const [mode, known, interrupted] = ['mode', 'known', 'interrupted'].map((name) => fields.get(name) ?? null);
  const isSame = (fields.get('monitor') ?? monitor) === monitor;
  const initial = initialProgress(isSame ? readNumber(fields.get('best')) : threshold);
  return {
    ...initial,
    mode: isSame && (mode === 'min' || mode === 'max') ? mode : null,
    batchesSinceSave: readCount(fields.get('batches_since_save')) ?? initial.batchesSinceSave,
    lastBatch: readCount(fields.get('last_batch')) ?? initial.lastBatch,
    epoch: readCount(fields.get('epoch')),
    interrupted: typeof interrupted === 'string' ? interrupted : null,
    known: new Map(
      [...(known && isJsonObject(known) ? known : [])].map(([name, value]) => [
        name,
        readNumber(value) ?? NaN,
      ]),
    ),
  };
}
