import type { TypedEventTarget } from '../base/events.ts';
import type { StoreEvents, StoreNoticeEvent } from './store-events.ts';

/** Which of two values of a monitored quantity is the better one. */
export type MonitorMode = 'min' | 'max';

/** What a checkpoint's text is: a whole program, its variables alone, or another file (a CSV log, say). */
export type CheckpointKind = 'program' | 'variables' | 'other';

/** Why a checkpoint was written. */
export type SaveReason =
  | 'epoch'
  | 'batch'
  | 'interval'
  | 'best'
  | 'backup'
  | 'stopped'
  | 'failed'
  | 'interrupted'
  | 'import'
  | 'manual';

/** The values logged when a checkpoint was made, under their snake_case names. NaN is allowed and is never best. */
export type CheckpointLogs = Readonly<Record<string, number>>;

/** What the writer of a checkpoint says of it. Everything is optional: a hand-written loop may give only a text. */
export interface CheckpointInfo {
  /** @default derived from the path: `.variables.json` → variables, `.json` → program, else other */
  readonly kind?: CheckpointKind;
  /** Id of the training run that made it. @default '' (no run) */
  readonly run?: string;
  /** Checkpoint path from which that run was resumed or forked. @default null */
  readonly parent?: string | null;
  /** The path template it was saved under. @default the path itself */
  readonly template?: string;
  /** 0-based epoch. @default null */
  readonly epoch?: number | null;
  /** 0-based batch within the epoch, when saved between batches. @default null */
  readonly batch?: number | null;
  /** How many epochs the run is planned to have. @default absent: not known, or the run has come to its end */
  readonly epochs?: number;
  /** All scalar logs. @default {} */
  readonly logs?: CheckpointLogs;
  /** The monitored log name, such as `val_reward`. @default null */
  readonly monitor?: string | null;
  /** The direction in force for `monitor`. @default null */
  readonly mode?: MonitorMode | null;
  /** @default 'manual' */
  readonly reason?: SaveReason;
  /** What is needed to go on training from here, as text; kept beside the checkpoint, never exported. @default null */
  readonly trainingState?: string | null;
}

/** One checkpoint as the store lists it: everything but the text. */
export interface CheckpointEntry
  extends Required<Omit<CheckpointInfo, 'trainingState' | 'epochs'>>, Pick<CheckpointInfo, 'epochs'> {
  /** The key: a relative path with `/` between folders. */
  readonly path: string;
  /** Modification time in milliseconds since 1970; strictly increasing within one store. */
  readonly mtime: number;
  /** Size of the text in UTF-8 bytes. */
  readonly bytes: number;
  /** SHA-256 of the text's UTF-8 bytes, lowercase hex. */
  readonly sha256: string;
  /** Whether a training state is kept with it, so that training can be resumed from it. */
  readonly resumable: boolean;
  /** Pinned entries are never removed by retention. */
  readonly pinned: boolean;
  /** The user's own words about it. */
  readonly note: string;
  /** How often this path has been written; 1 the first time. */
  readonly generation: number;
  /** Whether the newest text failed its check, so that the previous generation is what `load` returns. */
  readonly damaged: boolean;
}

/** A checkpoint's entry with its text, verified against its SHA-256. */
export interface Checkpoint {
  readonly entry: CheckpointEntry;
  readonly text: string;
  readonly trainingState: string | null;
}

/** What to list, in which order, and how much of it. */
export interface CheckpointQuery {
  /** Order by modification time, path, or a logged value such as `val_reward`. @default 'mtime' */
  readonly orderBy?: 'mtime' | 'path' | { readonly log: string };
  /** @default 'descending' */
  readonly direction?: 'ascending' | 'descending';
  /** Only paths in this folder and below. */
  readonly folder?: string;
  /** Only paths that match this template. */
  readonly pattern?: string;
  readonly kind?: CheckpointKind;
  readonly run?: string;
  readonly pinned?: boolean;
  /** Only paths or notes that contain this text, without regard to case. */
  readonly text?: string;
  /** Entries a page. @default 50 */
  readonly limit?: number;
  /** Where the page before ended: the `next` of its answer. */
  readonly after?: string;
}

/** One page of a list. */
export interface CheckpointPage {
  readonly entries: readonly CheckpointEntry[];
  /** Give it as `after` to get the next page; null at the end. */
  readonly next: string | null;
}

/** Which checkpoint to call the best. */
export interface BestQuery {
  /** A template that the path matches, or that it was saved under. @default any path */
  readonly pattern?: string;
  /** Only this run's. @default any run */
  readonly run?: string;
  /** @default the monitor of the newest checkpoint that has one, else 'val_reward' */
  readonly monitor?: string;
  /** @default the mode of the newest checkpoint with that monitor, else 'max' */
  readonly mode?: MonitorMode;
}

/** How much room the checkpoints take, and how much there is. */
export interface StoreUsage {
  /** Bytes of all texts, older generations included. */
  readonly bytes: number;
  readonly count: number;
  /** Bytes that the browser grants this site; null when it does not say. */
  readonly quota: number | null;
  /** Whether the browser promised not to evict; null when it does not say. */
  readonly persisted: boolean | null;
  /** False for a memory store: nothing outlives the page. */
  readonly durable: boolean;
}

