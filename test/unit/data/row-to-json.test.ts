import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/base/errors.ts';
import { dataModel } from '../../../src/data/data-model.ts';
import { rowToJson } from '../../../src/data/row-to-json.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';

const Order = dataModel({
  title: 'Order',
  properties: {
    id: { type: 'integer' },
    price: { type: 'number' },
    paid: { type: 'boolean', default: false },
    lines: { type: 'array', items: { title: 'Line', properties: { name: { type: 'string' } } }, default: [] },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
  },
});

function problems(row: unknown, model = Order): unknown {
  try {
    return formatJson(model.toJson(row));
  } catch (error) {
    if (error instanceof DataError) return error.details['problems'];
    throw error;
  }
}

describe('rowToJson', () => {
  it('puts fields in the order of the schema, fills defaults, drops nulls and makes floats', () => {
    expect(problems({ note: null, price: 5, id: 1 })).toBe('{"id":1,"price":5.0,"paid":false,"lines":[]}');
  });

  it('takes values that plainly mean the right type', () => {
    expect(problems({ id: ' 1_000 ', price: '2.5', paid: 'yes' })).toBe(
      '{"id":1000,"price":2.5,"paid":true,"lines":[]}',
    );
  });

  it('takes text for a member of an enumeration of numbers, as Python does for one that is a number', () => {
    const Judged = dataModel({
      title: 'Judged',
      $defs: { Score: { enum: [0, 0.5, 1] }, Grade: { enum: [1, 2] } },
      properties: { score: { $ref: '#/$defs/Score' }, grade: { $ref: '#/$defs/Grade' } },
    });
    expect(problems({ score: ' .5', grade: '2.0' }, Judged)).toBe('{"score":0.5,"grade":2}');
    expect(problems({ score: '0.25', grade: 'x' }, Judged)).toEqual([
      [['score'], 'enum'],
      [['grade'], 'enum'],
    ]);
    expect(problems({ score: 1, grade: '12345678901234567890123' }, Judged)).toEqual([
      [['grade'], 'int_parsing_size'],
    ]);
  });

  it('lists every problem with its path and its kind, unknown fields last', () => {
    expect(problems({ extra: 1, price: 'x', lines: [{ nme: 'a' }], note: 3 })).toEqual([
      [['id'], 'missing'],
      [['price'], 'float_parsing'],
      [['lines', '0', 'name'], 'missing'],
      [['lines', '0', 'nme'], 'extra_forbidden'],
      [['note'], 'string_type'],
      [['extra'], 'extra_forbidden'],
    ]);
  });

  it('says in its message what is wrong and what was expected', () => {
    expect(() => Order.toJson({ id: 1 })).toThrow(/Order[^]*price: missing[^]*id, price, paid, lines, note/);
  });

  it('keeps ints and floats of a Map apart', () => {
    const Any = dataModel({ title: 'Any', properties: { v: {} } });
    expect(problems(parseJson('{"v":[1,1.0,{"10":1,"2":null}]}'), Any)).toBe(
      '{"v":[1,1.0,{"10":1,"2":null}]}',
    );
  });

  it('makes a number that is not finite null, and keeps its field', () => {
    expect(problems({ id: 1, price: NaN })).toBe('{"id":1,"price":null,"paid":false,"lines":[]}');
  });

  it.each([
    ['integer', 5.5, 'int_from_float'],
    ['integer', 1e20, 'int_parsing_size'],
    ['integer', Infinity, 'finite_number'],
    ['integer', null, 'int_type'],
    ['integer', '5.', 'int_parsing'],
    ['integer', '9'.repeat(4301), 'int_parsing_size'],
    ['number', '1__0', 'float_parsing'],
    ['number', [], 'float_type'],
    ['number', 10n ** 400n, 'float_type'],
    ['boolean', 2, 'bool_parsing'],
    ['boolean', 0.5, 'bool_type'],
    ['string', 5, 'string_type'],
    ['array', 'a', 'list_type'],
    ['object', [], 'dict_type'],
  ])('refuses for %s: %s as %s', (type, value, kind) => {
    const Single = dataModel({ title: 'Single', properties: { x: { type } } });
    expect(problems({ x: value }, Single)).toEqual([[['x'], kind]]);
  });

  it('takes the member of an enum for what equals it in Python', () => {
    const Level = dataModel({ title: 'Level', properties: { level: { enum: [1, 2] } } });
    expect(
      [1, true, new Map([['level', 1]])].map((level) =>
        problems(level instanceof Map ? level : { level }, Level),
      ),
    ).toEqual(['{"level":1}', '{"level":1}', '{"level":1}']);
    expect(problems({ level: '1' }, Level)).toEqual([[['level'], 'literal_error']]);
  });

  it('refuses what is no object, and a schema that points nowhere', () => {
    expect(problems(null)).toEqual([[[], 'model_type']]);
    const schema = parseJson('{"properties":{"a":{"$ref":"#/$defs/A"}},"type":"object"}') as JsonObject;
    expect(() => rowToJson(schema, { a: 1 })).toThrow('#/$defs/A');
  });
});
