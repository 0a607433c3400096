import { describe, expect, it } from 'vitest';
import { placeAfterKey } from '../../../src/elements/internal/grid-keys.ts';

const extent = { rows: 20, columns: 5, pageRows: 8 };
const press = (key: string, direction: 'ltr' | 'rtl' = 'ltr', held = {}) =>
  placeAfterKey(
    { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held },
    { row: 3, column: 2 },
    extent,
    direction,
  );

describe('keys in a grid', () => {
  it.each([
    ['ArrowDown', 4, 2],
    ['ArrowUp', 2, 2],
    ['ArrowRight', 3, 3],
    ['ArrowLeft', 3, 1],
    ['PageDown', 11, 2],
    ['PageUp', 0, 2],
    ['Home', 3, 0],
    ['End', 3, 4],
  ])('%s leads to row %d, column %d', (key, row, column) => {
    expect(press(key)).toEqual({ row, column });
  });

  it('lead to the ends of the grid with Control', () => {
    expect(press('Home', 'ltr', { ctrlKey: true })).toEqual({ row: 0, column: 0 });
    expect(press('End', 'ltr', { ctrlKey: true })).toEqual({ row: 19, column: 4 });
  });

  it('point where the arrow points when one reads from right to left', () => {
    expect(press('ArrowLeft', 'rtl')).toEqual({ row: 3, column: 3 });
  });

  it('leave all other keys alone', () => {
    expect(press('a')).toBeNull();
    expect(press('toString')).toBeNull();
    expect(press('ArrowDown', 'ltr', { altKey: true })).toBeNull();
  });
});
