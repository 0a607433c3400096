import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonDataModel, SymbolicDataModel } from '../../../src/data/json-data-model.ts';
import { inMaskSchema, outMaskSchema } from '../../../src/data/mask-schema.ts';
import { inMask, inMaskJson, outMask, outMaskJson } from '../../../src/data/mask.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';

const json = (text: string): JsonObject => parseJson(text) as JsonObject;
const nested = json(
  '{"answer":1,"answers_2":[{"score":1,"note":"n"},[{"note":"n"}]],"meta":{"note":"n","score":2}}',
);
const keys = fc.stringMatching(/^(answer|answers|query|queries|note)(_\d)?$/);
const objects = fc
  .dictionary(keys, fc.integer())
  .map((fields) => new Map(Object.entries(fields).map(([k, v]) => [k, BigInt(v)])));

describe('inMaskJson', () => {
  it('keeps the fields of a name, of its plural and of its numbered kin', () => {
    expect(formatJson(inMaskJson(nested, { mask: ['answer'], recursive: false }))).toBe(
      '{"answer":1,"answers_2":[{"score":1,"note":"n"},[{"note":"n"}]]}',
    );
  });

  it('reaches into objects and lists of them, but not into lists of lists', () => {
    expect(formatJson(inMaskJson(nested, { mask: ['answers', 'note', 'meta'] }))).toBe(
      '{"answer":1,"answers_2":[{"note":"n"},[{"note":"n"}]],"meta":{"note":"n"}}',
    );
  });

  it('keeps nothing without names and pattern', () => {
    expect(inMaskJson(nested, { mask: [], pattern: '' }).size).toBe(0);
  });

  it('refuses a text in place of a list, which Python takes for the list of its letters', () => {
    expect(() => inMaskJson(nested, { mask: 'answer' as unknown as string[] })).toThrow('["answer"]');
  });

  it('keeps exactly what outMaskJson drops', () => {
    fc.assert(
      fc.property(objects, fc.array(keys, { maxLength: 3, minLength: 1 }), (object, mask) => {
        const [kept, dropped] = [inMaskJson(object, { mask }), outMaskJson(object, { mask })];
        const together = [...object.keys()].filter((key) => kept.has(key) !== dropped.has(key));
        expect(together).toEqual([...object.keys()]);
      }),
    );
  });
});

describe('outMaskJson', () => {
  it('drops by a pattern that is searched in the singular without its number', () => {
    expect(formatJson(outMaskJson(nested, { pattern: 'r$', recursive: false }))).toBe(
      '{"meta":{"note":"n","score":2}}',
    );
  });

  it('shares with the value what it leaves unchanged, and never changes the value', () => {
    const before = formatJson(nested);
    expect(outMaskJson(nested, { mask: ['absent'] })).toBe(nested);
    const masked = outMaskJson(nested, { mask: ['answer'] });
    expect(masked.get('meta')).toBe(nested.get('meta'));
    expect(formatJson(nested)).toBe(before);
  });
});

const schema = json(
  '{"$defs":{"Sub":{"properties":{"note":{"type":"string"},"score":{"type":"number"}},"required":["note"],"type":"object"},' +
    '"SubItem":{"type":"string"},"Unused":{"type":"string"}},"properties":{"item":{"$ref":"#/$defs/SubItem"},' +
    '"subs":{"items":{"$ref":"#/$defs/Sub"},"type":"array"},"note":{"type":"string"}},"required":["item","ghost"],"type":"object"}',
);

describe('masks on schemas', () => {
  it('drop properties and definitions that nothing points at any more', () => {
    expect(formatJson(outMaskSchema(schema, { mask: ['note', 'sub'] }))).toBe(
      '{"$defs":{"Sub":{"properties":{"score":{"type":"number"}},"required":[],"type":"object"},"SubItem":{"type":"string"}},' +
        '"properties":{"item":{"$ref":"#/$defs/SubItem"}},"required":["item","ghost"],"type":"object"}',
    );
  });

  it('keep properties, and no empty list of required ones', () => {
    expect(formatJson(inMaskSchema(schema, { mask: ['note', 'sub'] }))).toBe(
      '{"$defs":{"Sub":{"properties":{"note":{"type":"string"}},"required":["note"],"type":"object"}},' +
        '"properties":{"subs":{"items":{"$ref":"#/$defs/Sub"},"type":"array"},"note":{"type":"string"}},"type":"object"}',
    );
  });

  it('refuse an array that does not say what its items are', () => {
    const faulty = json('{"properties":{"a":{"type":"array"}},"type":"object"}');
    expect(() => outMaskSchema(faulty, { mask: ['b'] })).toThrow('"items"');
  });
});

describe('masks on data models', () => {
  const model = new JsonDataModel(schema, json('{"item":"x","note":"n"}'));

  it('mask the value and the schema', () => {
    const masked = inMask(model, { mask: ['note'] });
    expect(formatJson(masked.json)).toBe('{"note":"n"}');
    expect([...(masked.schema.get('properties') as JsonObject).keys()]).toEqual(['note']);
  });

  it('leave null null, and what has no value without one', () => {
    expect(outMask(null, { mask: ['note'] })).toBeNull();
    expect(outMask(new SymbolicDataModel(schema), { mask: ['note'] })).toBeInstanceOf(SymbolicDataModel);
  });

  it('need names or a pattern', () => {
    expect(() => inMask(model, {})).toThrow('You should specify the `mask` or `pattern` argument');
    expect(() => outMask(model, { mask: null })).toThrow(
      'You should specify the `mask` or `pattern` argument',
    );
  });
});
