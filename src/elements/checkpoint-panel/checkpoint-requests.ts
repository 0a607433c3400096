import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';

/** A wish of the user about one checkpoint. Cancel it to keep the panel from its own answer. */
abstract class CheckpointRequestEvent extends Event {
  readonly entry: CheckpointEntry;

  constructor(type: string, entry: CheckpointEntry) {
    super(type, { bubbles: true, composed: true, cancelable: true });
    this.entry = entry;
  }
}

/** The user wants a checkpoint as a file. Unless cancelled, the panel downloads it. */
export class DownloadRequestEvent extends CheckpointRequestEvent {
  constructor(entry: CheckpointEntry) {
    super('download-request', entry);
  }
}

/** The user wants a checkpoint gone. Unless cancelled, the panel deletes it and offers to undo. */
export class DeleteRequestEvent extends CheckpointRequestEvent {
  constructor(entry: CheckpointEntry) {
    super('delete-request', entry);
  }
}

declare global {
  interface HTMLElementEventMap {
    'download-request': DownloadRequestEvent;
    'delete-request': DeleteRequestEvent;
  }
}
