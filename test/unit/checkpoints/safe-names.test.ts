import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SafeNames, whyUnsafe } from '../../../src/checkpoints/safe-names.ts';

describe('a safe name', () => {
  it.each([
    ['runs/01-0.52.json', 'runs/01-0.52.json'],
    ['/tmp/synalinks/checkpoint.program.json', 'tmp/synalinks/checkpoint.program.json'],
    ['../../etc/passwd', '__/__/etc/passwd'],
    ['a:b?.json', 'a_b_.json'],
    ['s3://bucket/x.json', 's3_/bucket/x.json'],
    ['C:\\x.json', 'C__x.json'],
    ['con.variables.json', '_con.variables.json'],
    ['x/LPT1/y.json', 'x/_LPT1/y.json'],
    ['trailing. /x.json', 'trailing__/x.json'],
    ['a\n\u0000b.json', 'a__b.json'],
    ['a\u2028b.json', 'a_b.json'],
    ['ä😀.json', 'ä😀.json'],
    ['/', '_'],
  ])('of %j is %j', (path, name) => {
    expect(new SafeNames().nameFor(path)).toBe(name);
  });

  it('is given once, also where case or the encoding of accents does not count, and never to a folder', () => {
    const names = new SafeNames();
    const paths = [
      'a/b.json',
      'A/B.json',
      'a?/b.json',
      'a*/b.json',
      '\u00E9.json',
      'e\u0301.json',
      'x:',
      'x?/y',
    ];
    expect(paths.map((path) => names.nameFor(path))).toEqual([
      'a/b.json',
      'A/B-2.json',
      'a_/b.json',
      'a_/b-2.json',
      '\u00E9.json',
      'e\u0301-2.json',
      'x_',
      'x_-2/y',
    ]);
  });

  it('is safe whatever the path is, not longer than any system takes, and keeps what it ends with', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('..', '.', '', 'con', 'NUL.txt', 'a.', ' ', 'x'.repeat(254), '😀'.repeat(127)),
    );
    const path = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map((parts) => `${parts.join('/')}.variables.json`);
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 5 }), (paths) => {
        const names = new SafeNames();
        const given = paths.map((one) => names.nameFor(one));
        for (const name of given) {
          expect([name, whyUnsafe(name)]).toEqual([name, null]);
          expect(name).toMatch(/\.variables\.json$/);
        }
        expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(given.length);
      }),
      { numRuns: 500 },
    );
  });
});
