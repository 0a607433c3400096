import { newRunId } from '../callbacks/run-id.ts';
import type { FitOptions } from './fit-options.ts';
import type { ResumePoint } from './resume-point.ts';

/** Which run a `fit` is, and where it comes from. */
export interface Lineage {
  readonly run: string;
  /** Path of the checkpoint that it went on from; null for a run that nothing came before. */
  readonly parent: string | null;
  /** Id of the run that it was forked from; null when it was not. */
  readonly origin: string | null;
}

/**
 * Tells which run goes on: the one that was interrupted, or a new one, forked from it, when that is wanted or when
 * something has changed, so that its end will be another.
 *
 * A backup is no parent to remember: it is replaced by the next one.
 */
export function lineageOf(
  point: ResumePoint | null,
  { run, fork = false }: Pick<FitOptions, 'run' | 'fork'>,
  hasChanged: boolean,
): Lineage {
  if (!point) return { run: run ?? newRunId(), parent: null, origin: null };
  const { state, path, isBackup } = point;
  const own = run ?? (fork || hasChanged ? newRunId() : state.run);
  const origin = own === state.run ? state.origin : state.run;
  return { run: own, parent: isBackup ? state.parent : path, origin };
}
