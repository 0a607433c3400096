/** How long work may hold the thread at a time: well below what a user notices. */
const holdMs = 8;

/** Lets long work on the thread stop now and then, so that a page that does it stays alive. */
export class Breather {
  #since = performance.now();

  /** Lets others run, when the work has held the thread long enough. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#since < holdMs) return;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    this.#since = performance.now();
  }
}
