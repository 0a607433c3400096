import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FormatError, TidemarkError } from '../../../src/base/errors.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { jsonObject } from '../../../src/python/json-value.ts';
import type { JsonValue } from '../../../src/python/json-value.ts';
import { randomFloats } from './random-floats.ts';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

function failureOf(action: () => unknown): TidemarkError {
  try {
    action();
  } catch (error) {
    if (error instanceof TidemarkError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseJson', () => {
  it('keeps ints and floats apart', () => {
    expect(parseJson('[5, 5.0, -0, -0.0, 1e2, 12E-1]')).toEqual([5n, 5, 0n, -0, 100, 1.2]);
  });

  it('keeps the written order of keys, also of those that look like indexes', () => {
    const object = parseJson('{"10":1,"2":2,"a":3,"1":4}') as Map<string, JsonValue>;
    expect([...object.keys()]).toEqual(['10', '2', 'a', '1']);
  });

  it('gives a repeated key its first place and its last value', () => {
    expect([...(parseJson('{"a":1,"b":2,"a":3}') as Map<string, JsonValue>)]).toEqual([
      ['a', 3n],
      ['b', 2n],
    ]);
  });

  it('takes __proto__ for a key like any other', () => {
    const object = parseJson('{"__proto__":{"polluted":true}}') as Map<string, JsonValue>;
    expect([...object.keys()]).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['18446744073709551615', 18446744073709551615n],
    ['18446744073709551616', 18446744073709552000],
    ['-9223372036854775808', -9223372036854775808n],
    ['-9223372036854775809', -9223372036854775808],
    ['123456789012345678901234567890', 1.2345678901234568e29],
    ['999999999999999', 999999999999999n],
    ['9007199254740993', 9007199254740993n],
  ])('reads the integer %s as orjson does', (text, value) => {
    expect(parseJson(text)).toBe(value);
  });

  it('reads integers of any size, and what is not finite, in the dialect of the standard library', () => {
    const text = '[18446744073709551616, NaN, Infinity, -Infinity, 1e400, "\\ud800"]';
    expect(parseJson(text, { dialect: 'json' })).toEqual([
      18446744073709551616n,
      NaN,
      Infinity,
      -Infinity,
      Infinity,
      '\ud800',
    ]);
  });

  it('reads escapes, surrogate pairs and raw characters', () => {
    const text = String.raw`"\"\\\/\b\f\n\r\té😀\uD83D\uDE00` + '\u007f\u2028é😀"';
    expect(parseJson(text)).toBe('"\\/\b\f\n\r\té😀😀\u007f\u2028é😀');
  });

  it('passes the four kinds of space and no other', () => {
    expect(parseJson(' \t\r\n[ 1 ,\n2 ]\t')).toEqual([1n, 2n]);
    expect(failureOf(() => parseJson('\u00a01')).code).toBe('bad-json');
  });

  // Each was tried with orjson 3.8, which refuses it too.
  it.each([
    '',
    ' ',
    '\ufeff1',
    '1 2',
    '[1,]',
    '{"a":1,}',
    '{,}',
    '[,1]',
    '{a:1}',
    '{"a"}',
    '{"a" 1}',
    "{'a':1}",
    '[1 2]',
    '[1',
    '{"a":1',
    '{"a"',
    '"abc',
    '"\u0001"',
    '"a\nb"',
    String.raw`"\x"`,
    String.raw`"\u12"`,
    String.raw`"\u12g4"`,
    String.raw`"\ud800"`,
    String.raw`"\udc00"`,
    String.raw`"\ud83dA"`,
    '01',
    '-01',
    '1.',
    '.5',
    '-',
    '--1',
    '+1',
    '1e',
    '1e+',
    '0x1',
    'tru',
    'nul',
    'True',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e400',
    '-1e400',
    '1'.repeat(400),
    '/*a*/1',
    '\v1',
    '\ud800',
    '"\ud800"',
    ']',
    '}',
  ])('refuses %j', (text) => {
    const error = failureOf(() => parseJson(text));
    expect(error).toBeInstanceOf(FormatError);
    expect(error.code).toBe('bad-json');
  });

  it.each([
    ['{"a":\n  [1,\n   x]}', 3, 4],
    ['["😀😀", x]', 1, 8],
    ['{"a":1', 1, 7],
    ['[1,\r\n01]', 2, 1],
  ])('says in which line and column %j fails', (text, line, column) => {
    const error = failureOf(() => parseJson(text));
    expect(error.details).toMatchObject({ line, column });
    expect(error.message).toContain(`line ${line} column ${column}`);
  });

  it('reads 1024 levels and refuses one more, however many follow', () => {
    expect(parseJson(nested(1024))).toBeInstanceOf(Array);
    expect(failureOf(() => parseJson(nested(1025))).code).toBe('bad-json');
    expect(failureOf(() => parseJson('{"a":'.repeat(100_000))).code).toBe('bad-json');
  });

  it('refuses an integer of more digits than Python reads, in the dialect of the standard library', () => {
    expect(parseJson('-' + '9'.repeat(4300), { dialect: 'json' })).toBe(-(10n ** 4300n) + 1n);
    expect(failureOf(() => parseJson('9'.repeat(4301), { dialect: 'json' })).code).toBe('bad-json');
  });
});

describe('formatJson', () => {
  const value = parseJson('{"a":[],"b":{},"c":[1,2.0,{"d":null}],"e":"é"}');

  it('indents by two spaces, with empty containers on one line and no line end', () => {
    expect(formatJson(value, { indent: 2 })).toBe(
      '{\n  "a": [],\n  "b": {},\n  "c": [\n    1,\n    2.0,\n    {\n      "d": null\n    }\n  ],\n  "e": "é"\n}',
    );
  });

  it('is compact without an indent', () => {
    expect(formatJson(value)).toBe('{"a":[],"b":{},"c":[1,2.0,{"d":null}],"e":"é"}');
  });

  // Written by orjson 3.8.
  it.each([
    [5, '5.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [1e-5, '0.00001'],
    [1.25e-5, '0.0000125'],
    [9.99e-6, '9.99e-6'],
    [1e-7, '1e-7'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e16'],
    [12345678901234568, '1.2345678901234568e16'],
    [1.5e300, '1.5e300'],
    [5e-324, '5e-324'],
    [NaN, 'null'],
    [Infinity, 'null'],
    [-Infinity, 'null'],
  ])('writes the float %d as %s', (float, text) => {
    expect(formatJson(float)).toBe(text);
  });

  it('writes 40,000 floats as orjson does', () => {
    const texts = randomFloats().map((float) => `${formatJson(float)}\n`);
    expect(createHash('sha256').update(texts.join('')).digest('hex')).toBe(
      'a152c05661b9f7f07128dd85d08e81d2c0edc32b09e7a6a480e65e4919e63f84',
    );
  });

  it('escapes only control characters, quotes and backslashes', () => {
    expect(formatJson('\u0000\u001f\b\f\n\r\t"\\/\u007f\u2028é😀')).toBe(
      String.raw`"\u0000\u001f\b\f\n\r\t\"\\/` + '\u007f\u2028é😀"',
    );
  });

  it.each<[string, JsonValue]>([
    ['an integer above 64 bits', 2n ** 64n],
    ['an integer below 64 bits', -(2n ** 63n) - 1n],
    ['a lone surrogate', 'a\ud800'],
  ])('refuses %s, and says where it is', (_, culprit) => {
    const error = failureOf(() => formatJson(new Map([['list', [1n, culprit]]])));
    expect(error).toBeInstanceOf(FormatError);
    expect(error.code).toBe('unwritable-json');
    expect(error.details['path']).toBe('$["list"][1]');
  });

  it('refuses a lone surrogate in a key, and says in which object', () => {
    const object = new Map<string, JsonValue>([
      ['first', [[]]],
      ['\udc00', 1n],
    ]);
    const error = failureOf(() => formatJson(new Map([['outer', object]])));
    expect(error.code).toBe('unwritable-json');
    expect(error.details['path']).toBe('$["outer"]');
  });

  it('writes the largest and the smallest integers of 64 bits', () => {
    expect(formatJson([2n ** 64n - 1n, -(2n ** 63n)])).toBe('[18446744073709551615,-9223372036854775808]');
  });

  it('writes as many levels as are read', () => {
    expect(formatJson(parseJson(nested(1024)))).toBe(nested(1024));
    expect(failureOf(() => formatJson([parseJson(nested(1024))])).code).toBe('unwritable-json');
  });
});

describe('formatJson, for what was written before', () => {
  const rows = Array.from({ length: 100 }, (_, n) => jsonObject(['n', BigInt(n)], ['tags', [`tag ${n}`]]));
  /** Equal values, none of which was ever written. */
  const anew = (value: JsonValue): JsonValue => parseJson(formatJson(value));
  const write = (value: JsonValue): string => formatJson(value, { indent: 2 });

  it.each<[string, readonly JsonValue[]]>([
    ['the same members', rows],
    ['fewer of them', rows.slice(0, 20)],
    ['one of them', rows.slice(0, 1)],
    ['more of them', [...rows, ...rows.slice(3, 9)]],
    ['another one in their middle', rows.with(40, jsonObject(['n', -1n], ['tags', ['another']]))],
    ['one less in their middle', rows.toSpliced(40, 1)],
    ['one more before them', [null, ...rows]],
    ['the others behind the first', [...rows.slice(0, 1), ...rows.slice(1).toReversed()]],
  ])('writes an array of %s as if it were the first', (_, members) => {
    write(rows);
    const text = write(members);
    expect(text).toBe(write(anew(members)));
    expect(write(members)).toBe(text);
  });

  it('indents the same members by the level at which they stand', () => {
    const value = new Map<string, JsonValue>([
      ['near', rows],
      ['far', new Map([['further', [rows]]])],
    ]);
    write(rows);
    const text = write(value);
    expect(text).toBe(write(anew(value)));
    expect(write(value)).toBe(text);
    expect(text).toContain(
      '\n    {\n      "n": 99,\n      "tags": [\n        "tag 99"\n      ]\n    }\n  ],\n  "far"',
    );
  });

  it('writes the same however many other files were written in between', () => {
    const text = write(rows);
    for (const others of [1, 2, 3]) {
      for (let n = 0; n < others; n += 1) write([n]);
      expect(write(rows)).toBe(text);
    }
  });

  it.each([1, 100, 10_000])('writes members of %d characters as JSON.stringify does', (length) => {
    const texts = Array.from({ length: 40 }, (_, n) => String(n).repeat(length));
    const members = texts.map((text) => jsonObject(['text', text], ['again', [[text], []]]));
    const plain = texts.map((text) => ({ text, again: [[text], []] }));
    for (let n = 0; n < 2; n += 1) expect(write(members)).toBe(JSON.stringify(plain, null, 2));
    expect(formatJson(members)).toBe(JSON.stringify(plain));
  });

  it('takes what was written with an indent for nothing compact', () => {
    write(rows);
    expect(formatJson(rows.slice(0, 2))).toBe('[{"n":0,"tags":["tag 0"]},{"n":1,"tags":["tag 1"]}]');
  });

  it('refuses each time what cannot be written, and says where it is', () => {
    const members = [...rows, 2n ** 64n];
    for (let n = 0; n < 2; n += 1) {
      expect(failureOf(() => write(members)).details['path']).toBe('$[100]');
    }
  });
});