/** What an import would do, or has done. */
export interface ImportReport {
  readonly files: readonly ImportedFile[];
  /** True when every file was acceptable. Nothing is written otherwise. */
  readonly acceptable: boolean;
}

export interface ImportedFile {
  /** The name received. */
  readonly name: string;
  /** Where it is (or would be) stored; null when refused. */
  readonly path: string | null;
  readonly kind: CheckpointKind;
  readonly bytes: number;
  /** Why it is refused; null when it is acceptable. */
  readonly problem: string | null;
  /** Whether a checkpoint of that path exists, of which this becomes a new generation. */
  readonly replaces: boolean;
}

/** What `export` makes: one file, named safely. */
export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What a writer can do for a save beside giving the text. */
export interface SaveOptions {
  /** Fails with `other-run` rather than replace what another run has saved under the path. @default false */
  readonly sparesOtherRuns?: boolean;
  /**
   * Frees room, by deleting checkpoints, when the disk is full. Called at most once; then the save is tried again.
   * @default the save fails at once with `quota-exceeded`
   */
  readonly makeRoom?: (neededBytes: number) => Promise<unknown>;
}

/** How checkpoints are deleted. */
export interface DeleteOptions {
  /**
   * Answers nothing, so that there is no undoing. Nothing need be read then, which takes longer than the deletion where
   * texts are long. @default false
   */
  readonly forGood?: boolean;
}

/** What can be imported: a `File`, or a `Blob` with a name of its own. */
export type ImportFile = Blob & { readonly name?: string };

/** How an import is done. */
export interface ImportOptions {
  /** Only report what the import would do. @default false */
  readonly dryRun?: boolean;
  /** Refuse a file larger than this, packed or unpacked. @default 268_435_456 */
  readonly maxBytes?: number;
}

/** Changes that keep the text as it is. */
export interface CheckpointChanges {
  readonly pinned?: boolean;
  readonly note?: string;
}

/**
 * Where checkpoints are kept. Knows JSON text, never a program. Refuses options that nobody would read.
 *
 * Every promise resolves when the work is durable, and rejects with a `CheckpointError`.
 */
export interface CheckpointStore extends TypedEventTarget<StoreEvents> {
  readonly name: string;
  /** False for a memory store: nothing outlives the page. */
  readonly durable: boolean;
  /** The notices that have not lost their meaning, for whoever came too late for the events. */
  readonly notices: readonly StoreNoticeEvent[];
  /**
   * Saves a text under a path, as a new generation of it. A path is a key that leads nowhere, so any is taken, even
   * `../01.json`; `export` makes names safe, `import` refuses unsafe ones.
   * @throws ArgumentError `invalid-path`, `invalid-text`
   * @throws CheckpointError `quota-exceeded`, `path-is-folder`, `other-run`
   */
  save(path: string, text: string, info?: CheckpointInfo, options?: SaveOptions): Promise<CheckpointEntry>;
  /** Reads one checkpoint, verified. @throws CheckpointError `not-found`, `damaged` */
  load(path: string): Promise<Checkpoint>;
  info(path: string): Promise<CheckpointEntry | null>;
  list(query?: CheckpointQuery): Promise<CheckpointPage>;
  /**
   * The most recently modified checkpoint whose path matches the template, or that was saved under it; null when there
   * is none. Without a template, program and variables files count, but not a CSV log.
   */
  latest(pattern?: string): Promise<CheckpointEntry | null>;
  /** The checkpoint with the best monitored value; among equals the earliest, as only a better one replaces it. */
  best(query?: BestQuery): Promise<CheckpointEntry | null>;
  /**
   * Deletes one checkpoint, for a reason in words. Answers it, whole, so that the deletion can be undone with `restore`;
   * null when there is none, or when it was deleted `forGood`.
   */
  delete(path: string, reason?: string, options?: DeleteOptions): Promise<Checkpoint | null>;
  /**
   * Deletes several checkpoints in one transaction, for one reason; where that fails, none. Answers them, whole, in the
   * order of the paths given; a path with none is left out. All are in memory at once: give it so many that they may.
   * Those deleted `forGood` are neither answered nor in memory.
   */
  deleteAll(
    paths: readonly string[],
    reason?: string,
    options?: DeleteOptions,
  ): Promise<readonly Checkpoint[]>;
  /** Makes known that a save was considered and left out, and why. Changes nothing. */
  skip(path: string, reason: string): void;
  /** Puts a deleted checkpoint back as it was, with its mtime. @throws CheckpointError `path-taken` */
  restore(checkpoint: Checkpoint): Promise<CheckpointEntry>;
  pin(path: string, pinned: boolean): Promise<CheckpointEntry>;
  change(path: string, changes: CheckpointChanges): Promise<CheckpointEntry>;
  usage(): Promise<StoreUsage>;
  /** One file as it is, or a zip of many with a manifest. @default all paths */
  export(paths?: readonly string[]): Promise<ExportedFile>;
  /** Reads `.json`, `.variables.json` or such a zip: all or nothing; with `dryRun` only the report. */
  import(file: ImportFile, options?: ImportOptions): Promise<ImportReport>;
  close(): Promise<void>;
}
