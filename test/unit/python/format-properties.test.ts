import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/errors.ts';
import { formatPath } from '../../../src/python/format-path.ts';
import type { JsonValue } from '../../../src/python/json-value.ts';
import { exactExponential, exactFixed, exactGeneral, exactPercent } from './format-exact.ts';

/** Doubles of every size, and those that lie on or beside a tie in decimal. */
const floats = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc
    .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 30 }))
    .map(([n, k]) => n / 2 ** k),
  fc
    .tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 8 }))
    .map(([n, k]) => (n + 0.5) / 10 ** k),
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -320, max: 307 }))
    .map(([n, k]) => Number(`${n}e${k}`)),
);
const precisions = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 }));

const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.bigInt(),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
})).value;

/** Templates that mean something, somewhat broken ones, and noise. */
const pieces = fc.constantFrom(
  ...'{ } {{ }} {a} {b {c: {a:{b}} [0] [ ] !r ! : > 0 12 .3 d f e g % c x , _ # z + 999999999 .real .__class__'.split(
    ' ',
  ),
  ' ',
  '\0',
  '😀',
  '\ud800',
);
const templates = fc.oneof(
  fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 8 }).map((parts) => `{a:${parts.join('')}}`),
  fc.string({ unit: 'binary' }),
);

/** Returns what a function returns or throws. */
function attempt(run: () => string): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('formatPath', () => {
  it.each([
    ['f', exactFixed],
    ['e', exactExponential],
    ['g', exactGeneral],
    ['%', exactPercent],
  ])('rounds %s as exact arithmetic does', (type, expected) => {
    fc.assert(
      fc.property(floats, precisions, (value, precision) => {
        fc.pre(type !== '%' || Number.isFinite(value * 100));
        expect(formatPath(`{x:.${precision}${type}}`, { x: value })).toBe(expected(value, precision));
      }),
      { numRuns: 2000 },
    );
  });

  it('writes a float without a spec so that it is read back as the same', () => {
    fc.assert(
      fc.property(floats, (value) => {
        expect(Number(formatPath('{x}', { x: value }))).toBe(value);
        expect(formatPath('{x:}', { x: value })).toBe(formatPath('{x!r}', { x: value }));
      }),
    );
  });

  it('writes an int in every base so that it is read back as the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n }), fc.constantFrom('#b', '#o', '#x', 'd'), (value, spec) => {
        expect(BigInt(formatPath(`{x:${spec}}`, { x: value }))).toBe(value);
      }),
    );
  });

  it('throws nothing but its own error, and always ends', () => {
    fc.assert(
      fc.property(templates, json, json, (template, a, b) => {
        const outcome = attempt(() => formatPath(template, { a, b }));
        expect(typeof outcome === 'string' || outcome instanceof FormatError).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('fills to exactly the width that a spec asks for', () => {
    const alignments = fc.constantFrom('<', '>', '^');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(60), alignments, (text, width, align) => {
        const formatted = Array.from(formatPath(`{x:*${align}${width}}`, { x: text }));
        expect(formatted).toHaveLength(Math.max(width, Array.from(text).length));
        expect(formatted.join('')).toContain(text);
      }),
    );
  });
});
