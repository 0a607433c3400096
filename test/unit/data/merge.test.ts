import { describe, expect, it } from 'vitest';
import { prefix, prefixJson, suffix } from '../../../src/data/affix.ts';
import { concat, concatJson, concatSchema } from '../../../src/data/concat.ts';
import { factorize, factorizeJson } from '../../../src/data/factorize.ts';
import { JsonDataModel, SymbolicDataModel } from '../../../src/data/json-data-model.ts';
import { logicalAnd, logicalNot, logicalOr, logicalXor } from '../../../src/data/logic.ts';
import { isSchemaEqual } from '../../../src/data/schema-equality.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';

const json = (text: string): JsonObject => parseJson(text) as JsonObject;
const schema = json(
  '{"properties":{"answer":{"title":"Answer","type":"string"}},"required":["answer"],"title":"A","type":"object"}',
);
const optional = json(
  '{"properties":{"answer":{"default":"x","type":"string"}},"title":"B","type":"object"}',
);
const a = new JsonDataModel(schema, json('{"answer":"a"}'));
const b = new JsonDataModel(optional, json('{"answer":"b"}'));
const symbolic = new SymbolicDataModel(optional);

describe('concat', () => {
  it('numbers a name that is taken with the first free number', () => {
    expect(formatJson(concatJson(json('{"x":1,"x_1":2}'), json('{"x":3,"x_1":4}')))).toBe(
      '{"x":1,"x_1":2,"x_2":3,"x_1_1":4}',
    );
  });

  it('titles what it renames, and requires what either schema requires by name', () => {
    expect(formatJson(concatSchema(schema, optional))).toBe(
      '{"additionalProperties":false,"properties":{"answer":{"title":"Answer","type":"string"},' +
        '"answer_1":{"default":"x","type":"string","title":"Answer 1"}},"required":["answer","answer_1"],"title":"A","type":"object"}',
    );
  });

  it('refuses null, and gives only a schema when one side has only that', () => {
    expect(() => concat(a, null)).toThrow('Received x1=a data model and x2=None');
    expect(concat(a, symbolic)).toEqual(new SymbolicDataModel(concatSchema(schema, optional)));
  });
});

describe('the logic of data models', () => {
  it('follows its table', () => {
    const both = concat(a, b);
    expect([logicalAnd(a, b), logicalAnd(a, null), logicalAnd(null, b), logicalAnd(null, null)]).toEqual([
      both,
      null,
      null,
      null,
    ]);
    expect([logicalOr(a, b), logicalOr(a, null), logicalOr(null, b), logicalOr(null, null)]).toEqual([
      both,
      a,
      b,
      null,
    ]);
    expect([logicalXor(a, b), logicalXor(a, null), logicalXor(null, b), logicalXor(null, null)]).toEqual([
      null,
      a,
      b,
      null,
    ]);
    expect([logicalNot(a), logicalNot(null)]).toEqual([null, null]);
  });

  it('has the schema of the first while there is no value', () => {
    expect([logicalOr(symbolic, a), logicalXor(symbolic, a), logicalNot(symbolic)]).toEqual([
      symbolic,
      symbolic,
      symbolic,
    ]);
    expect(logicalOr(a, symbolic)).toEqual(new SymbolicDataModel(schema));
  });
});

describe('prefix and suffix', () => {
  it('rename fields, title them and require them', () => {
    const { schema: renamed, json: value } = prefix(b, 'gold');
    expect(formatJson(value)).toBe('{"gold_answer":"b"}');
    expect(formatJson(renamed)).toBe(
      '{"properties":{"gold_answer":{"default":"x","type":"string","title":"Gold Answer"}},"title":"B","type":"object","required":["gold_answer"]}',
    );
    expect(formatJson(suffix(a, 'x').schema)).toBe(
      '{"properties":{"answer_x":{"title":"Answer X","type":"string"}},"required":["answer_x"],"title":"A","type":"object"}',
    );
  });

  it('reach no deeper than the first level, leave null null, and need a word', () => {
    expect(formatJson(prefixJson(json('{"a":{"b":1}}'), 'p'))).toBe('{"p_a":{"b":1}}');
    expect(prefix(null, 'p')).toBeNull();
    expect(() => suffix(a, undefined as unknown as string)).toThrow(
      'You should specify the `suffix` argument',
    );
  });
});

describe('factorize', () => {
  it('gathers kin under the plural and joins lists', () => {
    expect(formatJson(factorizeJson(json('{"answer":"a","answer_1":["b","c"],"day_4":1}')))).toBe(
      '{"answers":["a","b","c"],"day":1}',
    );
  });

  it('lets a plural field that comes later replace what was gathered', () => {
    expect(formatJson(factorizeJson(json('{"answer":1,"answer_1":2,"answers":[3]}')))).toBe(
      '{"answers":[3]}',
    );
  });

  it('refuses to gather under a name whose value is no list', () => {
    expect(() => factorizeJson(json('{"answers":null,"answer":1}'))).toThrow('"answers"');
  });

  it('makes an array of the schemas it gathers', () => {
    expect(formatJson(factorize(concat(a, b)).schema)).toBe(
      '{"additionalProperties":false,"properties":{"answers":{"title":"Answers","type":"array","items":{"type":"string"}}},' +
        '"required":["answers"],"title":"A","type":"object"}',
    );
  });
});

describe('isSchemaEqual', () => {
  it('looks at the properties alone, in any order', () => {
    const one = json('{"properties":{"a":{"type":"string","title":"A"},"b":{}},"title":"X"}');
    const other = json('{"title":"Y","properties":{"b":{},"a":{"title":"A","type":"string"}}}');
    expect(isSchemaEqual(one, other)).toBe(true);
    expect(isSchemaEqual(one, schema)).toBe(false);
    expect(isSchemaEqual(json('{}'), json('{"properties":{}}'))).toBe(true);
  });
});
