import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';

/** So many are deleted in one transaction: beyond that there is little to be gained by more. */
const mostAtOnce = 32;

/** So much text is in memory at once, of which undoing needs every byte. */
const mostBytes = 16_777_216;

/** Divides what is to be deleted into what is deleted together: at least one each, in their order. */
export function deletionBatches(entries: readonly CheckpointEntry[]): string[][] {
  const batches: string[][] = [];
  let [batch, bytes]: [string[], number] = [[], 0];
  for (const entry of entries) {
    const isFull = batch.length === mostAtOnce || bytes + entry.bytes > mostBytes;
    if (batch.length === 0 || isFull) {
      [batch, bytes] = [[], 0];
      batches.push(batch);
    }
    batch.push(entry.path);
    bytes += entry.bytes;
  }
  return batches;
}
