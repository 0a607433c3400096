import type { SaveReason } from '../checkpoints/checkpoint-store.ts';

/** A save that somebody waits for. */
interface WantedSave {
  readonly reason: SaveReason;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * What is wanted of the training under way from outside: to save, or to stop.
 *
 * Both are granted between two batches, when everything is at rest and can be gone on with to the very draw.
 */
export class FitWishes {
  #isStopped = false;
  #wanted: WantedSave[] = [];
  /** Saves for all callbacks; there only while training rests. */
  #grant: ((reason: SaveReason) => Promise<void>) | null = null;
  #granting: Promise<void> = Promise.resolve();

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

  /**
   * Rests: saves what is wanted, now and for as long as training is held.
   *
   * @param grant saves
   * @param hold resolves when training may go on
   */
  async rest(grant: (reason: SaveReason) => Promise<void>, hold: () => Promise<void>): Promise<void> {
    this.#grant = grant;
    this.#grantAll();
    await this.#granting;
    await hold();
    this.#grant = null;
    await this.#granting;
  }

  /** Training has ended: what is wanted still has been saved by that, or cannot be saved any more. */
  end(): void {
    for (const { resolve } of this.#wanted.splice(0)) resolve();
  }

  #grantAll(): void {
    const grant = this.#grant;
    if (!grant) return;
    for (const { reason, resolve, reject } of this.#wanted.splice(0)) {
      this.#granting = this.#granting.then(() => grant(reason)).then(resolve, reject);
    }
  }
}
