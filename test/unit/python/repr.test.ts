import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { floatRepr } from '../../../src/python/float-repr.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { repr } from '../../../src/python/repr.ts';
import { stringRepr } from '../../../src/python/string-repr.ts';
import { randomFloats } from './random-floats.ts';

const digest = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('')).digest('hex');

describe('repr', () => {
  it('writes Python literals, in the order of the keys', () => {
    const value = parseJson('{"10":[true,false,null],"2":{"x":5,"y":5.0},"e":[],"o":{}}');
    expect(repr(value)).toBe("{'10': [True, False, None], '2': {'x': 5, 'y': 5.0}, 'e': [], 'o': {}}");
  });

  it('writes integers of any size in full', () => {
    expect(repr(-(10n ** 40n))).toBe(`-1${'0'.repeat(40)}`);
  });

  it('writes what is not finite as Python names it', () => {
    expect(repr([NaN, Infinity, -Infinity])).toBe('[nan, inf, -inf]');
  });
});

describe('stringRepr', () => {
  it.each([
    ["it's", `"it's"`],
    ['say "x"', `'say "x"'`],
    [`both ' and "`, String.raw`'both \' and "'`],
    ['a\\b', String.raw`'a\\b'`],
    ['\n\r\t\b\0', String.raw`'\n\r\t\x08\x00'`],
    ['é 日本 😀', `'é 日本 😀'`],
    ['\u00a0\u2028\u200b\ue000\u{e0001}', String.raw`'\xa0\u2028\u200b\ue000\U000e0001'`],
    ['\ud800x', String.raw`'\ud800x'`],
  ])('writes %j as Python does', (text, written) => {
    expect(stringRepr(text)).toBe(written);
  });

  it('escapes a character that Python 3.11 does not know yet', () => {
    expect(stringRepr('\u{1fae9}')).toBe(String.raw`'\U0001fae9'`);
  });

  // The digest of b"".join(repr(chr(code)).encode() for code in range(0x110000)) in Python 3.11.
  it('writes every character of Unicode as Python 3.11 does', () => {
    const texts = Array.from({ length: 0x110000 }, (_, code) => stringRepr(String.fromCodePoint(code)));
    expect(digest(texts)).toBe('b6fb494bfb07272225448a7ff999339424cff242a824a0e7ee52c7f1a3745706');
  });
});

describe('floatRepr', () => {
  it.each([
    [5, '5.0'],
    [-0, '-0.0'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e-300, '1.5e-300'],
  ])('writes %d as %s', (float, written) => {
    expect(floatRepr(float)).toBe(written);
  });

  it('writes 40,000 floats as Python does', () => {
    const texts = randomFloats().map((float) => `${floatRepr(float)}\n`);
    expect(digest(texts)).toBe('fb87058c410648c76e2e790e2fdd35f6f81b6ddbae26a62ca5266de1b777ea8e');
  });
});
