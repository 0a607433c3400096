import type { CheckpointEntry, CheckpointQuery, CheckpointStore } from './checkpoint-store.ts';
import { planRetention } from './retention.ts';
import type { RetentionLimits, RetentionPlan, RetentionScope } from './retention.ts';

/** Lists a store page by page, so that no list is ever held whole. */
export async function* eachEntry(
  store: CheckpointStore,
  query: CheckpointQuery = {},
): AsyncGenerator<CheckpointEntry> {
  let after: string | null = null;
  do {
    const page = await store.list({ limit: 500, ...query, ...(after === null ? {} : { after }) });
    yield* page.entries;
    after = page.next;
  } while (after !== null);
}

/**
 * Deletes what `planRetention` says goes, the oldest first, and answers the plan.
 *
 * Call it after a save, or as a save's `makeRoom`.
 *
 * @throws ArgumentError `invalid-retention`
 */
export async function applyRetention(
  store: CheckpointStore,
  limits: RetentionLimits,
  scope: RetentionScope,
): Promise<RetentionPlan> {
  const entries: CheckpointEntry[] = [];
  for await (const entry of eachEntry(store, { run: scope.run })) entries.push(entry);
  const plan = planRetention(entries, limits, scope);
  for (const { entry, reason } of plan.remove) await store.delete(entry.path, reason, { forGood: true });
  return plan;
}
