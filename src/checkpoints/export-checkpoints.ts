import { CheckpointError } from '../base/errors.ts';
import { eachEntry } from './apply-retention.ts';
import { manifestName, sumsName, writeManifest } from './archive-manifest.ts';
import type { Checkpoint, CheckpointEntry, CheckpointStore, ExportedFile } from './checkpoint-store.ts';
import { SafeNames } from './safe-names.ts';
import { sha256Hex } from '../base/sha256.ts';
import { packZip } from './zip-writer.ts';
import type { ZipMember } from './zip-writer.ts';

const encoder = new TextEncoder();

/** A zip counts its files with 16 bits; two of them are ours. */
const maxArchived = 65_533;

/**
 * Makes a file of one checkpoint, as it is; or a zip of several, under safe names, with a manifest and checksums.
 *
 * Training states stay where they are. A checkpoint that cannot be read is left out when all are exported, and is an
 * error when it was asked for.
 *
 * @throws CheckpointError `not-found`, `damaged`, `nothing-to-export`, `too-many-to-export`
 */
export async function exportCheckpoints(
  store: CheckpointStore,
  paths?: readonly string[],
): Promise<ExportedFile> {
  const [only, ...others] = paths ?? [];
  if (only !== undefined && others.length === 0) return await exportOne(store, only);
  const written: (readonly [string, CheckpointEntry])[] = [];
  const bytes = await packZip(membersOf(store, paths, written));
  if (written.length === 0) throw nothingError(store.name);
  const today = new Date().toISOString().slice(0, 10);
  return {
    name: new SafeNames().nameFor(`${store.name}-checkpoints-${today}.zip`),
    type: 'application/zip',
    bytes,
  };
}

async function exportOne(store: CheckpointStore, path: string): Promise<ExportedFile> {
  const { text } = await store.load(path);
  const safe = new SafeNames().nameFor(path);
  return { name: safe.slice(safe.lastIndexOf('/') + 1), type: mediaType(path), bytes: encoder.encode(text) };
}

function mediaType(path: string): string {
  if (path.endsWith('.json')) return 'application/json';
  return path.endsWith('.csv') ? 'text/csv' : 'text/plain';
}

/** The files of the archive: the checkpoints one by one, so that their texts need not be held at once. */
async function* membersOf(
  store: CheckpointStore,
  paths: readonly string[] | undefined,
  written: (readonly [string, CheckpointEntry])[],
): AsyncGenerator<ZipMember> {
  const names = new SafeNames();
  for (const name of [manifestName, sumsName]) names.reserve(name);
  const sums: string[] = [];
  for await (const path of paths ? new Set(paths) : allPaths(store)) {
    const checkpoint = await load(store, path, paths === undefined);
    if (!checkpoint) continue;
    if (written.length === maxArchived) throw tooManyError();
    const name = names.nameFor(path);
    written.push([name, checkpoint.entry]);
    sums.push(`${checkpoint.entry.sha256}  ${name}\n`);
    yield { name, bytes: encoder.encode(checkpoint.text), mtime: checkpoint.entry.mtime };
  }
  const manifest = encoder.encode(writeManifest(written));
  sums.push(`${await sha256Hex(manifest)}  ${manifestName}\n`);
  yield { name: manifestName, bytes: manifest, mtime: Date.now() };
  yield { name: sumsName, bytes: encoder.encode(sums.join('')), mtime: Date.now() };
}

async function* allPaths(store: CheckpointStore): AsyncGenerator<string> {
  for await (const { path } of eachEntry(store, { orderBy: 'path', direction: 'ascending' })) yield path;
}

async function load(store: CheckpointStore, path: string, isOptional: boolean): Promise<Checkpoint | null> {
  try {
    return await store.load(path);
  } catch (error) {
    const isMissing = error instanceof CheckpointError && ['damaged', 'not-found'].includes(error.code);
    if (isOptional && isMissing) return null;
    throw error;
  }
}

function nothingError(name: string): CheckpointError {
  return new CheckpointError(
    'nothing-to-export',
    `The store "${name}" holds no checkpoint that could be exported.`,
  );
}

function tooManyError(): CheckpointError {
  const message = `A zip holds no more than ${maxArchived} checkpoints. Export fewer at a time.`;
  return new CheckpointError('too-many-to-export', message, { details: { limit: maxArchived } });
}
