import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import type { RowOrder } from './row-order.ts';

/** What the user can do with one checkpoint of the list. */
export type RowAction = 'resume' | 'fork' | 'download' | 'pin' | 'note' | 'delete' | 'inspect';

/** A row's button was pressed, or the key that stands for it. It stays within the panel. */
export class RowActionEvent extends Event {
  readonly action: RowAction;
  readonly entry: CheckpointEntry;
  /** The words of a note; empty with any other action. */
  readonly note: string;

  constructor(action: RowAction, entry: CheckpointEntry, note = '') {
    super('row-action');
    this.action = action;
    this.entry = entry;
    this.note = note;
  }
}

/** Other checkpoints are selected now. It stays within the panel. */
export class SelectionEvent extends Event {
  readonly paths: ReadonlySet<string>;

  constructor(paths: ReadonlySet<string>) {
    super('selection-changed');
    this.paths = paths;
  }
}

/** The user wants another order. It stays within the panel. */
export class OrderEvent extends Event {
  readonly order: RowOrder;

  constructor(order: RowOrder) {
    super('order-changed');
    this.order = order;
  }
}

/** A run is to be folded, or unfolded. It stays within the panel. */
export class FoldEvent extends Event {
  readonly run: string;

  constructor(run: string) {
    super('fold-changed');
    this.run = run;
  }
}
