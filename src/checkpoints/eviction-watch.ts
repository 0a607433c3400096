/** What is needed of `localStorage`. */
interface StorageArea {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * Remembers how many checkpoints there were, so that their disappearance is noticed.
 *
 * A browser that needs room, or decides that a site is not used enough, deletes its whole database. Within the life of
 * a page or worker that is always noticed. Across lives a count in localStorage tells, but only pages have that, and
 * only Chromium keeps it when it evicts a site: Firefox and Safari delete both together, and nothing is left to tell.
 */
export class EvictionWatch {
  readonly #key: string;
  #count = 0;

  constructor(name: string) {
    this.#key = `tidemark:${name}:count`;
    this.#count = Number(attempt(() => localArea()?.getItem(this.#key))) || 0;
  }

  /** How many checkpoints there were when they were last counted. */
  get expected(): number {
    return this.#count;
  }

  /** Notes how many there are. */
  saw(count: number): void {
    this.#count = count;
    attempt(() => localArea()?.setItem(this.#key, String(count)));
  }
}

/** Only pages have it; workers' types do not know it at all. */
function localArea(): StorageArea | undefined {
  return (globalThis as { readonly localStorage?: StorageArea }).localStorage;
}

/** Where cookies are blocked, localStorage throws when it is only looked at. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
