import type { CheckpointEntry } from '../../../src/checkpoints/checkpoint-store.ts';

/** An entry as a store would list it. */
export function entryOf(path: string, changes: Partial<CheckpointEntry> = {}): CheckpointEntry {
  return {
    path,
    kind: 'program',
    run: '',
    parent: null,
    template: path,
    epoch: null,
    batch: null,
    logs: {},
    monitor: null,
    mode: null,
    reason: 'manual',
    mtime: 1,
    bytes: 1,
    sha256: '',
    resumable: false,
    pinned: false,
    note: '',
    generation: 1,
    damaged: false,
    ...changes,
  };
}
