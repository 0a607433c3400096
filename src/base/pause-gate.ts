import { untilAborted } from './until-aborted.ts';

/** Holds, while it is closed, whoever is about to ask a language model. */
export class PauseGate {
  #opened: Promise<void> | null = null;
  #open = (): void => {};
  readonly #followers = new Set<(isClosed: boolean) => void>();

  get isClosed(): boolean {
    return this.#opened !== null;
  }

  close(): void {
    if (this.#opened) return;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
    this.#tell();
  }

  open(): void {
    if (!this.#opened) return;
    this.#opened = null;
    this.#open();
    this.#tell();
  }

  /**
   * Tells whenever it is closed or opened, for what is held elsewhere, as on another thread.
   *
   * @returns a function that ends this
   */
  follow(follower: (isClosed: boolean) => void): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  #tell(): void {
    for (const follower of this.#followers) follower(this.isClosed);
  }

  /** Waits until it is open. @throws the signal's reason when it is aborted before that */
  async pass(signal?: AbortSignal): Promise<void> {
    while (this.#opened) await untilAborted(this.#opened, signal);
  }
}
