import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/base/errors.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { toJsonValue, toPlainValue } from '../../../src/python/plain-value.ts';

function pathOf(value: unknown): unknown {
  try {
    toJsonValue(value);
  } catch (error) {
    if (error instanceof DataError && error.code === 'not-json') return error.details['path'];
    throw error;
  }
  return 'no error';
}

describe('toJsonValue', () => {
  it('makes ints of safe integers and floats of all other numbers', () => {
    expect(toJsonValue([3, 0.5, -0, 2 ** 53, NaN, 7n])).toEqual([3n, 0.5, -0, 2 ** 53, NaN, 7n]);
  });

  it('makes a Map of an object, without what is undefined', () => {
    expect(toJsonValue({ b: 1, a: undefined, c: [{ d: null }] })).toEqual(
      new Map<string, unknown>([
        ['b', 1n],
        ['c', [new Map([['d', null]])]],
      ]),
    );
  });

  it('keeps exact JSON as it is: a number in a Map stays a float', () => {
    const exact = parseJson('{"float":5.0,"list":[1.0,2],"inner":{"int":5}}');
    expect(toJsonValue(exact)).toEqual(exact);
    expect(toJsonValue({ count: 5, exact })).toEqual(
      new Map<string, unknown>([
        ['count', 5n],
        ['exact', exact],
      ]),
    );
  });

  it('takes objects without a prototype, and of another realm', () => {
    const expected = new Map([['a', 1n]]);
    expect(toJsonValue(Object.assign(Object.create(null) as object, { a: 1 }))).toEqual(expected);
    expect(toJsonValue(runInNewContext('({ a: 1 })'))).toEqual(expected);
  });

  it('takes the same object in two places', () => {
    const shared = { a: 1 };
    expect(toJsonValue([shared, shared])).toEqual([new Map([['a', 1n]]), new Map([['a', 1n]])]);
  });

  it('keeps a key __proto__', () => {
    expect(toJsonValue(JSON.parse('{"__proto__":1}'))).toEqual(new Map([['__proto__', 1n]]));
  });

  const circle: unknown[] = [];
  circle.push({ circle });
  const deep = JSON.parse('['.repeat(1025) + ']'.repeat(1025)) as unknown;

  it.each<[string, unknown, string]>([
    ['a function', { rows: [1, () => 2] }, '$["rows"][1]'],
    ['a symbol', [Symbol('s')], '$[0]'],
    ['a Date', { when: new Date(0) }, '$["when"]'],
    ['an instance of a class', { fault: new Error('x') }, '$["fault"]'],
    ['a Set', new Set([1]), '$'],
    ['undefined', undefined, '$'],
    ['undefined in a list', [1, undefined], '$[1]'],
    ['a hole in a list', Object.assign([1], { 2: 2 }), '$[1]'],
    ['a Map with a key that is not text', { map: new Map([[1, 2]]) }, '$["map"]'],
    ['a circle', { circle }, '$["circle"][0]["circle"]'],
  ])('refuses %s, naming the path', (_, value, path) => {
    expect(pathOf(value)).toBe(path);
  });

  it('refuses more than 1024 levels', () => {
    expect(String(pathOf(deep))).toMatch(/^\$(\[0\]){40,}.*…$/);
  });
});

describe('toPlainValue', () => {
  it('makes plain objects, and numbers where they are exact', () => {
    const json = parseJson(
      '{"int":5,"float":5.0,"big":9007199254740993,"list":[{"a":null}],"text":"x","yes":true}',
    );
    expect(toPlainValue(json)).toStrictEqual({
      int: 5,
      float: 5,
      big: 9007199254740993n,
      list: [{ a: null }],
      text: 'x',
      yes: true,
    });
  });

  it('makes a property of a key __proto__ and leaves the prototype alone', () => {
    const plain = toPlainValue(parseJson('{"__proto__":{"polluted":true}}')) as Record<string, unknown>;
    expect(Object.keys(plain)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
    expect(plain['polluted']).toBeUndefined();
  });

  it('gives back what toJsonValue was given', () => {
    const value = { a: [1, 0.5, 'x', null, true, { b: -3 }] };
    expect(toPlainValue(toJsonValue(value))).toStrictEqual(value);
  });
});
