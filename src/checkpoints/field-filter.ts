import type { CheckpointEntry, CheckpointQuery } from './checkpoint-store.ts';

/** Tells whether an entry fits. */
export type EntryTest = (entry: CheckpointEntry) => boolean;

/** Compiles the conditions of a query that need no knowledge of paths into one test. */
export function fieldFilter({
  text,
  kind,
  run,
  pinned,
}: Pick<CheckpointQuery, 'text' | 'kind' | 'run' | 'pinned'>): EntryTest {
  const tests: EntryTest[] = [];
  if (kind !== undefined) tests.push((entry) => entry.kind === kind);
  if (run !== undefined) tests.push((entry) => entry.run === run);
  if (pinned !== undefined) tests.push((entry) => entry.pinned === pinned);
  if (text) {
    const wanted = text.toLowerCase();
    tests.push(({ path, note }) => `${path}\n${note}`.toLowerCase().includes(wanted));
  }
  return (entry) => tests.every((test) => test(entry));
}
