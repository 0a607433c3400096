import { describe, expect, it } from 'vitest';
import { leaves, str } from '../../../src/data/leaves.ts';
import { json } from '../../helpers/model.ts';

describe('leaves', () => {
  it('takes objects by sorted key and lists in order', () => {
    expect(leaves(json('{"b":[3,{"z":4,"y":5}],"a":true}')).map(str)).toEqual(['True', '3', '5', '4']);
  });

  it('counts a null, and nothing for what is empty', () => {
    expect(leaves(json('{"a":null,"b":[],"c":{}}'))).toEqual([null]);
  });

  it('sorts keys by code point, as Python does', () => {
    expect(leaves(json('{"\u{1f600}":"emoji","\uff41":"wide","Z":"capital","a":"small"}'))).toEqual([
      'capital',
      'small',
      'wide',
      'emoji',
    ]);
  });
});

describe('str', () => {
  it.each([
    ['{"v":"text"}', 'text'],
    ['{"v":5}', '5'],
    ['{"v":5.0}', '5.0'],
    ['{"v":null}', 'None'],
    ['{"v":0.00001}', '1e-05'],
  ])('writes %s as %s', (text, written) => {
    expect(leaves(json(text)).map(str)).toEqual([written]);
  });
});
