import { TidemarkError } from '../../base/errors.ts';
import type { CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';

/** How far the reading of a checkpoint has come. */
export type CheckpointReading =
  | { readonly state: 'reading' }
  | { readonly state: 'ready'; readonly entry: CheckpointEntry; readonly text: string }
  /** There is no checkpoint of that path. */
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly error: unknown };

/** Reads checkpoints for an element, and says when that has led to something. What was begun for other paths is dropped. */
export class CheckpointReader {
  readonly #changed: () => void;
  readonly #readings = new Map<string, CheckpointReading>();
  #store: CheckpointStore | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Says where to read; what was read elsewhere is forgotten. */
  use(store: CheckpointStore | null): void {
    if (store === this.#store) return;
    this.#store = store;
    this.#readings.clear();
  }

  /** What is known of a checkpoint; begins to read it when nothing is. */
  of(path: string): CheckpointReading {
    const known = this.#readings.get(path);
    if (known) return known;
    const reading: CheckpointReading = { state: 'reading' };
    this.#readings.set(path, reading);
    void this.#read(path, reading);
    return reading;
  }

  /** Reads a checkpoint again, if it was read before. What is known of it stands until then. */
  refresh(path: string): void {
    const known = this.#readings.get(path);
    if (known) void this.#read(path, known);
  }

  /** Forgets what could not be read, so that it is read again. */
  retry(): void {
    for (const [path, { state }] of this.#readings) if (state !== 'ready') this.#readings.delete(path);
    this.#changed();
  }

  /** Reads, and takes the place of what was known before, unless something else has. */
  async #read(path: string, known: CheckpointReading): Promise<void> {
    const reading = await this.#load(path);
    if (this.#readings.get(path) !== known) return;
    this.#readings.set(path, reading);
    this.#changed();
  }

  async #load(path: string): Promise<CheckpointReading> {
    if (!this.#store) return { state: 'missing' };
    try {
      const { entry, text } = await this.#store.load(path);
      return { state: 'ready', entry, text };
    } catch (error) {
      const isMissing = error instanceof TidemarkError && error.code === 'not-found';
      return isMissing ? { state: 'missing' } : { state: 'failed', error };
    }
  }
}
