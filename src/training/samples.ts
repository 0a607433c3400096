import { ArgumentError, DataError } from '../base/errors.ts';
import { JsonDataModel } from '../data/json-data-model.ts';
import type { JsonSchema, SymbolicDataModel } from '../data/json-data-model.ts';
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
    target: y === null ? null : atRow(index, 'y', () => toTarget(program.outputs, y[index] ?? {})),
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

function toInput(inputs: Structured<SymbolicDataModel>, row: Row): Structured<DataValue> {
  const rows = Array.isArray(inputs) || flatten(inputs).length > 1 ? flattenRow(row) : [row];
  let next = 0;
  return mapStructure<SymbolicDataModel, DataValue>(inputs, ({ schema }) => {
    const json = rowToJson(schema, rows[next]);
    next += 1;
    return new JsonDataModel(schema, json);
  });
}

const flattenRow = (row: Row): readonly unknown[] =>
  Array.isArray(row) ? row.flat() : Object.values(row as Readonly<Record<string, unknown>>);

/** A target has the fields that the author knows, which may be fewer than the program gives. */
function toTarget(outputs: Structured<SymbolicDataModel>, row: Row): JsonDataModel {
  const [output] = flatten(outputs);
  const schema = output?.schema ?? new Map<string, JsonValue>();
  const json = toJsonValue(row);
  if (!isJsonObject(json))
    throw new DataError('bad-row', 'A target is no object. Expected the fields of the output.');
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
