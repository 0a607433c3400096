import type { CheckpointStore } from '../../checkpoints/checkpoint-store.ts';

/** How long a file's URL stays valid: browsers may ask where to save before they read it. */
const urlLifetimeMs = 60_000;

/** What no file name should hold: control, direction and other unseen characters, and what some file system refuses. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*\\/]+/gu;
const reservedByWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const maxNameLength = 120;

/**
 * Turns a checkpoint's path into a file name that every file system takes: `runs/07-0.94.json` → `runs-07-0.94.json`.
 *
 * The folder stays in the name, since `best.json` of two runs are two files.
 */
export function safeFileName(path: string): string {
  const name = path
    .normalize('NFC')
    .replace(unsafe, '-')
    .replace(/^[.\s-]+/, '')
    .replace(/[.\s]+$/, '');
  return shorten(name.replace(reservedByWindows, '_$&')) || 'checkpoint.json';
}

/** Shortens a name in its middle, so that its endings (`.variables.json`) stay. */
function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= maxNameLength) return name;
  const ending = characters.slice(-40).join('');
  return `${characters.slice(0, maxNameLength - 41).join('')}-${ending}`;
}

/**
 * Hands a checkpoint's text to the browser as a file, byte for byte as it is stored.
 *
 * @returns the name of the file
 * @throws CheckpointError `not-found`, `damaged`
 */
export async function downloadCheckpoint(store: CheckpointStore, path: string): Promise<string> {
  const { text } = await store.load(path);
  const name = safeFileName(path);
  downloadFile(new Blob([text], { type: 'application/json' }), name);
  return name;
}

function downloadFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), urlLifetimeMs);
}
