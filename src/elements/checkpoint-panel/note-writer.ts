import type { ReactiveControllerHost } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';

/** Lets the user write the note of one checkpoint at a time, in its row. */
export class NoteWriter {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #written: (entry: CheckpointEntry, note: string) => void;
  #path: string | null = null;

  /** @param written hears what was written, when it is to be kept */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    written: (entry: CheckpointEntry, note: string) => void,
  ) {
    this.#host = host;
    this.#written = written;
  }

  /** Path of the checkpoint whose note is being written; null when none is. */
  get path(): string | null {
    return this.#path;
  }

  /** Opens the note of a checkpoint. */
  write({ path }: CheckpointEntry): void {
    this.#path = path;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#host.shadowRoot?.querySelector<HTMLElement>('.note-field')?.focus();
    });
  }

  /** Takes a key that was pressed in the field; tells whether it ends the writing. */
  ends(event: KeyboardEvent): boolean {
    event.stopPropagation();
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return false;
    if (event.key === 'Escape') this.#path = null;
    return true;
  }

  /** The field was left: keeps what was written, unless that was given up. */
  left(field: HTMLInputElement, entry: CheckpointEntry): void {
    const isWritten = this.#path === entry.path && field.value !== entry.note;
    this.#path = null;
    if (isWritten) this.#written(entry, field.value);
    this.#host.requestUpdate();
  }
}
