import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import type {
  Checkpoint,
  CheckpointLogs,
  CheckpointStore,
  SaveReason,
} from '../checkpoints/checkpoint-store.ts';
import { backupPaths, findBackup } from '../checkpoints/find-backup.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { Callback } from './callback.ts';
import { checkSaveFreq } from './check-save-freq.ts';
import { CheckpointWriter } from './checkpoint-writer.ts';
import type { WrittenInfo } from './checkpoint-writer.ts';
import { logValues } from './log-values.ts';
import type { Logs } from './callback.ts';
import { programText } from './program-text.ts';
import { newRunId } from './run-id.ts';
import { readCount } from './state-number.ts';

/** How a `BackupAndRestore` works; names and defaults are Synalinks'. */
export interface BackupAndRestoreOptions {
  /** Backs up after each epoch, after so many batches, or never. @default 'epoch' */
  readonly saveFreq?: 'epoch' | number | false;
  /** Keeps the backup before the newest one too, under another path. @default false */
  readonly doubleCheckpoint?: boolean;
  /** Deletes the backups once training has ended as planned. @default true */
  readonly deleteCheckpoint?: boolean;
  /** Where to back up. @default `openCheckpointStore()` */
  readonly store?: CheckpointStore | Promise<CheckpointStore>;
}

const names: OptionNames<BackupAndRestoreOptions> = {
  saveFreq: true,
  doubleCheckpoint: true,
  deleteCheckpoint: true,
  store: true,
};

/**
 * Backs training up, so that an interrupted run goes on by itself: the next `fit` with the same folder continues where
 * the backup was made, to the very draw.
 *
 * Follows `synalinks.callbacks.BackupAndRestore`. Differs from Synalinks: the batch, the random streams and the other
 * callbacks go on too, not the epoch alone; a damaged backup gives way to the one before it; `saveFreq: false` really is
 * off; only backups are deleted, nothing else in the folder; and there is no `training_metadata.json`, as the training
 * state lies beside the variables in one transaction. Training that comes to its end, early or not, leaves no backup;
 * training that is stopped by `program.stop()`, or by an error, leaves one of the very batch. A run that begins anew, or goes on from
 * elsewhere, takes the folder over: what another run has backed up there is deleted.
 *
 * @example
 * await program.fit(x, y, { epochs: 20, callbacks: [new BackupAndRestore('backup')] }); // killed at epoch 7
 * await program.fit(x, y, { epochs: 20, callbacks: [new BackupAndRestore('backup')] }); // goes on from there
 */
export class BackupAndRestore extends Callback {
  override readonly stateName: string = 'BackupAndRestore';
  override readonly savesState = true;
  override readonly savesLast = true;
  readonly backupDir: string;
  readonly saveFreq: 'epoch' | number | false;
  readonly doubleCheckpoint: boolean;
  readonly deleteCheckpoint: boolean;
  readonly #writer: CheckpointWriter;
  readonly #ownRun = newRunId();
  /** The epoch under way. */
  #epoch = 0;
  /** What ended last: a batch, or, without one, an epoch. */
  #ended: { readonly epoch: number; readonly batch: number | null } = { epoch: 0, batch: null };
  #logs: Logs = {};
  /** Whether something has happened since the last backup. */
  #isDirty = false;
  #isStopped = false;
  #batchesSinceSave = 0;

  /** @throws ArgumentError `unknown-option`, `empty-backup-dir`, `invalid-save-freq` */
  constructor(backupDir: string, options: BackupAndRestoreOptions = {}) {
    super();
    if (new.target === BackupAndRestore) checkOptions('BackupAndRestore', options, names);
    if (backupDir === '') {
      throw new ArgumentError(
        'empty-backup-dir',
        'Empty `backup_dir` argument passed. Name a folder, such as "backup".',
      );
    }
    const { saveFreq = 'epoch' } = options;
    this.backupDir = backupDir.replace(/\/+$/, '');
    this.saveFreq = saveFreq === false ? false : checkSaveFreq(saveFreq);
    this.doubleCheckpoint = options.doubleCheckpoint ?? false;
    this.deleteCheckpoint = options.deleteCheckpoint ?? true;
    this.#writer = new CheckpointWriter(options.store ?? null);
  }

