import { ArgumentError, CheckpointError } from '../base/errors.ts';
import type { Checkpoint, CheckpointLogs, CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { Callback } from './callback.ts';
import { CheckpointWriter } from './checkpoint-writer.ts';
import { logValues } from './log-values.ts';
import type { Logs } from './callback.ts';
import { checkSaveFreq } from './program-checkpoint-options.ts';
import { programText } from './program-text.ts';
import { newRunId } from './run-id.ts';

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

/**
 * Backs training up, so that an interrupted run goes on by itself: the next `fit` with the same folder continues where
 * the backup was made, to the very draw.
 *
 * Follows `synalinks.callbacks.BackupAndRestore`. Differs from Synalinks: the batch, the random streams and the other
 * callbacks go on too, not the epoch alone; a damaged backup gives way to the one before it; `saveFreq: false` really is
 * off; only backups are deleted, nothing else in the folder; and there is no `training_metadata.json`, as the training
 * state lies beside the variables in one transaction. Training that is stopped early keeps its backup, until a `fit` that
 * goes on from it finds that nothing is left to do.
 *
 * @example
 * await program.fit(x, y, { epochs: 20, callbacks: [new BackupAndRestore('backup')] }); // killed at epoch 7
 * await program.fit(x, y, { epochs: 20, callbacks: [new BackupAndRestore('backup')] }); // goes on from there
 */
export class BackupAndRestore extends Callback {
  override readonly savesState = true;
  override readonly savesLast = true;
  readonly backupDir: string;
  readonly saveFreq: 'epoch' | number | false;
  readonly doubleCheckpoint: boolean;
  readonly deleteCheckpoint: boolean;
  readonly #writer: CheckpointWriter;
  readonly #ownRun = newRunId();
  #epoch = 0;
  #hasTrained = false;
  #batchesSinceSave = 0;

  /** @throws ArgumentError `empty-backup-dir`, `invalid-save-freq` */
  constructor(backupDir: string, options: BackupAndRestoreOptions = {}) {
    super();
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
    const store = await this.#writer.store();
    for (const path of this.#paths) {
      const checkpoint = await this.#read(store, path);
      if (checkpoint && checkpoint.trainingState !== null) return checkpoint;
    }
    return null;
  }

  override getState(): JsonValue {
    return jsonObject(['batches_since_save', BigInt(this.#batchesSinceSave)]);
  }

  override setState(state: JsonValue): void {
    const batches = isJsonObject(state) ? state.get('batches_since_save') : undefined;
    this.#batchesSinceSave = Number(batches ?? 0);
  }

  /** @throws CheckpointError `run-locked` while another tab backs up into the folder */
  override async onTrainBegin(): Promise<void> {
    this.#hasTrained = false;
    await this.#writer.lease(`${this.backupDir}/`, this.params.run ?? this.#ownRun);
  }

  override onEpochBegin(epoch: number): void {
    this.#epoch = epoch;
    this.#hasTrained = true;
  }

  override foreseeTrainBatchEnd(): void {
    if (typeof this.saveFreq !== 'number') return;
    this.#batchesSinceSave = (this.#batchesSinceSave + 1) % this.saveFreq;
  }

  override async onTrainBatchEnd(batch: number, logs: Logs): Promise<void> {
    if (typeof this.saveFreq === 'number' && this.#batchesSinceSave === 0) await this.#save(batch, logs);
  }

  override async onEpochEnd(_epoch: number, logs: Logs): Promise<void> {
    if (this.saveFreq === 'epoch') await this.#save(null, logs);
  }

  override async onTrainEnd(): Promise<void> {
    const mayGoOn = this.program?.stopTraining === true && this.#hasTrained;
    if (this.deleteCheckpoint && !mayGoOn) await this.deleteBackups();
    await this.#writer.close();
  }

  override async onTrainFailed(): Promise<void> {
    await this.#writer.close();
  }

  /** Deletes this folder's backups, so that the next run starts over. */
  async deleteBackups(): Promise<void> {
    const store = await this.#writer.store();
    for (const path of this.#paths) await store.delete(path);
  }

  /** The newest first. */
  get #paths(): readonly string[] {
    return ['latest.variables.json', 'latest.bkp.variables.json'].map((name) => `${this.backupDir}/${name}`);
  }

  async #save(batch: number | null, logs: Logs): Promise<void> {
    const [latest = '', before = ''] = this.#paths;
    if (this.doubleCheckpoint) await this.#copy(latest, before);
    await this.#writer.write(latest, programText(this.program, true), {
      run: this.params.run ?? this.#ownRun,
      parent: this.params.parent ?? null,
      epoch: this.#epoch,
      batch,
      logs: Object.fromEntries(logValues(logs)) as CheckpointLogs,
      reason: 'backup',
      trainingState: this.program?.getTrainingState?.() ?? null,
    });
  }

  async #copy(from: string, to: string): Promise<void> {
    const store = await this.#writer.store();
    const checkpoint = await this.#read(store, from);
    if (!checkpoint) return;
    const { entry, text, trainingState } = checkpoint;
    await this.#writer.write(to, text, { ...entry, template: to, trainingState });
  }

  async #read(store: CheckpointStore, path: string): Promise<Checkpoint | null> {
    try {
      return await store.load(path);
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      if (error.code !== 'not-found') console.warn(`The backup ${path} cannot be used: ${error.message}`);
      return null;
    }
  }
}
