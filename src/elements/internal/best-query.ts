import type { BestQuery, CheckpointEntry, MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import type { Ranking } from './checkpoint-words.ts';

/** What an element's attributes say about the best. */
interface BestAttributes {
  readonly monitor: string | null;
  readonly mode: MonitorMode | null;
  readonly pattern: string | null;
}

/** Turns an element's attributes into a question to the store; empty and unknown ones leave it open. */
export function bestQuery({ monitor, mode, pattern }: BestAttributes): BestQuery {
  return {
    ...(monitor ? { monitor } : {}),
    ...(mode === 'min' || mode === 'max' ? { mode } : {}),
    ...(pattern ? { pattern } : {}),
  };
}

/**
 * By what a store ranks when it is asked this: what the question leaves open, the newest checkpoint decides.
 *
 * @param entries the newest first
 */
export function rankingInForce(entries: readonly CheckpointEntry[], query: BestQuery): Ranking {
  const newest = entries.find(({ kind, monitor }) => {
    if (kind === 'other' && query.pattern === undefined) return false;
    return query.monitor === undefined ? monitor !== null : monitor === query.monitor;
  });
  return {
    monitor: query.monitor ?? newest?.monitor ?? 'val_reward',
    mode: query.mode ?? newest?.mode ?? 'max',
  };
}
