import type { SaveReason } from '../checkpoints/checkpoint-store.ts';

/** Saves, for all callbacks. */
export type Save = (reason: SaveReason) => Promise<void>;

/** A save that somebody waits for. */
interface WantedSave {
  readonly reason: SaveReason;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * What is wanted of the training under way from outside: to save, or to stop.
 *
 * A save is granted at once, unless callbacks have their turn just then; a stop at the next rest between two batches.
 */
export class FitWishes {
  #isStopped = false;
  #wanted: WantedSave[] = [];
  /** There only while saving is in nobody's way. */
  #save: Save | null = null;
  #saving: Promise<void> = Promise.resolve();

  /** Whether training is to end at the next rest. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Resolves once it is saved, or training has ended; rejects when saving failed, which does not end training. */
  save(reason: SaveReason): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#wanted.push({ reason, resolve, reject });
      this.#grantAll();
    });
  }

  /** Does work during which saves that are wanted can be made; it ends when both are done. */
  async grantDuring<Result>(save: Save, work: () => Promise<Result>): Promise<Result> {
    this.#save = save;
    this.#grantAll();
    try {
      return await work();
    } finally {
      this.#save = null;
      await this.#saving;
    }
  }

  /** Training has ended: what is wanted still has been saved by that, or cannot be saved any more. */
  end(): void {
    for (const { resolve } of this.#wanted.splice(0)) resolve();
  }

  #grantAll(): void {
    const save = this.#save;
    if (!save) return;
    for (const { reason, resolve, reject } of this.#wanted.splice(0)) {
      this.#saving = this.#saving.then(() => save(reason)).then(resolve, reject);
    }
  }
}
