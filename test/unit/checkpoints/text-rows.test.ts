import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoRows } from '../../../src/checkpoints/text-rows.ts';

/** Digits that look random, and are the same in every run. */
function digits(length: number): string {
  let state = 1;
  let text = '';
  while (text.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    text += `${state},`;
  }
  return text.slice(0, length);
}

const sentence = '  {"sentence": "Der Zug fährt ab.", "language": "de"},\n';
const rowsOf = (text: string): string[] => cutIntoRows(text, Infinity)?.rows ?? [];
const lengths = (text: string): number[] => rowsOf(text).map(({ length }) => length);

describe('the rows of a long text', () => {
  it.each([
    ['one that repeats itself', sentence.repeat(10_000)],
    ['one that does not', digits(300_000)],
    ['one with characters beyond Latin-1', `${digits(200_000)}€`],
    ['one of pairs of surrogates alone', '😀'.repeat(300_000)],
    ['one with a pair at every odd place', `x${'😀'.repeat(300_000)}`],
    ['one of halves of pairs alone', '\ud83d'.repeat(200_000)],
    ['one of halves the wrong way round', '\ude00\ud83d'.repeat(100_000)],
    ['the empty one', ''],
  ])('are together the text: %s', (_what, text) => {
    const rows = rowsOf(text);
    expect(rows.join('') === text).toBe(true);
    expect(rows).not.toContain('');
  });

  it('are together the text, whatever it is made of', () => {
    const part = fc.oneof(
      fc.constantFrom('\ud83d', '\ude00', '😀', 'x', 'ä', '€'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(part, fc.nat(70_000)), { maxLength: 6 }), (parts) => {
        const text = parts.map(([unit, count]) => unit.repeat(Math.ceil(count / (unit.length + 1)))).join('');
        expect(rowsOf(text).join('') === text).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('never end between the two halves of a character', () => {
    for (const text of ['😀'.repeat(200_000), `x${'😀'.repeat(200_000)}`]) {
      const rows = rowsOf(text);
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('are short enough to be kept as they are where the text does not compress', () => {
    expect(Math.max(...lengths(digits(300_000)))).toBeLessThan(65_000);
    expect(Math.max(...lengths(`${digits(300_000)}€`))).toBeLessThan(32_500);
  });

  it('are few where it does', () => {
    expect(lengths(sentence.repeat(20_000)).length).toBe(Math.ceil((sentence.length * 20_000) / 200_000));
    expect(lengths('x'.repeat(1_000_000))).toEqual(Array.from({ length: 5 }, () => 200_000));
  });

  it('are of either kind in one text that begins as one and goes on as the other', () => {
    const rows = lengths(digits(300_000) + 'x'.repeat(800_000) + digits(400_000));
    expect([rows[0], rows[8], rows.at(-2)]).toEqual([62_000, 200_000, 62_000]);
  });

  it("are none when they might take more than they may, counting a file's least size for what compresses", () => {
    expect(cutIntoRows(digits(300_000), 299_999)).toBeNull();
    expect(cutIntoRows(digits(300_000), 300_000)?.bytes).toBe(300_000);
    expect(cutIntoRows(`${digits(299_999)}€`, 599_999)).toBeNull();
    expect(cutIntoRows(`${digits(299_999)}€`, 600_000)?.bytes).toBe(600_000);
    expect(cutIntoRows('x'.repeat(1_000_000), 5 * 65_536 - 1)).toBeNull();
    expect(cutIntoRows('x'.repeat(1_000_000), 5 * 65_536)?.bytes).toBe(5 * 65_536);
  });
});
