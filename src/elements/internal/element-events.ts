import { explainMissingPart } from '../../base/explain-missing-part.ts';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';

/** A checkpoint's file was handed to the browser. */
export class CheckpointDownloadedEvent extends Event {
  readonly entry: CheckpointEntry;
  /** The name that was proposed for the file. */
  readonly fileName: string;

  constructor(entry: CheckpointEntry, fileName: string) {
    super('checkpoint-downloaded', { bubbles: true, composed: true });
    this.entry = entry;
    this.fileName = fileName;
  }
}

/** Something the user asked an element for has failed; the element shows it too. */
export class ElementErrorEvent extends Event {
  readonly error: unknown;

  constructor(error: unknown) {
    super('element-error', { bubbles: true, composed: true });
    this.error = explainMissingPart(error);
  }
}

declare global {
  interface HTMLElementEventMap {
    'checkpoint-downloaded': CheckpointDownloadedEvent;
    'element-error': ElementErrorEvent;
  }
}
