import { describe, expect, it } from 'vitest';
import { equalityKey, jsonEquals } from '../../../src/python/equality.ts';
import { parseJson } from '../../../src/python/parse-json.ts';

const equal = (a: string, b: string): boolean =>
  jsonEquals(parseJson(a, { dialect: 'json' }), parseJson(b, { dialect: 'json' }));
const keyOf = (text: string): string => equalityKey(parseJson(text, { dialect: 'json' }));

describe('jsonEquals', () => {
  it.each([
    ['5', '5.0'],
    ['1', 'true'],
    ['0.0', 'false'],
    ['-0.0', '0'],
    ['100000000000000000000', '1e20'],
    ['{"a":1,"b":[2]}', '{"b":[2.0],"a":true}'],
    ['[]', '[]'],
    ['null', 'null'],
  ])('takes %s for %s', (a, b) => {
    expect(equal(a, b)).toBe(true);
    expect(equal(b, a)).toBe(true);
    expect(keyOf(a)).toBe(keyOf(b));
  });

  it.each([
    ['"1"', '1'],
    ['null', 'false'],
    ['""', '0'],
    ['"True"', 'true'],
    ['[]', '{}'],
    ['[1]', '[1,1]'],
    ['{"a":1}', '{"a":1,"b":null}'],
    ['{"a":null}', '{"b":null}'],
    ['9007199254740993', '9007199254740992.0'],
    ['["a","b"]', '["a\\",\\"b"]'],
    ['{"a":"b"}', '["a","b"]'],
    ['1.5', '1'],
    ['Infinity', '-Infinity'],
  ])('tells %s from %s', (a, b) => {
    expect(equal(a, b)).toBe(false);
    expect(equal(b, a)).toBe(false);
    expect(keyOf(a)).not.toBe(keyOf(b));
  });

  it('takes NaN for nothing', () => {
    expect(equal('NaN', 'NaN')).toBe(false);
  });
});
