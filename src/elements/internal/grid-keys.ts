/** A place in a grid of rows and columns. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** How far a grid goes. */
export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that PageUp and PageDown go. */
  readonly pageRows: number;
}

/**
 * Tells where a key leads in a grid; null when the key leads nowhere.
 *
 * Left and right follow the reading direction, so that they always go the way the arrow points.
 */
export function placeAfterKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  { row, column }: GridPlace,
  { rows, columns, pageRows }: GridExtent,
  direction: 'ltr' | 'rtl',
): GridPlace | null {
  if (event.altKey || event.shiftKey) return null;
  const whole = event.ctrlKey || event.metaKey;
  const forward = direction === 'ltr' ? 1 : -1;
  const places: Record<string, GridPlace> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + forward },
    ArrowLeft: { row, column: column - forward },
    PageDown: { row: row + pageRows, column },
    PageUp: { row: row - pageRows, column },
    Home: { row: whole ? 0 : row, column: 0 },
    End: { row: whole ? rows - 1 : row, column: columns - 1 },
  };
  const place = Object.hasOwn(places, event.key) ? places[event.key] : undefined;
  return place ? { row: clamp(place.row, rows), column: clamp(place.column, columns) } : null;
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
