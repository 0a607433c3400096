import type { ZoomKey } from './render-tools.ts';

/** What a key does to the zoom; null for a key that is another's, or the browser's own. */
export function zoomKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): ZoomKey | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === '+' || key === '=') return '+';
  return key === '-' || key === '0' ? key : null;
}

/** The row that a key goes to; null for a key that goes nowhere. */
export function rowAfter(key: string, row: number, last: number): number | null {
  const rows: Readonly<Record<string, number>> = {
    ArrowLeft: row - 1,
    ArrowDown: row - 1,
    ArrowRight: row + 1,
    ArrowUp: row + 1,
    PageDown: row - 10,
    PageUp: row + 10,
    Home: 0,
    End: last,
  };
  const next = Object.hasOwn(rows, key) ? rows[key] : undefined;
  return next === undefined ? null : Math.max(0, Math.min(next, last));
}
