import type { CheckpointStore, ExportedFile } from '../../checkpoints/checkpoint-store.ts';

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
  const file = await store.export([path]);
  downloadFile(file);
  return file.name;
}

/** Hands a file to the browser. */
export function downloadFile({ name, type, bytes }: ExportedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), urlLifetimeMs);
}
