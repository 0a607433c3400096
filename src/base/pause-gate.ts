import { untilAborted } from './until-aborted.ts';

/** Holds, while it is closed, whoever is about to ask a language model. */
export class PauseGate {
  #opened: Promise<void> | null = null;
  #open = (): void => {};

  get isClosed(): boolean {
    return this.#opened !== null;
  }

  close(): void {
    this.#opened ??= new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#opened = null;
    this.#open();
  }

  /** Waits until it is open. @throws the signal's reason when it is aborted before that */
  async pass(signal?: AbortSignal): Promise<void> {
    while (this.#opened) await untilAborted(this.#opened, signal);
  }
}
