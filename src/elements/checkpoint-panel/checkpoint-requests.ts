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

/** The user wants several checkpoints as one file. Unless cancelled, the panel downloads a zip of them. */
export class ExportRequestEvent extends Event {
  /** The paths, in the order in which they were selected. */
  readonly paths: readonly string[];

  constructor(paths: readonly string[]) {
    super('export-request', { bubbles: true, composed: true, cancelable: true });
    this.paths = [...paths];
  }
}

/** The user has chosen by which value, and in which direction, checkpoints are ranked. */
export class RankingChangedEvent extends Event {
  readonly monitor: string;
  readonly mode: 'min' | 'max';

  constructor(monitor: string, mode: 'min' | 'max') {
    super('ranking-changed', { bubbles: true, composed: true });
    this.monitor = monitor;
    this.mode = mode;
  }
}

declare global {
  interface HTMLElementEventMap {
    'download-request': DownloadRequestEvent;
    'delete-request': DeleteRequestEvent;
    'export-request': ExportRequestEvent;
    'ranking-changed': RankingChangedEvent;
  }
}
