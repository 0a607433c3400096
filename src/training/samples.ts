import { ArgumentError, DataError } from '../base/errors.ts';
import { JsonDataModel, SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { rowToJson } from '../data/row-to-json.ts';
import type { DataValue } from '../programs/module.ts';
import { flatten, mapStructure } from '../programs/structure.ts';
import type { Structured } from '../programs/structure.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { toJsonValue, toPlainValue } from '../python/plain-value.ts';
import type { PlainValue } from '../python/plain-value.ts';

/**
 * One input or target, as an author has it: a plain object with the fields of its data model, or exact JSON.
 *
 * A program with several inputs takes a list or a record of rows, formed like its `inputs`.
 */
export type Row = JsonObject | { readonly [field: string]: unknown } | readonly Row[];

/** One sample: what goes in, and what should come out. */
export interface Sample {
  readonly input: Structured<DataValue>;
  readonly target: JsonDataModel | null;
}

/** What a program takes and gives, as far as samples are concerned. */
export interface Ends {
  readonly inputs: Structured<SymbolicDataModel>;
  readonly outputs: Structured<SymbolicDataModel>;
}

/**
 * Makes samples of rows.
 *
 * @throws ArgumentError `bad-data` when `x` and `y` have not as many rows; DataError `bad-row` with `details.row`
 */
export function toSamples(program: Ends, x: readonly Row[], y: readonly Row[] | null): readonly Sample[] {
  if (y !== null && y.length !== x.length) {
    throw new ArgumentError(
      'bad-data',
      `x has ${x.length} rows and y has ${y.length}. Expected as many of both.`,
      {
        details: { x: x.length, y: y.length },
      },
    );
  }
  return x.map((row, index) => ({
    input: atRow(index, 'x', () => toInput(program.inputs, row)),
    target: y === null ? null : atRow(index, 'y', () => toTarget(program.outputs, y[index])),
  }));
}

/** What goes into a program or comes out of it, as plain objects; null where there is no value. */
export function plainValues(output: Structured<DataValue>): PlainValue | null {
  const plain = mapStructure<DataValue, PlainValue | null>(
    output,
    (value) => value && toPlainValue(value.json),
  );
  return plain as PlainValue | null;
}

function toInput(inputs: Structured<SymbolicDataModel>, row: unknown): Structured<DataValue> {
  const [only, ...others] = flatten(inputs);
  if (only && others.length === 0 && !Array.isArray(inputs)) return toModel(only, row);
  return toStructure(inputs, row);
}

function toModel({ schema }: SymbolicDataModel, row: unknown): JsonDataModel {
  return new JsonDataModel(schema, rowToJson(schema, row));
}

/** Records go by name, as they may be in another order than the inputs are. */
function toStructure(inputs: Structured<SymbolicDataModel>, row: unknown): Structured<DataValue> {
  if (inputs instanceof SymbolicDataModel) return toModel(inputs, row);
  if (Array.isArray(inputs)) {
    const list = inputs as readonly Structured<SymbolicDataModel>[];
    if (!Array.isArray(row) || row.length !== list.length)
      throw misformed(row, `a list of ${list.length} rows`);
    return list.map((input, index) => toStructure(input, row[index]));
  }
  const names = Object.keys(inputs);
  const rows = namedRows(row);
  if (rows.size !== names.length || !names.every((name) => rows.has(name))) {
    throw misformed(row, `rows for ${names.join(', ')}`);
  }
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, toStructure(input, rows.get(name))]),
  );
}

function namedRows(row: unknown): ReadonlyMap<string, unknown> {
  if (row instanceof Map) return row as ReadonlyMap<string, unknown>;
  const isRecord = typeof row === 'object' && row !== null && !Array.isArray(row);
  return new Map(isRecord ? Object.entries(row) : []);
}

function misformed(row: unknown, expected: string): DataError {
  const names = [...namedRows(row).keys()];
  const received = Array.isArray(row) ? `a list of ${row.length}` : names.join(', ') || typeof row;
  return new DataError(
    'bad-row',
    `A row is not formed like the inputs of the program. Expected ${expected}. Received ${received}.`,
  );
}

/** A target has the fields that the author knows, which may be fewer than the program gives. */
function toTarget(outputs: Structured<SymbolicDataModel>, row: Row | undefined): JsonDataModel {
  const [output] = flatten(outputs);
  const schema = output?.schema ?? new Map<string, JsonValue>();
  const json = toJsonValue(row ?? null);
  if (!isJsonObject(json))
    throw new DataError(
      'bad-row',
      'A target is no object. Expected the fields of the output; of several outputs, of the first.',
    );
  const known = onlyFields(schema, new Set(json.keys()));
  return new JsonDataModel(schema, known ? rowToJson(known, json) : json);
}

/** The schema cut down to some of its fields; null when one of them is not in it. */
function onlyFields(schema: JsonSchema, fields: ReadonlySet<string>): JsonSchema | null {
  const properties = schema.get('properties');
  if (!isJsonObject(properties) || ![...fields].every((field) => properties.has(field))) return null;
  const kept = new Map([...properties].filter(([field]) => fields.has(field)));
  return new Map<string, JsonValue>([...schema, ['properties', kept], ['required', []]]);
}

function atRow<T>(row: number, side: 'x' | 'y', read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    throw new DataError(cause.code, `Row ${row} of ${side}: ${cause.message}`, {
      details: { ...cause.details, row, side },
      cause,
    });
  }
}
