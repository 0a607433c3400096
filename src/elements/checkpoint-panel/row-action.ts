import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';

/** What the user can do with one checkpoint of the list. */
export type RowAction = 'resume' | 'download' | 'pin' | 'delete';

/** A row's button was pressed, or the key that stands for it. It stays within the panel. */
export class RowActionEvent extends Event {
  readonly action: RowAction;
  readonly entry: CheckpointEntry;

  constructor(action: RowAction, entry: CheckpointEntry) {
    super('row-action');
    this.action = action;
    this.entry = entry;
  }
}
