import { draftCheckpoint } from './checkpoint-draft.ts';
import type { CheckpointDraft } from './checkpoint-draft.ts';
import { folderError } from './checkpoint-errors.ts';
import { comparePlaces } from './checkpoint-order.ts';
import type { PlaceKey } from './checkpoint-order.ts';
import { codePointKey, foldersAbove } from './checkpoint-path.ts';
import type {
  CheckpointStore,
  ImportedFile,
  ImportFile,
  ImportOptions,
  ImportReport,
} from './checkpoint-store.ts';
import { planImport } from './import-plan.ts';
import type { ImportCandidate } from './import-plan.ts';

/** How large a file may be unless told otherwise: 256 MB. */
const defaultMaxBytes = 268_435_456;

/** How many files are looked up in the store at once. */
const atOnce = 64;

/**
 * Imports a file: reads and checks all of it, reports, and then writes all or nothing.
 *
 * @param write writes all drafts in one transaction
 */
export async function importCheckpoints(
  store: CheckpointStore,
  file: ImportFile,
  { dryRun = false, maxBytes = defaultMaxBytes }: ImportOptions,
  write: (drafts: readonly CheckpointDraft[]) => Promise<unknown>,
): Promise<ImportReport> {
  const candidates = await planImport(file, maxBytes);
  const files: ImportedFile[] = [];
  for (let at = 0; at < candidates.length; at += atOnce) {
    const some = candidates.slice(at, at + atOnce);
    files.push(...(await Promise.all(some.map((candidate) => report(store, candidate)))));
  }
  const acceptable = files.every(({ problem }) => problem === null);
  if (acceptable && !dryRun) await write([...candidates].sort(oldestFirst).map(draftOf));
  return { files, acceptable };
}

async function report(
  store: CheckpointStore,
  { name, kind, bytes, problem: found }: ImportCandidate,
): Promise<ImportedFile> {
  const replaces = found === null && (await store.info(name)) !== null;
  const problem = found ?? (replaces ? null : await whyNoRoomFor(store, name));
  return { name, path: problem === null ? name : null, kind, bytes, problem, replaces };
}

/** A path is a file or a folder, never both. */
async function whyNoRoomFor(store: CheckpointStore, path: string): Promise<string | null> {
  const inside = await store.list({ folder: path, orderBy: 'path', limit: 1 });
  const above = await Promise.all(foldersAbove(path).map((folder) => store.info(folder)));
  const isTaken = inside.entries.length > 0 || above.some((entry) => entry !== null);
  return isTaken ? folderError(path).message : null;
}

/** The order of writing: those that cannot keep their age, as their path exists here, get a new one in this order. */
function oldestFirst(a: ImportCandidate, b: ImportCandidate): number {
  return comparePlaces(agePlaceOf(a), agePlaceOf(b));
}

function agePlaceOf({ name, marks }: ImportCandidate): PlaceKey {
  return [marks?.mtime ?? 0, codePointKey(name)];
}

function draftOf({ name, text, info, marks }: ImportCandidate): CheckpointDraft {
  return draftCheckpoint(name, text, info, { marks });
}