  /** The newest backup that is whole; null when there is none. A damaged one is warned of. */
  override async findResumePoint(): Promise<Checkpoint | null> {
    const backup = await findBackup(await this.#writer.store(), this.backupDir);
    if (backup?.problem) console.warn(`${backup.problem} Training goes on from the backup before it.`);
    return backup?.checkpoint ?? null;
  }

  override getState(): JsonValue {
    return jsonObject(['batches_since_save', BigInt(this.#batchesSinceSave)]);
  }

  override setState(state: JsonValue): void {
    const batches = isJsonObject(state) ? state.get('batches_since_save') : undefined;
    this.#batchesSinceSave = readCount(batches) ?? 0;
  }

  /** @throws CheckpointError `run-locked` while another tab backs up into the folder */
  override async onTrainBegin(): Promise<void> {
    this.#isStopped = this.#isDirty = false;
    await this.#writer.lease(`${this.backupDir}/`, this.params.run ?? this.#ownRun);
    await this.#clearOthers();
  }

  override onEpochBegin(epoch: number): void {
    this.#epoch = epoch;
  }

  override foreseeTrainBatchEnd(): void {
    if (typeof this.saveFreq !== 'number') return;
    this.#batchesSinceSave = (this.#batchesSinceSave + 1) % this.saveFreq;
  }

  override async onTrainBatchEnd(batch: number, logs: Logs): Promise<void> {
    this.#note(batch, logs);
    if (typeof this.saveFreq === 'number' && this.#batchesSinceSave === 0) await this.#save();
  }

  override async onEpochEnd(_epoch: number, logs: Logs): Promise<void> {
    this.#note(null, logs);
    if (this.saveFreq === 'epoch') await this.#save();
  }

  /** Backs up out of turn, whatever the reason; without a copy of the one before, as there may be little time. */
  override async onSaveRequest(reason: SaveReason): Promise<void> {
    this.#isStopped = reason === 'stopped';
    if (this.#isDirty && this.saveFreq !== false) await this.#save(false);
  }

  override async onTrainEnd(): Promise<void> {
    if (!this.#isStopped) await this.#finish();
    this.#isDirty = false;
    await this.#writer.close();
  }

  /** Backs up where training last rested; a failure of it is warned of, as the error that ended training matters more. */
  override async onTrainFailed(): Promise<void> {
    try {
      if (this.#isDirty && this.saveFreq !== false) await this.#save(false);
      this.#isDirty = false;
      await this.#writer.close();
    } catch (error) {
      console.warn(
        `BackupAndRestore could not back up what there was when training failed: ${String(error)}`,
      );
    }
  }

  /** Deletes this folder's backups, so that the next run starts over. */
  async deleteBackups(): Promise<void> {
    const store = await this.#writer.store();
    await store.deleteAll(backupPaths(this.backupDir), '', { forGood: true });
  }

  #note(batch: number | null, logs: Logs): void {
    this.#ended = { epoch: this.#epoch, batch };
    this.#logs = logs;
    this.#isDirty = true;
  }

  /** What is saved is of this moment, though it may be written later. */
  async #save(isDouble = this.doubleCheckpoint): Promise<void> {
    const [latest, before] = backupPaths(this.backupDir);
    const info = this.#info();
    const text = await programText(this.program, true);
    this.#isDirty = false;
    if (isDouble) await this.#copy(latest, before);
    const entry = await this.#writer.write(latest, text, info);
    if (entry === null) this.#isDirty = true;
  }

  #info(): WrittenInfo {
    const { run = this.#ownRun, parent = null, epochs } = this.params;
    return {
      // A file of the trainer's: it is neither the latest checkpoint nor the best to whoever looks for one.
      kind: 'other',
      run,
      parent,
      ...this.#ended,
      ...(epochs === undefined ? {} : { epochs }),
      logs: Object.fromEntries(logValues(this.#logs)) as CheckpointLogs,
      reason: 'backup',
      trainingState: this.program?.getTrainingState?.() ?? null,
    };
  }

  /** The run has come to its end: what is left of it here is no run to go on with. */
  async #finish(): Promise<void> {
    if (this.deleteCheckpoint) return this.#writer.clear(backupPaths(this.backupDir));
    const [latest] = backupPaths(this.backupDir);
    await this.#copy(latest, latest, true);
  }

  async #clearOthers(): Promise<void> {
    const { run, startsOver = false } = this.params;
    const store = await this.#writer.store();
    for (const path of backupPaths(this.backupDir)) {
      const entry = await store.info(path);
      const isOther = startsOver || (run !== undefined && entry?.run !== run);
      if (entry?.reason === 'backup' && isOther) await store.delete(path, '', { forGood: true });
    }
  }

  async #copy(from: string, to: string, isOver = false): Promise<void> {
    const checkpoint = await (await this.#writer.store()).load(from).catch(() => null);
    if (!checkpoint) return;
    const { text, trainingState } = checkpoint;
    const { epochs, ...entry } = checkpoint.entry;
    const plan = isOver || epochs === undefined ? {} : { epochs };
    await this.#writer.write(to, text, { ...entry, ...plan, template: to, trainingState });
  }
}
