import type { CheckpointEntry, CheckpointStore } from 'tidemark';
import { newRecord, withEpochs } from './run-record.ts';
import type { RunRecord, SavedCheckpoint } from './run-record.ts';
import type { BegunRun, RunSettings } from './run-settings.ts';

/** What is marked in the curves of a checkpoint; null when it has no place there, as amid an epoch. */
export function saveOf({ path, epoch, batch, logs, monitor }: CheckpointEntry): SavedCheckpoint | null {
  const value = logs[monitor ?? 'val_reward'];
  if (epoch === null || batch !== null || value === undefined || Number.isNaN(value)) return null;
  return { epoch, path, value };
}

/** Lists a run's checkpoints, the oldest first. */
export async function checkpointsOf(store: CheckpointStore, run: string): Promise<CheckpointEntry[]> {
  const found: CheckpointEntry[] = [];
  let after: string | null = null;
  do {
    const more: { readonly after?: string } = after === null ? {} : { after };
    const page = await store.list({ run, kind: 'program', direction: 'ascending', ...more });
    found.push(...page.entries);
    after = page.next;
  } while (after !== null);
  return found;
}

/**
 * Brings what was remembered of the last run up to what the store holds: a browser writes checkpoints through before it
 * goes on, but may lose the last seconds of anything else when it dies.
 *
 * @param begun what the last run was begun with, where that is known
 * @param settings those of a run of which nothing is known
 */
export async function bringUpToDate(
  store: CheckpointStore,
  record: RunRecord | null,
  begun: BegunRun | null,
  settings: RunSettings,
): Promise<RunRecord | null> {
  const found = await newerOf(store, record, begun, settings);
  if (!found || found.run !== begun?.run) return found;
  return { ...found, untrained: found.untrained ?? begun.untrained };
}

/** Finds the run that was saved last: the one remembered, or a later one. */
async function newerOf(
  store: CheckpointStore,
  record: RunRecord | null,
  begun: BegunRun | null,
  settings: RunSettings,
): Promise<RunRecord | null> {
  const newest = (await store.list({ kind: 'program', limit: 1 })).entries[0];
  if (!newest || newest.run === '' || newest.reason === 'import') return record;
  if (record && newest.mtime <= record.changedMs) return record;
  const entries = await checkpointsOf(store, newest.run);
  const likely = begun?.run === newest.run ? begun.settings : settings;
  const { run, template: filepath, epochs = likely.epochs } = newest;
  const known = record?.run === run ? record : newRecord(run, { ...likely, epochs, filepath });
  return withCheckpoints(known, entries);
}

function withCheckpoints(record: RunRecord, entries: readonly CheckpointEntry[]): RunRecord {
  const known = record.history.epoch.at(-1) ?? -1;
  const later = entries.flatMap(({ epoch, batch, logs }) =>
    epoch !== null && batch === null && epoch > known ? [{ epoch, logs }] : [],
  );
  const history = withEpochs(record.history, later);
  const saves = entries.map(saveOf).filter((save) => save !== null);
  const epochs = Math.max(record.epochs, (history.epoch.at(-1) ?? -1) + 1);
  return { ...record, status: 'running', test: null, epochs, history, saves };
}
