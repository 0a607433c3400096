import { CheckpointError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import type { CheckpointEntry, CheckpointInfo, CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import type { RetentionLimits, RetentionScope } from '../checkpoints/retention.ts';
import { saveBeside } from './save-beside.ts';

/** What is said of everything that a callback writes. */
export interface WrittenInfo extends CheckpointInfo {
  readonly run: string;
}

/** Which checkpoints to keep. */
export interface Retention {
  readonly limits: RetentionLimits;
  readonly scope: RetentionScope;
}

/** How to write. */
export interface WriteOptions {
  /** Leave alone what another run saved under that path, and take another path. @default false */
  readonly spares?: boolean;
  /** Applied after each save, and when there is no room for one. @default null */
  readonly retention?: Retention | null;
}

/** Writes for a callback: opens the store when it is needed, spares other runs' files, bears a full disk. */
export class CheckpointWriter {
  readonly #given: CheckpointStore | Promise<CheckpointStore> | null;
  #opened: Promise<CheckpointStore> | null = null;
  #isHindered = false;
  #release: (() => void) | null = null;

  constructor(store: CheckpointStore | Promise<CheckpointStore> | null) {
    this.#given = store;
  }

  /** The store that was given, else the default one, opened at the first call; what failed is tried again at the next. */
  async store(): Promise<CheckpointStore> {
    if (this.#given) return await this.#given;
    const opening = (this.#opened ??= openCheckpointStore());
    try {
      return await opening;
    } catch (error) {
      if (this.#opened === opening) this.#opened = null;
      throw error;
    }
  }

  /**
   * Takes a template's folder for a run until `close`; what is kept in memory alone needs no such care.
   *
   * @throws CheckpointError `run-locked`
   */
  async lease(template: string, run: string): Promise<void> {
    const store = await this.store();
    if (!store.durable) return;
    const { leaseFolder } = await loadPart(() => import('./folder-lease.ts'));
    this.#release ??= await leaseFolder(store, template, run);
  }

  /** Lets go of the folder, and of the store if it was opened here. */
  async close(): Promise<void> {
    this.#release?.();
    this.#release = null;
    const opened = this.#opened;
    this.#opened = null;
    await (await opened)?.close();
  }

  /** Deletes what this run has saved under a path, unless it is pinned. */
  async drop(path: string, run: string): Promise<void> {
    const store = await this.store();
    await this.#bear(async () => {
      const entry = await store.info(path);
      if (entry?.run === run && !entry.pinned) await store.delete(path, interruptedIsPast, { forGood: true });
    });
  }

  /** Deletes what is no longer needed; where that fails, it stays. */
  async clear(paths: readonly string[]): Promise<void> {
    const store = await this.store();
    await this.#bear(async () => {
      await store.deleteAll(paths, '', { forGood: true });
    });
  }

  /** Makes known that nothing is written, and why. */
  async skip(path: string, reason: string): Promise<void> {
    (await this.store()).skip(path, reason.trim());
  }

  /**
   * Writes durably.
   *
   * @returns the entry; null when the disk is full, or so full that the browser does not even open the database again,
   * which is warned of once until a save succeeds again
   * @throws CheckpointError everything but `quota-exceeded` and `not-opened`
   */
  async write(
    path: string,
    text: string,
    info: WrittenInfo,
    { spares = false, retention = null }: WriteOptions = {},
  ): Promise<CheckpointEntry | null> {
    const store = await this.store();
    const keeper = retention && (await keeperOf(store, retention));
    let entry: CheckpointEntry | null = null;
    await this.#bear(async () => {
      const options = keeper ? { makeRoom: keeper.makeRoom } : {};
      entry = spares
        ? await saveBeside(store, path, text, info, options)
        : await store.save(path, text, info, options);
      await keeper?.tidy();
    });
    return entry;
  }

  /** Does what may fail for want of room: that is warned of, once until something succeeds again, and ends nothing. */
  async #bear(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#isHindered = false;
    } catch (error) {
      if (!mayPass(error)) throw error;
      if (!this.#isHindered) console.warn(`${error.message} Training goes on; the next save tries again.`);
      this.#isHindered = true;
    }
  }
}

const interruptedIsPast = 'it was saved in case the page went away, and training has gone on';

/** Applies a retention before a save, when there is no room for it, and after it. */
interface Keeper {
  makeRoom(this: void): Promise<unknown>;
  tidy(): Promise<unknown>;
}

/** What it takes is loaded before the save, so that it is there when the disk is full. */
async function keeperOf(store: CheckpointStore, { limits, scope }: Retention): Promise<Keeper> {
  const { applyRetention } = await loadPart(() => import('../checkpoints/apply-retention.ts'));
  return {
    makeRoom: () => applyRetention(store, forOneMore(limits), scope),
    tidy: () => applyRetention(store, limits, scope),
  };
}

/** The limits for those that are there already, so that with the one to come they are as asked for. */
function forOneMore({ best = 0, latest = 0 }: RetentionLimits): RetentionLimits {
  return best > 0 || latest > 1 ? { best, latest: Math.max(latest - 1, 0) } : { best, latest };
}

/** A store that was open and cannot be opened again is out of reach for a while, mostly for want of room. */
function mayPass(error: unknown): error is CheckpointError {
  return error instanceof CheckpointError && ['quota-exceeded', 'not-opened'].includes(error.code);
}
