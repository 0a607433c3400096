import { eachEntry } from '../../../src/checkpoints/apply-retention.ts';
import type { CheckpointEntry, CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';

/** What the script that kills a page knows of a save. */
export interface Acknowledgement {
  readonly path: string;
  readonly generation: number;
  readonly sha256: string;
}

/** Tells what is wrong: nothing, when everything that was acknowledged is there and whole. */
export async function verifyStore(
  store: CheckpointStore,
  acknowledged: readonly Acknowledgement[],
  monitor: string,
): Promise<string[]> {
  const entries: CheckpointEntry[] = [];
  for await (const entry of eachEntry(store)) entries.push(entry);
  return [
    ...store.notices.map(({ code, message }) => `${code}: ${message}`),
    ...whatIsMissing(entries, acknowledged),
    ...(await whatIsTorn(store, entries)),
    ...(await wrongLookups(store, entries, monitor)),
  ];
}

function whatIsMissing(
  entries: readonly CheckpointEntry[],
  acknowledged: readonly Acknowledgement[],
): string[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  return acknowledged.flatMap(({ path, generation, sha256 }) => {
    const entry = byPath.get(path);
    if (!entry) return [`${path} is gone`];
    if (entry.generation < generation)
      return [`${path} is of generation ${entry.generation}, not ${generation}`];
    if (entry.generation === generation && entry.sha256 !== sha256) return [`${path} is another text`];
    return [];
  });
}

async function whatIsTorn(store: CheckpointStore, entries: readonly CheckpointEntry[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { path } of entries) {
    const loaded = await store.load(path).catch((error: unknown) => String(error));
    if (typeof loaded === 'string') wrong.push(loaded);
    else if (loaded.entry.damaged) wrong.push(`${path} is damaged`);
    else if (loaded.entry.resumable !== (loaded.trainingState !== null))
      wrong.push(`${path} lost its training state`);
  }
  return wrong;
}

async function wrongLookups(
  store: CheckpointStore,
  entries: readonly CheckpointEntry[],
  monitor: string,
): Promise<string[]> {
  const wrong: string[] = [];
  const value = (entry: CheckpointEntry): number => entry.logs[monitor] ?? Number.NaN;
  const newest = entries.toSorted((a, b) => b.mtime - a.mtime)[0];
  const best = entries
    .filter((entry) => !Number.isNaN(value(entry)))
    .toSorted((a, b) => value(b) - value(a) || a.mtime - b.mtime)[0];
  if ((await store.latest())?.path !== newest?.path) wrong.push('the latest is another');
  if ((await store.best({ monitor, mode: 'max' }))?.path !== best?.path) wrong.push('the best is another');
  const { count } = await store.usage();
  if (count !== entries.length) wrong.push(`${count} are counted, ${entries.length} are there`);
  return wrong;
}
