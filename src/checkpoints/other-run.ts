import { CheckpointError } from '../base/errors.ts';
import type { CheckpointDraft } from './checkpoint-draft.ts';
import type { CheckpointEntry } from './checkpoint-store.ts';

/** Tells whether another run has saved what stands at a path. What no run made (a save by hand, an import) is nobody's. */
export function isOtherRuns(entry: CheckpointEntry | null, run = ''): boolean {
  const owner = entry?.run ?? '';
  return owner !== '' && owner !== run;
}

/** Sees to it that what another run has saved is spared, if that is asked for. @throws CheckpointError `other-run` */
export function assertMayReplace(
  { path, info, sparesOtherRuns }: CheckpointDraft,
  previous: CheckpointEntry | null,
): void {
  if (!sparesOtherRuns || !isOtherRuns(previous, info.run)) return;
  const run = previous?.run ?? '';
  const message = `"${path}" was saved by the run ${run}, which is to be spared. Save under another path.`;
  throw new CheckpointError('other-run', message, { details: { path, run } });
}
