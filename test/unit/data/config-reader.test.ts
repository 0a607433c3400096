import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/base/errors.ts';
import { ConfigReader } from '../../../src/data/config-reader.ts';
import { json } from '../../helpers/model.ts';

const reader = (text: string): ConfigReader => new ConfigReader('Thing', json(text));

/** The code of what an action throws, with the field that it names. */
function refusal(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error instanceof DataError ? [error.code, error.details['path']] : error;
  }
}

describe('ConfigReader', () => {
  it('reads fields of their kinds, and null for what is missing', () => {
    const config = reader('{"name":"n","in_mask":["a"],"k":3,"share":0.5,"none":null}');
    expect(config.string('name')).toBe('n');
    expect(config.strings('in_mask')).toEqual(['a']);
    expect([config.number('k'), config.number('share')]).toEqual([3, 0.5]);
    expect([config.string('none'), config.strings('missing')]).toEqual([null, null]);
    expect(() => config.finish()).not.toThrow();
  });

  it('names the field that is of another kind', () => {
    expect(refusal(() => reader('{"name":5}').string('name'))).toEqual(['bad-field', 'name']);
    expect(refusal(() => reader('{"in_mask":"a"}').strings('in_mask'))).toEqual(['bad-field', 'in_mask']);
    expect(refusal(() => reader('{"in_mask":[1]}').strings('in_mask'))).toEqual(['bad-field', 'in_mask']);
    expect(refusal(() => reader('{"k":true}').number('k'))).toEqual(['bad-field', 'k']);
  });

  it('refuses a field that nobody asked for, also one named __proto__', () => {
    const config = reader('{"name":"n","__proto__":{"polluted":true}}');
    config.string('name');
    expect(refusal(() => config.finish())).toEqual(['unknown-field', '__proto__']);
  });
});
