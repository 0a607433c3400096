import { BoundedCache } from '../python/bounded-cache.ts';
import { compilePathPattern } from './path-pattern.ts';
import type { BestQuery, CheckpointEntry, MonitorMode } from './checkpoint-store.ts';

/** Among which checkpoints the latest or the best is looked up. */
export interface Lookup {
  /**
   * Only paths that match this template, or that were saved under it: a name that was taken has got a version suffix.
   * Without one, any program or variables file: a CSV log is no checkpoint.
   */
  readonly pattern?: string | undefined;
  readonly run?: string | undefined;
  /** Only those that monitored this quantity; null for those that monitored any. */
  readonly monitor?: string | null;
}

/** The quantity that decides which checkpoint is the best. */
export interface Ranking {
  readonly monitor: string;
  readonly mode: MonitorMode;
}

/** Compiles a look-up into one test. */
export function lookupFilter({ pattern, run, monitor }: Lookup): (entry: CheckpointEntry) => boolean {
  const compiled = pattern === undefined ? null : compiledPatterns.get(pattern);
  return (entry) =>
    (compiled ? entry.template === pattern || compiled.matches(entry.path) : entry.kind !== 'other') &&
    (run === undefined || entry.run === run) &&
    (monitor === undefined || (monitor === null ? entry.monitor !== null : entry.monitor === monitor));
}

/** The same few templates are asked for at every save. */
const compiledPatterns = new BoundedCache(64, compilePathPattern);

/**
 * Settles by which quantity to rank when the question leaves it open: by what the newest checkpoint monitored, in the
 * direction in force there.
 */
export async function chooseRanking(
  { pattern, run, monitor, mode }: BestQuery,
  newest: (lookup: Lookup) => Promise<CheckpointEntry | null>,
): Promise<Ranking> {
  const chosen = monitor ?? (await newest({ pattern, run, monitor: null }))?.monitor ?? 'val_reward';
  return { monitor: chosen, mode: mode ?? (await newest({ pattern, run, monitor: chosen }))?.mode ?? 'max' };
}
