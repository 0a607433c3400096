import { TidemarkError } from '../base/errors.ts';
import { manifestName, readManifest, sumsName } from './archive-manifest.ts';
import type { ArchivedCheckpoint } from './archive-manifest.ts';
import type { ImportedMarks } from './checkpoint-draft.ts';
import { formOf, readJson } from './checkpoint-form.ts';
import { kindOfPath } from './checkpoint-path.ts';
import type { CheckpointInfo, CheckpointKind, ImportFile } from './checkpoint-store.ts';
import { foldName, whyUnsafe } from './safe-names.ts';
import { sha256Hex } from '../base/sha256.ts';
import { listZip, looksLikeZip, unzipFile } from './zip-reader.ts';
import type { ZippedFile } from './zip-reader.ts';

/** A file that might be imported, and why it must not be. */
export interface ImportCandidate {
  readonly name: string;
  readonly kind: CheckpointKind;
  readonly bytes: number;
  /** Null when it is acceptable by itself. */
  readonly problem: string | null;
  readonly text: string;
  readonly info: CheckpointInfo;
  readonly marks: ImportedMarks | null;
}

/**
 * Reads a file that was given for import, and checks everything about it that does not depend on the store: its size,
 * its names, its checksums, that it is text and JSON, and that it has the form of a program or of variables.
 *
 * Never throws for what is in the file: what is wrong with it is the candidate's problem.
 */
export async function planImport(file: ImportFile, maxBytes: number): Promise<ImportCandidate[]> {
  const name = file.name ?? 'imported.json';
  if (file.size > maxBytes) return [refused(name, file.size, tooLarge(maxBytes))];
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!looksLikeZip(bytes) && !name.toLowerCase().endsWith('.zip')) return [await planFile(name, bytes)];
  try {
    return await planArchive(name, bytes, maxBytes);
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    return [refused(name, bytes.length, error.message)];
  }
}

async function planFile(name: string, bytes: Uint8Array): Promise<ImportCandidate> {
  const unsafe = whyUnsafe(name);
  if (unsafe) return refused(name, bytes.length, unsafe);
  if (!name.endsWith('.json')) return refused(name, bytes.length, 'its name does not end in .json or .zip');
  return candidateOf(name, bytes, kindOfPath(name), { reason: 'import' }, null);
}

/** A zip is what its checksums say it is, or nothing of it is taken. */
async function planArchive(name: string, zip: Uint8Array, maxBytes: number): Promise<ImportCandidate[]> {
  const files = listZip(zip).filter(({ name, bytes }) => !(name.endsWith('/') && bytes === 0));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > maxBytes) return [refused(name, zip.length, tooLarge(maxBytes))];
  const problem = whyNamesRefused(files);
  if (problem) return [problem];
  const byName = new Map(files.map((file) => [file.name, file]));
  const sums = await unzipText(zip, byName.get(sumsName));
  const manifestText = await unzipText(zip, byName.get(manifestName));
  if (sums === null || manifestText === null) return [refused(name, zip.length, notOurs)];
  const manifest = readManifest(manifestText);
  if ('problem' in manifest) return [refused(name, zip.length, manifest.problem)];
  if (manifest.size === 0) return [refused(name, zip.length, 'it holds no checkpoint')];
  return await planMembers(zip, byName, manifest, readSums(sums));
}

const notOurs = `it has no ${sumsName} and ${manifestName} that could be read; only zips that Tidemark made are imported`;

async function planMembers(
  zip: Uint8Array,
  byName: ReadonlyMap<string, ZippedFile>,
  manifest: ReadonlyMap<string, ArchivedCheckpoint>,
  sums: ReadonlyMap<string, string>,
): Promise<ImportCandidate[]> {
  const candidates: ImportCandidate[] = [];
  for (const name of new Set([...byName.keys(), ...sums.keys(), ...manifest.keys()])) {
    if (name === sumsName) continue;
    const candidate = await planMember(zip, name, byName.get(name), manifest.get(name), sums.get(name));
    if (name !== manifestName || candidate.problem) candidates.push(candidate);
  }
  return candidates;
}

