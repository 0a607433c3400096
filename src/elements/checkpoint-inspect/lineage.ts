import type { CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';

/** A checkpoint that others go back to. */
export interface Ancestor {
  readonly path: string;
  /** Null when it is no longer in the store: nothing is known of what came before it. */
  readonly entry: CheckpointEntry | null;
}

/** How far back lineage is followed. */
const LONGEST = 100;

/** Follows a checkpoint back: the one its run went on from, the one that run went on from, and so on. */
export async function ancestorsOf(
  store: Pick<CheckpointStore, 'info'>,
  { path, parent }: CheckpointEntry,
): Promise<readonly Ancestor[]> {
  const ancestors: Ancestor[] = [];
  const seen = new Set([path]);
  let next = parent;
  // A path can come again: what is saved under it later may go back to itself.
  while (next !== null && !seen.has(next) && ancestors.length < LONGEST) {
    seen.add(next);
    const entry: CheckpointEntry | null = await store.info(next);
    ancestors.push({ path: next, entry });
    next = entry?.parent ?? null;
  }
  return ancestors;
}
