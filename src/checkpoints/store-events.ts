import type { CheckpointEntry } from './checkpoint-store.ts';

/** A checkpoint was saved, imported, pinned or otherwise changed, here or in another context. */
export class CheckpointSavedEvent extends Event {
  readonly entry: CheckpointEntry;

  constructor(entry: CheckpointEntry) {
    super('checkpoint-saved');
    this.entry = entry;
  }
}

/** A checkpoint was deleted, here or in another context. */
export class CheckpointDeletedEvent extends Event {
  readonly path: string;
  /** Why, in words; empty when somebody deleted it by hand. */
  readonly reason: string;

  constructor(path: string, reason = '') {
    super('checkpoint-deleted');
    this.path = path;
    this.reason = reason;
  }
}

/** A save was considered and left out, here or in another context. */
export class CheckpointSkippedEvent extends Event {
  /** Where it would have been saved. */
  readonly path: string;
  /** Why it was not, in words. */
  readonly reason: string;

  constructor(path: string, reason: string) {
    super('checkpoint-skipped');
    this.path = path;
    this.reason = reason;
  }
}

/** Something about the store that its user should know of. */
export class StoreNoticeEvent extends Event {
  /**
   * Stable and kebab-case:
   * - `not-durable`: there is no IndexedDB, nothing lasts beyond the page;
   * - `damaged`: a text was not what had been saved, the one before it was read instead if there is one;
   * - `repaired`, `lost`: what a damaged disk had left behind was put right, or could not be;
   * - `evicted`: the browser cleared what the site had stored;
   * - `closed`: the connection was taken away; it comes back by itself, unless a newer version of the page has it.
   */
  readonly code: string;
  readonly message: string;

  constructor(code: string, message: string) {
    super('store-notice');
    this.code = code;
    this.message = message;
  }
}

/** The store's events by type. */
export interface StoreEvents {
  'checkpoint-saved': CheckpointSavedEvent;
  'checkpoint-deleted': CheckpointDeletedEvent;
  'checkpoint-skipped': CheckpointSkippedEvent;
  'store-notice': StoreNoticeEvent;
}
