import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ArgumentError } from '../../../src/base/errors.ts';
import { dataModel } from '../../../src/data/data-model.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';

const schemaOf = (definition: Parameters<typeof dataModel>[0]): string =>
  formatJson(dataModel(definition).schema);

function refusal(definition: unknown): string {
  try {
    dataModel(definition as JsonObject);
  } catch (error) {
    if (error instanceof ArgumentError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('dataModel', () => {
  it('writes a hand-written schema as pydantic writes the same class', () => {
    const Language = dataModel({
      title: 'Language',
      description: 'A guess.',
      properties: {
        thinking: { type: 'string', description: 'Step by step.' },
        label: { enum: ['Danish', 'Swedish'], description: 'Danish: æ, ø. Swedish: ä, ö.' },
      },
    });
    expect(Language.name).toBe('Language');
    expect(formatJson(Language.schema)).toBe(
      '{"additionalProperties":false,"description":"A guess.","properties":{' +
        '"thinking":{"description":"Step by step.","title":"Thinking","type":"string"},' +
        '"label":{"description":"Danish: æ, ø. Swedish: ä, ö.","enum":["Danish","Swedish"],"title":"Label","type":"string"}},' +
        '"required":["thinking","label"],"title":"Language","type":"object"}',
    );
  });

  it('leaves a schema of pydantic as it is', () => {
    const text =
      '{"$defs":{"Color":{"enum":["red"],"title":"Color","type":"string"}},"additionalProperties":false,"properties":{' +
      '"10":{"$ref":"#/$defs/Color","description":"c"},"2":{"default":1,"title":"2","type":"number"}},' +
      '"required":["10"],"title":"T","type":"object"}';
    expect(schemaOf(parseJson(text) as JsonObject)).toBe(text);
  });

  it('makes a default of JavaScript an int or a float by its type', () => {
    const Counter = dataModel({
      title: 'Counter',
      properties: { count: { type: 'integer', default: 1 }, share: { type: 'number', default: 1 } },
    });
    expect(formatJson(Counter.toJson({}))).toBe('{"count":1,"share":1.0}');
  });

  it('makes all choices of JavaScript floats where the type or a fraction says so', () => {
    const schema = schemaOf({
      title: 'Judged',
      properties: {
        score: { enum: [0, 0.5, 1] },
        weight: { type: 'number', enum: [1, 2] },
        grade: { enum: [1, 2] },
      },
    });
    expect(schema).toContain('"score":{"enum":[0.0,0.5,1.0],"title":"Score","type":"number"}');
    expect(schema).toContain('"weight":{"enum":[1.0,2.0],"title":"Weight","type":"number"}');
    expect(schema).toContain('"grade":{"enum":[1,2],"title":"Grade","type":"integer"}');
  });

  it('makes a field that is neither required nor has a default nullable', () => {
    const schema = schemaOf({
      title: 'T',
      properties: { a: { type: 'string', description: 'd' } },
      required: [],
    });
    expect(schema).toContain(
      '{"anyOf":[{"type":"string"},{"type":"null"}],"default":null,"description":"d","title":"A"}',
    );
    expect(schema).not.toContain('required');
  });

  it('moves nested objects to $defs, one entry for equal ones and numbered entries for others of the name', () => {
    const item = { title: 'Item', properties: { name: { type: 'string' } } };
    const other = { title: 'Item', properties: { price: { type: 'number' } } };
    const { schema } = dataModel({
      title: 'Order',
      properties: { first: item, items: { type: 'array', items: item }, other },
    });
    expect([...(schema.get('$defs') as JsonObject).keys()]).toEqual(['Item', 'Item_2']);
    expect(formatJson(schema.get('properties') ?? null)).toBe(
      '{"first":{"$ref":"#/$defs/Item"},"items":{"items":{"$ref":"#/$defs/Item"},"title":"Items","type":"array"},' +
        '"other":{"$ref":"#/$defs/Item_2"}}',
    );
  });

  it('leaves out a description that only repeats the one of the definition referred to', () => {
    const schema = schemaOf({
      title: 'Picture',
      $defs: { Color: { enum: ['red'], description: 'The color.' } },
      properties: {
        border: { $ref: '#/$defs/Color', description: 'The color.' },
        fill: { $ref: '#/$defs/Color', description: 'The color inside.' },
      },
    });
    expect(schema).toContain(
      '"border":{"$ref":"#/$defs/Color"},"fill":{"$ref":"#/$defs/Color","description"',
    );
  });

  it('names a nested object without title after its field', () => {
    const { schema } = dataModel({
      title: 'T',
      properties: { home_address: { type: 'object', properties: { street: { type: 'string' } } } },
    });
    expect([...(schema.get('$defs') as JsonObject).keys()]).toEqual(['HomeAddress']);
  });

  it.each([
    ['missing-title', { properties: {} }],
    ['unknown-required', { title: 'T', properties: {}, required: ['a'] }],
    ['bad-schema', { title: 'T', properties: { a: 'string' } }],
    ['bad-schema', 'T'],
    ['no-json-schema', { '~standard': { version: 1, vendor: 'old' } }],
  ])('refuses with %s: %j', (code, definition) => {
    expect(refusal(definition)).toBe(code);
  });

  it('does not take __proto__ for anything but a name', () => {
    const schema = parseJson('{"title":"T","properties":{"__proto__":{"type":"string"}}}') as JsonObject;
    const json = dataModel(schema).toJson(new Map([['__proto__', 'x']]));
    expect(formatJson(json)).toBe('{"__proto__":"x"}');
    expect(({} as Record<string, unknown>)['0']).toBeUndefined();
  });
});

describe('dataModel of a zod schema', () => {
  it('has the shape of the same class in pydantic', () => {
    const Item = z
      .object({ name: z.string(), price: z.number().default(1) })
      .meta({ title: 'Item', description: 'One.' });
    const Order = z
      .object({
        items: z.array(Item).describe('The items'),
        n: z.int(),
        note: z.string().optional(),
        kind: z.enum(['a']),
      })
      .meta({ title: 'Order' });
    expect(schemaOf(Order)).toBe(
      '{"$defs":{"Item":{"additionalProperties":false,"description":"One.","properties":{"name":{"title":"Name","type":"string"},' +
        '"price":{"default":1.0,"title":"Price","type":"number"}},"required":["name"],"title":"Item","type":"object"}},' +
        '"additionalProperties":false,"properties":{"items":{"description":"The items","items":{"$ref":"#/$defs/Item"},' +
        '"title":"Items","type":"array"},"n":{"title":"N","type":"integer"},' +
        '"note":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null,"title":"Note"},' +
        '"kind":{"const":"a","title":"Kind","type":"string"}},"required":["items","n","kind"],"title":"Order","type":"object"}',
    );
  });

  it('may contain itself', () => {
    const Tree = z
      .object({
        name: z.string(),
        get children() {
          return z.array(Tree);
        },
      })
      .meta({ title: 'Tree' });
    const rows = { name: 'root', children: [{ children: [], name: 'leaf' }] };
    expect(formatJson(dataModel(Tree).toJson(rows))).toBe(
      '{"name":"root","children":[{"name":"leaf","children":[]}]}',
    );
  });

  it('takes a tuple item by item', () => {
    const Pair = dataModel(z.object({ pair: z.tuple([z.string(), z.number()]) }).meta({ title: 'Pair' }));
    expect(formatJson(Pair.toJson({ pair: ['a', 1] }))).toBe('{"pair":["a",1.0]}');
    expect(() => Pair.toJson({ pair: ['a'] })).toThrow('pair.1: missing');
    expect(() => Pair.toJson({ pair: ['a', 1, 2] })).toThrow('pair: too_long');
  });

  it('takes a union with the least change', () => {
    const Either = dataModel(
      z.object({ x: z.union([z.number(), z.string()]).nullable() }).meta({ title: 'Either' }),
    );
    const written = [5, '5', null].map((x) => formatJson(Either.toJson({ x })));
    expect(written).toEqual(['{"x":5.0}', '{"x":"5"}', '{}']);
  });
});
