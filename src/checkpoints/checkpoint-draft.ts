import { ArgumentError } from '../base/errors.ts';
import { assertPath, kindOfPath } from './checkpoint-path.ts';
import { digestText, encodeText, utf8Length } from '../base/sha256.ts';
import type { CheckpointEntry, CheckpointInfo, CheckpointLogs } from './checkpoint-store.ts';

/** Everything a writer says of a checkpoint, with nothing left out, its training state aside. */
type FullInfo = Required<Omit<CheckpointInfo, 'trainingState' | 'epochs'>> & Pick<CheckpointInfo, 'epochs'>;

/** What only an import brings along: the marks and the age a checkpoint had where it comes from. */
export interface ImportedMarks {
  readonly pinned: boolean;
  readonly note: string;
  readonly mtime: number | null;
}

/** What only some writers ask for. */
interface DraftOptions {
  readonly marks?: ImportedMarks | null;
  readonly sparesOtherRuns?: boolean;
}

/** A checkpoint about to be written, and checked. */
export interface CheckpointDraft {
  readonly path: string;
  readonly text: string;
  readonly info: FullInfo;
  readonly trainingState: string | null;
  readonly marks: ImportedMarks | null;
  readonly sparesOtherRuns: boolean;
}

/** A draft that has been measured and hashed, so that writing it needs no further thought. */
export interface MeasuredDraft extends CheckpointDraft {
  readonly bytes: number;
  readonly sha256: string;
  /** UTF-8 bytes of the training state; 0 without one. */
  readonly stateBytes: number;
  /** SHA-256 of the training state; empty without one. */
  readonly stateSha256: string;
}

/**
 * Prepares a checkpoint for writing.
 *
 * @throws ArgumentError `invalid-path`, `invalid-text`
 */
export function draftCheckpoint(
  path: string,
  text: string,
  info: CheckpointInfo = {},
  { marks = null, sparesOtherRuns = false }: DraftOptions = {},
): CheckpointDraft {
  assertPath(path);
  assertText(text, path);
  const trainingState = info.trainingState ?? null;
  return { path, text, info: fullInfo(path, info), trainingState, marks, sparesOtherRuns };
}

/**
 * Measures and hashes what a draft holds.
 *
 * @param digest of its text, if that has been encoded already
 */
export async function measureDraft(
  draft: CheckpointDraft,
  digest = encodeText(draft.text),
): Promise<MeasuredDraft> {
  const { bytes, sha256 } = await digest();
  const { trainingState } = draft;
  const state = trainingState === null ? { bytes: 0, sha256: '' } : await digestText(trainingState);
  return { ...draft, bytes, sha256, stateBytes: state.bytes, stateSha256: state.sha256 };
}

function assertText(text: unknown, path: string): void {
  if (typeof text === 'string') return;
  throw new ArgumentError(
    'invalid-text',
    `The checkpoint "${path}" was given as ${typeof text}. Expected the text of the file as a string.`,
    { details: { path, received: typeof text } },
  );
}

function fullInfo(path: string, info: CheckpointInfo): FullInfo {
  return {
    kind: info.kind ?? kindOfPath(path),
    run: info.run ?? '',
    parent: info.parent ?? null,
    template: info.template ?? path,
    epoch: info.epoch ?? null,
    batch: info.batch ?? null,
    ...(info.epochs === undefined ? {} : { epochs: info.epochs }),
    logs: numbersOf(info.logs ?? {}),
    monitor: info.monitor ?? null,
    mode: info.mode ?? null,
    reason: info.reason ?? 'manual',
  };
}

/**
 * Copies the logs, numbers alone: whatever else a hand-written loop logs must not make a save fail. `__proto__` is left
 * out too, as no import would take it back.
 */
function numbersOf(logs: CheckpointLogs): CheckpointLogs {
  return Object.fromEntries(
    Object.entries(logs).filter(([log, value]) => typeof value === 'number' && log !== '__proto__'),
  );
}

/** Makes the entry of a draft, given the entry that it replaces and the time that it gets. */
export function entryOf(
  draft: MeasuredDraft,
  previous: CheckpointEntry | null,
  mtime: number,
): CheckpointEntry {
  return {
    ...draft.info,
    path: draft.path,
    mtime,
    bytes: draft.bytes,
    sha256: draft.sha256,
    resumable: draft.trainingState !== null,
    pinned: (previous?.pinned ?? false) || (draft.marks?.pinned ?? false),
    note: draft.marks?.note || (previous?.note ?? ''),
    generation: (previous?.generation ?? 0) + 1,
    damaged: false,
  };
}

/**
 * Chooses the modification time of a write: the clock's, or a millisecond after the last one when the clock has not
 * moved on, or was set back. An imported checkpoint that is new here keeps its age.
 */
export function nextMtime(
  lastMtime: number,
  previous: CheckpointEntry | null,
  marks: ImportedMarks | null,
  now = Date.now(),
): number {
  if (previous === null && marks?.mtime && marks.mtime <= now) return marks.mtime;
  return Math.max(now, lastMtime + 1);
}

/** UTF-8 bytes that some drafts need: their texts and training states. */
export function neededBytes(drafts: readonly CheckpointDraft[]): number {
  return drafts.reduce(
    (sum, { text, trainingState }) => sum + utf8Length(text) + utf8Length(trainingState ?? ''),
    0,
  );
}
