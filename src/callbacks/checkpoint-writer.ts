import { CheckpointError } from '../base/errors.ts';
import { applyRetention } from '../checkpoints/apply-retention.ts';
import type {
  CheckpointEntry,
  CheckpointInfo,
  CheckpointStore,
  MonitorMode,
} from '../checkpoints/checkpoint-store.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import type { RetentionLimits, RetentionScope } from '../checkpoints/retention.ts';
import { ownPath } from './own-path.ts';

/** What a `ProgramCheckpoint` always says of a checkpoint. */
export interface WrittenInfo extends CheckpointInfo {
  readonly run: string;
  readonly template: string;
  readonly monitor: string;
  readonly mode: MonitorMode;
}

/** Writes a run's checkpoints: opens the store when it is needed, spares other runs' files, keeps retention. */
export class CheckpointWriter {
  readonly #given: CheckpointStore | Promise<CheckpointStore> | null;
  readonly #retention: RetentionLimits | null;
  #opened: Promise<CheckpointStore> | null = null;
  #isFull = false;

  constructor(
    store: CheckpointStore | Promise<CheckpointStore> | null,
    retention: RetentionLimits | null = null,
  ) {
    this.#given = store;
    this.#retention = retention;
  }

  /** The store that was given, else the default one, opened at the first call. */
  async store(): Promise<CheckpointStore> {
    if (this.#given) return await this.#given;
    this.#opened ??= openCheckpointStore();
    return await this.#opened;
  }

  /** Lets go of the store, if it was opened here. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    await (await opened)?.close();
  }

  /**
   * Writes a checkpoint durably.
   *
   * @param spares whether to leave alone what another run saved under that path, and take another one
   * @returns the entry; null when the disk is full, which is warned of once until a save succeeds again
   * @throws CheckpointError everything but `quota-exceeded`
   */
  async write(
    path: string,
    text: string,
    info: WrittenInfo,
    { spares }: { readonly spares: boolean },
  ): Promise<CheckpointEntry | null> {
    const store = await this.store();
    const own = spares ? await ownPath(store, path, info.run) : path;
    try {
      const entry = await store.save(own, text, info, this.#saveOptions(store, info));
      this.#isFull = false;
      if (this.#retention) await applyRetention(store, this.#retention, scopeOf(info));
      return entry;
    } catch (error) {
      if (!isFull(error)) throw error;
      if (!this.#isFull) console.warn(`${error.message} Training goes on; the next save tries again.`);
      this.#isFull = true;
      return null;
    }
  }

  #saveOptions(store: CheckpointStore, info: WrittenInfo): Parameters<CheckpointStore['save']>[3] {
    const limits = this.#retention && forOneMore(this.#retention);
    return limits ? { makeRoom: () => applyRetention(store, limits, scopeOf(info)) } : {};
  }
}

/** Other callbacks may save other paths in the same run: these are theirs to keep. */
function scopeOf({ run, template, monitor, mode }: WrittenInfo): RetentionScope {
  return { run, template, monitor, mode };
}

/** The limits for those that are there already, so that with the one to come they are as asked for. */
function forOneMore({ best = 0, latest = 0 }: RetentionLimits): RetentionLimits {
  return best > 0 || latest > 1 ? { best, latest: Math.max(latest - 1, 0) } : { best, latest };
}

function isFull(error: unknown): error is CheckpointError {
  return error instanceof CheckpointError && error.code === 'quota-exceeded';
}
