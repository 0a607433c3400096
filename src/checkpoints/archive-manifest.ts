import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { ImportedMarks } from './checkpoint-draft.ts';
import { readJson } from './checkpoint-form.ts';
import type {
  CheckpointEntry,
  CheckpointInfo,
  CheckpointKind,
  MonitorMode,
  SaveReason,
} from './checkpoint-store.ts';

/** Where an archive tells of its checkpoints what their texts do not. */
export const manifestName = 'tidemark-manifest.json';

/** Where an archive keeps the checksums of all its other files, as `sha256sum --check` reads them. */
export const sumsName = 'SHA256SUMS';

const format = 'tidemark-checkpoints';
const version = 1n;

/** What an archive says of one checkpoint. */
export interface ArchivedCheckpoint {
  readonly kind: CheckpointKind;
  readonly info: CheckpointInfo;
  readonly marks: ImportedMarks;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes the manifest of some checkpoints under the names that they have in the archive. */
export function writeManifest(files: readonly (readonly [string, CheckpointEntry])[]): string {
  const manifest = {
    format,
    version: Number(version),
    files: files.map(([name, entry]) => describe(name, entry)),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function describe(path: string, entry: CheckpointEntry): Record<string, unknown> {
  const {
    kind,
    run,
    parent,
    template,
    epoch,
    batch,
    monitor,
    mode,
    reason,
    mtime,
    pinned,
    note,
    bytes,
    sha256,
  } = entry;
  const logs = Object.fromEntries(
    Object.entries(entry.logs).map(([log, value]) => [log, writeNumber(value)]),
  );
  const info = { kind, run, parent, template, epoch, batch, logs, monitor, mode, reason };
  return { path, bytes, sha256, mtime, pinned, note, ...info };
}

/** JSON knows no NaN and no infinity, and would forget the sign of a zero. */
function writeNumber(value: number): number | string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

/** Reads a manifest: what it says of each name. Answers why, when it is not one. */
export function readManifest(text: string): Map<string, ArchivedCheckpoint> | { readonly problem: string } {
  const read = readJson(text);
  if ('problem' in read) return { problem: `${manifestName} ${read.problem}` };
  const { json } = read;
  if (!isJsonObject(json) || json.get('format') !== format)
    return { problem: `${manifestName} is not of Tidemark` };
  if (json.get('version') !== version) {
    return { problem: `${manifestName} is of another version than ${version}; update Tidemark to read it` };
  }
  const files = json.get('files');
  if (!isJsonArray(files)) return { problem: `${manifestName} lists no files` };
  return readFiles(files);
}

function readFiles(
  files: readonly JsonValue[],
): Map<string, ArchivedCheckpoint> | { readonly problem: string } {
  const checkpoints = new Map<string, ArchivedCheckpoint>();
  for (const file of files) {
    const path = isJsonObject(file) ? file.get('path') : undefined;
    const checkpoint = isJsonObject(file) ? readCheckpoint(file) : null;
    if (typeof path !== 'string' || !checkpoint)
      return { problem: `${manifestName} has a file that it does not describe` };
    if (checkpoints.has(path)) return { problem: `${manifestName} has the path "${path}" twice` };
    checkpoints.set(path, checkpoint);
  }
  return checkpoints;
}

/** Reads what is said of one checkpoint; null when something of it is not what it should be. */
function readCheckpoint(file: JsonObject): ArchivedCheckpoint | null {
  const kind = oneOf<CheckpointKind>(file.get('kind'), ['program', 'variables', 'other']);
  const reason = oneOf<SaveReason>(file.get('reason'), saveReasons);
  const mode = file.get('mode') === null ? null : oneOf<MonitorMode>(file.get('mode'), ['min', 'max']);
  const [run, template, note] = [file.get('run'), file.get('template'), file.get('note')];
  const [parent, monitor] = [file.get('parent'), file.get('monitor')];
  const [epoch, batch, mtime] = [
    readCount(file.get('epoch')),
    readCount(file.get('batch')),
    readCount(file.get('mtime')),
  ];
  const [logs, pinned] = [readLogs(file.get('logs')), file.get('pinned')];
  const [bytes, sha256] = [readCount(file.get('bytes')), file.get('sha256')];
  if (!kind || !reason || mode === undefined || !logs || typeof pinned !== 'boolean') return null;
  if (!isText(run) || !isText(template) || !isText(note) || !isTextOrNull(parent) || !isTextOrNull(monitor))
    return null;
  if (epoch === undefined || batch === undefined || mtime === undefined) return null;
  if (typeof bytes !== 'number' || !isText(sha256)) return null;
  const info = { kind, run, parent, template, epoch, batch, logs, monitor, mode, reason };
  return { kind, info, marks: { pinned, note, mtime }, bytes, sha256 };
}

const saveReasons: readonly SaveReason[] = [
  'epoch',
  'batch',
  'interval',
  'best',
  'backup',
  'stopped',
  'failed',
  'interrupted',
  'import',
  'manual',
];

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: JsonValue | undefined): value is string | null {
  return value === null || typeof value === 'string';
}

function oneOf<Word extends string>(value: JsonValue | undefined, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === value);
}

/** A count from 0 on, or null; undefined when it is neither. */
function readCount(value: JsonValue | undefined): number | null | undefined {
  if (value === null) return null;
  if (typeof value !== 'bigint' || value < 0n || value > Number.MAX_SAFE_INTEGER) return undefined;
  return Number(value);
}

function readLogs(value: JsonValue | undefined): Record<string, number> | null {
  if (!isJsonObject(value)) return null;
  const logs = [...value].map(([log, number]) => [log, readNumber(number)] as const);
  return logs.some(([, number]) => number === undefined)
    ? null
    : (Object.fromEntries(logs) as Record<string, number>);
}

function readNumber(value: JsonValue): number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  return new Map([
    ['NaN', Number.NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['-0', -0],
  ]).get(String(value));
}
