import { withTasks } from './own-tasks.ts';
import type { BegunRun } from './run-settings.ts';
import { readSettings } from './settings.ts';

/**
 * Keeps what a run is begun with, written through: a browser that is killed may lose the last seconds of localStorage,
 * and a run goes on only as it was begun. Of one that goes on, what was kept first stays; the figure may come later.
 *
 * @param task empty for the page's own
 */
export function keepBegun(task: string, begun: BegunRun): Promise<unknown> {
  return withTasks(async (database) => {
    const tx = database.transaction('runs', 'readwrite', { durability: 'strict' });
    const kept = await tx.store.get(task);
    const first = kept?.run === begun.run ? kept : begun;
    await tx.store.put({ ...first, untrained: first.untrained ?? begun.untrained }, task);
    await tx.done;
  });
}

/** What the last run of a task was begun with; null when it is not known. */
export async function recallBegun(task: string): Promise<BegunRun | null> {
  const begun = await withTasks(async (database) => await database.get('runs', task));
  if (!begun) return null;
  const { run, settings, untrained } = begun;
  // Pages of earlier versions kept no figure.
  return { run, settings: readSettings(settings), untrained: untrained ?? null };
}
