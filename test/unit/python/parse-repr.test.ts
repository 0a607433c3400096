import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/errors.ts';
import type { JsonValue } from '../../../src/python/json-value.ts';
import { parseRepr } from '../../../src/python/parse-repr.ts';
import { repr } from '../../../src/python/repr.ts';

const recorded = JSON.parse(
  readFileSync(new URL('../../parity/vectors/repr.json', import.meta.url), 'utf8'),
) as readonly { readonly repr: string }[];

const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.bigInt(),
    fc.double({ noNaN: true }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value')),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
  ),
}));

describe('parseRepr', () => {
  it.each<[string, JsonValue]>([
    ['None', null],
    ['[True, False]', [true, false]],
    ['5', 5n],
    ['-12345678901234567890', -12345678901234567890n],
    ['5.0', 5],
    ['1e-05', 0.00001],
    ['-1.5e+16', -1.5e16],
    ['[nan, inf, -inf]', [NaN, Infinity, -Infinity]],
    [`"it's"`, "it's"],
    [String.raw`'both \' and "'`, `both ' and "`],
    [String.raw`'\\n\n\r\t\x00\xa0\u2028\U0001f600'`, '\\n\n\r\t\0\u00a0\u2028😀'],
    ['{}', new Map()],
    ['[]', []],
    [
      "{'a': [1, {'b': None}], '10': 'x', '2': 'y'}",
      new Map<string, JsonValue>([
        ['a', [1n, new Map([['b', null]])]],
        ['10', 'x'],
        ['2', 'y'],
      ]),
    ],
  ])('reads %s', (text, value) => {
    expect(parseRepr(text)).toEqual(value);
  });

  it('keeps the keys in their order', () => {
    expect([...(parseRepr("{'b': 1, '10': 2, '2': 3}") as ReadonlyMap<string, JsonValue>).keys()]).toEqual([
      'b',
      '10',
      '2',
    ]);
  });

  it('reads back all that Python has been recorded to write', () => {
    expect(recorded.length).toBeGreaterThan(100);
    expect(recorded.map(({ repr: text }) => repr(parseRepr(text)))).toEqual(
      recorded.map(({ repr: text }) => text),
    );
  });

  it('undoes repr', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(parseRepr(repr(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ['', 0],
    ["{'a': 1", 7],
    ["{'a' 1}", 5],
    ['{1: 2}', 1],
    ['[1, ]', 4],
    ['(1, 2)', 0],
    ["'open", 0],
    ['null', 0],
    ['[1] 2', 4],
    ['1_000', 1],
    ['__import__', 0],
  ])('refuses %j and says where', (text, offset) => {
    const failure = expect.objectContaining({
      code: 'bad-repr',
      details: expect.objectContaining({ offset }),
    });
    expect(() => parseRepr(text)).toThrow(failure);
  });

  it('refuses an escape that repr never writes', () => {
    expect(() => parseRepr(String.raw`'\a'`)).toThrow(FormatError);
    expect(() => parseRepr(String.raw`'\U00110000'`)).toThrow(FormatError);
  });

  it('refuses lists deeper than 1024 instead of running out of stack', () => {
    expect(() => parseRepr('['.repeat(100_000))).toThrow(FormatError);
    expect(repr(parseRepr('['.repeat(1024) + ']'.repeat(1024)))).toHaveLength(2048);
  });
});
