import { DataError } from '../../src/base/errors.ts';
import { dataModel, type DataModel } from '../../src/data/data-model.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { repr } from '../../src/python/repr.ts';
import { differs, held, isSameJson, parseRecorded } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

interface RecordedType {
  readonly type: string;
  readonly items?: RecordedType;
  readonly values?: readonly (string | number | boolean)[];
  readonly values_json?: string;
  readonly enum_name?: string;
  readonly enum_doc?: string;
  readonly model?: RecordedModel;
}

interface RecordedField extends RecordedType {
  readonly name: string;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly default_json?: string;
}

interface RecordedModel {
  readonly name: string;
  readonly doc?: string;
  readonly fields: readonly RecordedField[];
}

interface RecordedRow {
  readonly row_json: string;
  readonly json?: string;
  readonly error?: { readonly kinds: readonly (readonly [readonly string[], string])[] };
}

interface DataModelsVector extends Vector {
  readonly model: RecordedModel;
  readonly schema_json: string;
  readonly rows: readonly RecordedRow[];
}

type Definitions = Map<string, JsonValue>;

/** What Python makes of a doc string (`inspect.cleandoc`), since a description written here is taken as it stands. */
function cleanDoc(doc: string): string {
  const [first = '', ...others] = doc.split('\n').map(expandTabs);
  const margins = others.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const margin = Math.min(...margins, Infinity);
  const lines = [
    first.trimStart(),
    ...others.map((line) => (margin === Infinity ? line : line.slice(margin))),
  ];
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  while (lines[0] === '') lines.shift();
  return lines.join('\n');
}

/** Fills each tab up to the next of the columns 8, 16, 24 … */
function expandTabs(line: string): string {
  const [first = '', ...others] = line.split('\t');
  let text = first;
  for (const part of others) text = text.padEnd(Math.floor(text.length / 8 + 1) * 8) + part;
  return text;
}

/** An empty doc string counts as none. */
function described(doc: string | undefined): [string, JsonValue][] {
  return doc ? [['description', cleanDoc(doc)]] : [];
}

/** What was recorded of numbers as plain values: ints, unless they have a fraction. */
function choicesOf(type: RecordedType): JsonValue {
  if (type.values_json !== undefined) return parseRecorded(type.values_json);
  return (type.values ?? []).map((value) => (Number.isInteger(value) ? BigInt(value) : value));
}

function define(type: RecordedType, definitions: Definitions): JsonObject {
  const name = type.enum_name ?? '';
  definitions.set(name, new Map<string, JsonValue>([['enum', choicesOf(type)], ...described(type.enum_doc)]));
  return new Map([['$ref', `#/$defs/${name}`]]);
}

/** The type as an author would write it: without titles, with nested models in place. */
function typeSchema(type: RecordedType, definitions: Definitions): JsonObject {
  if (type.type === 'any') return new Map();
  if (type.type === 'literal') return new Map([['enum', choicesOf(type)]]);
  if (type.type === 'enum' || type.type === 'number-enum') return define(type, definitions);
  if (type.type === 'model' && type.model !== undefined) {
    return definitions.has(type.model.name)
      ? new Map([['$ref', `#/$defs/${type.model.name}`]])
      : modelSchema(type.model, definitions);
  }
  if (type.type !== 'list') return new Map([['type', type.type]]);
  const items = type.items === undefined ? new Map() : typeSchema(type.items, definitions);
  return new Map<string, JsonValue>([
    ['type', 'array'],
    ['items', items],
  ]);
}

/** A model that its field describes: the two descriptions need two places. */
function referTo(model: RecordedModel, definitions: Definitions): JsonObject {
  definitions.set(model.name, modelSchema(model, definitions));
  return new Map([['$ref', `#/$defs/${model.name}`]]);
}

function fieldSchema(field: RecordedField, definitions: Definitions): JsonObject {
  const { description, default_json: fallback, model } = field;
  const isDescribed = description !== undefined && model !== undefined;
  const type = isDescribed ? referTo(model, definitions) : typeSchema(field, definitions);
  const nullable = new Map<string, JsonValue>([['anyOf', [type, new Map([['type', 'null']])]]]);
  return new Map<string, JsonValue>([
    ...(field.nullable ? nullable : type),
    ...(description === undefined ? [] : [['description', description] as const]),
    ...(fallback === undefined ? [] : [['default', parseRecorded(fallback)] as const]),
  ]);
}

function modelSchema(model: RecordedModel, definitions: Definitions): JsonObject {
  const fields = model.fields.map((field) => [field.name, fieldSchema(field, definitions)] as const);
  return new Map<string, JsonValue>([
    ['type', 'object'],
    ['title', model.name],
    ...described(model.doc),
    ['properties', new Map(fields)],
  ]);
}

function build(model: RecordedModel): DataModel {
  const definitions: Definitions = new Map();
  // A model that stands in two places, one of them described, has a definition: found on the first way through.
  modelSchema(model, definitions);
  const schema = modelSchema(model, definitions);
  return dataModel(new Map([...schema, ['$defs', definitions]]));
}

function problemsOf(error: unknown): string {
  if (error instanceof DataError) return JSON.stringify(error.details['problems']);
  throw error;
}

function checkRow(model: DataModel, row: RecordedRow): Verdict {
  let received: JsonObject;
  try {
    received = model.toJson(parseRecorded(row.row_json));
  } catch (error) {
    const [kinds, problems] = [JSON.stringify(row.error?.kinds), problemsOf(error)];
    return kinds === problems ? held : differs(`row ${row.row_json}`, kinds ?? row.json, problems);
  }
  const isSame = row.json !== undefined && isSameJson(parseRecorded(row.json), received);
  return isSame ? held : differs(`row ${row.row_json}`, row.json ?? row.error, repr(received));
}

/** Compares the schema of a model written by an author, and what becomes of the schema when it is read again. */
function checkSchema(schema: JsonObject, model: DataModel): Verdict {
  const again = dataModel(schema).schema;
  if (!isSameJson(schema, model.schema)) return differs('schema', repr(schema), repr(model.schema));
  return isSameJson(schema, again) ? held : differs('schema, read again', repr(schema), repr(again));
}

/** Writes the model as an author would, and compares its schema and what becomes of each row. */
export function checkDataModelsVector(vector: Vector): Verdict {
  const { model: recorded, schema_json: schemaText, rows } = vector as DataModelsVector;
  const model = build(recorded);
  const verdicts = [
    checkSchema(parseRecorded(schemaText) as JsonObject, model),
    ...rows.map((row) => checkRow(model, row)),
  ];
  return verdicts.find((verdict) => !verdict.held) ?? held;
}
