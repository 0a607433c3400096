import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/python/parse-json.ts';
import { repr } from '../../src/python/repr.ts';
import { decodeValue } from './value-codec.ts';

const decoded = (json: string): string => repr(decodeValue(parseJson(json)));

describe('the codec of recorded values', () => {
  it.each([
    ['{"$int": 5}', '5'],
    ['{"$int": "9007199254740993"}', '9007199254740993'],
    ['{"$float": 5.0}', '5.0'],
    ['{"$float": -0.0}', '-0.0'],
    ['{"$float": "-inf"}', '-inf'],
    ['{"$float": "nan"}', 'nan'],
    ['{"b": {"$int": 1}, "1": [null, true, "x"]}', "{'b': 1, '1': [None, True, 'x']}"],
    ['{"$array": [[{"$int": 1}], []], "dtype": "int64", "shape": [2, 0]}', '[[1], []]'],
    ['{"$array": {"$float": 0.5}, "dtype": "float64", "shape": []}', '0.5'],
    ['{"$path": "runs/a.json"}', "'runs/a.json'"],
  ])('reads %s as %s', (json, python) => {
    expect(decoded(json)).toBe(python);
  });

  it('refuses a float that it does not know', () => {
    expect(() => decoded('{"$float": "infinite"}')).toThrow('infinite');
  });
});
