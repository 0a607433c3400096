import type { CheckpointStore } from '../../checkpoints/checkpoint-store.ts';

/** How long a file's URL stays valid: browsers may ask where to save before they read it. */
const urlLifetimeMs = 60_000;

/**
 * Hands a checkpoint's text to the browser as a file, byte for byte as it is stored, under a name that is safe on every
 * system.
 *
 * @returns the name of the file
 * @throws CheckpointError `not-found`, `damaged`
 */
export async function downloadCheckpoint(store: CheckpointStore, path: string): Promise<string> {
  const { name, type, bytes } = await store.export([path]);
  downloadFile(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name);
  return name;
}

function downloadFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), urlLifetimeMs);
}