async function planMember(
  zip: Uint8Array,
  name: string,
  file: ZippedFile | undefined,
  described: ArchivedCheckpoint | undefined,
  sum: string | undefined,
): Promise<ImportCandidate> {
  if (!file) return refused(name, 0, 'it is listed, but not in the zip');
  if (sum === undefined) return refused(name, file.bytes, `it is not listed in ${sumsName}`);
  const bytes = await unzipFile(zip, file);
  if ((await sha256Hex(bytes)) !== sum)
    return refused(name, file.bytes, 'it is damaged: its SHA-256 is another');
  if (name === manifestName) return { ...refused(name, file.bytes, ''), problem: null };
  if (!described) return refused(name, file.bytes, `it is not listed in ${manifestName}`);
  if (described.sha256 !== sum || described.bytes !== bytes.length)
    return refused(name, file.bytes, `it is not what ${manifestName} says of it`);
  return candidateOf(name, bytes, described.kind, described.info, described.marks);
}

/** Names are checked before anything is unpacked. Names that some system takes for one are duplicates. */
function whyNamesRefused(files: readonly ZippedFile[]): ImportCandidate | null {
  for (const { name, bytes } of files) {
    const unsafe = whyUnsafe(name);
    if (unsafe) return refused(name, bytes, unsafe);
  }
  // No safe name has a zero: with it as the separator, what lies in a file follows that file at once.
  const placed = files.map((file) => ({ ...file, key: foldName(file.name).replaceAll('/', '\0') }));
  placed.sort((a, b) => (a.key < b.key ? -1 : 1));
  const meets = placed.find(({ key }, index) => {
    const before = placed[index - 1]?.key;
    return before !== undefined && (key === before || key.startsWith(`${before}\0`));
  });
  return meets ? refused(meets.name, meets.bytes, meetsAnother) : null;
}

const meetsAnother = 'another file of the zip has its name, or is its folder';

function candidateOf(
  name: string,
  bytes: Uint8Array,
  kind: CheckpointKind,
  info: CheckpointInfo,
  marks: ImportedMarks | null,
): ImportCandidate {
  const text = decode(bytes);
  const problem = text === null ? 'it is not UTF-8 text' : whyTextRefused(name, text, kind);
  return { name, kind, bytes: bytes.length, problem, text: problem ? '' : (text ?? ''), info, marks };
}

function whyTextRefused(name: string, text: string, kind: CheckpointKind): string | null {
  if (kind === 'other') {
    const read = name.endsWith('.json') ? readJson(text) : null;
    return read && 'problem' in read ? `it ${read.problem}` : null;
  }
  const form = formOf(text);
  if ('problem' in form) return `it ${form.problem}`;
  if (form.kind === kind) return null;
  return form.kind === 'variables'
    ? 'it holds variables alone, which belong under a name that ends in .variables.json'
    : 'it holds a whole program, which belongs under a name that does not end in .variables.json';
}

async function unzipText(zip: Uint8Array, file: ZippedFile | undefined): Promise<string | null> {
  return file ? decode(await unzipFile(zip, file)) : null;
}

/** A byte order mark stays: what comes out is what went in. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function readSums(text: string): Map<string, string> {
  const lines = text.matchAll(/^([0-9a-f]{64}) [ *](.+)$/gmu);
  return new Map(Array.from(lines, ([, sum = '', name = '']) => [name, sum]));
}

function refused(name: string, bytes: number, problem: string): ImportCandidate {
  return { name, kind: kindOfPath(name), bytes, problem, text: '', info: {}, marks: null };
}

function tooLarge(maxBytes: number): string {
  return `it is larger than ${maxBytes} bytes, packed or unpacked`;
}
