import { describe, expect, it } from 'vitest';
import { cut } from '../../../src/demo/cut.ts';

describe('a text that is cut', () => {
  it.each([
    ['tide', 4, 'tide'],
    ['tides', 4, 'tide…'],
    ['🌊🌊🌊', 3, '🌊🌊🌊'],
    ['🌊🌊🌊🌊', 3, '🌊🌊🌊…'],
  ])('%s at %i is %s', (text, most, shown) => expect(cut(text, most)).toBe(shown));
});
