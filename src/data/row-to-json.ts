import { DataError, type ErrorDetail } from '../base/errors.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';
import {
  coerceScalar,
  coerceScalarStrictly,
  isInt64,
  type Coerced,
  type ScalarType,
} from './coerce-scalar.ts';
import { jsonEquals } from '../python/equality.ts';
import type { JsonSchema } from './json-data-model.ts';

/** One thing that is wrong with a row: where, and the kind in pydantic's words (`missing`, `string_type`, …). */
interface RowProblem {
  readonly path: readonly string[];
  readonly kind: string;
}

/** What a reading of a row carries along. */
interface Reading {
  readonly definitions: JsonObject;
  readonly problems: RowProblem[];
  /** Whether values have to be of the type already, as the first pass over a union demands. */
  readonly strict: boolean;
}

type Path = readonly string[];

const referencePrefix = '#/$defs/';
const anything: JsonSchema = new Map();

function asObject(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : anything;
}

function refuse(reading: Reading, path: Path, kind: string): null {
  reading.problems.push({ path, kind });
  return null;
}

function settle(reading: Reading, path: Path, coerced: Coerced): JsonValue {
  return 'kind' in coerced ? refuse(reading, path, coerced.kind) : coerced.value;
}

function readChoice(choices: readonly JsonValue[], value: JsonValue, kind: string): Coerced {
  const found =
    choices.find((choice) => choice === value) ?? choices.find((choice) => jsonEquals(choice, value));
  if (found !== undefined) return { value: found };
  const tooLarge =
    typeof value === 'bigint' && !isInt64(value) && choices.some((choice) => typeof choice === 'bigint');
  return { kind: tooLarge ? 'int_parsing_size' : kind };
}

function readReference(reading: Reading, reference: string, value: JsonValue, path: Path): JsonValue {
  const name = reference.startsWith(referencePrefix) ? reference.slice(referencePrefix.length) : undefined;
  const definition = name === undefined ? undefined : reading.definitions.get(name);
  if (!isJsonObject(definition)) {
    throw new DataError(
      'unknown-reference',
      `The schema refers to ${JSON.stringify(reference)}, which it does not define. Expected an entry of its "$defs".`,
      { details: { reference, path } },
    );
  }
  const choices = choicesOf(definition);
  if (choices !== null) return settle(reading, path, readChoice(choices, value, 'enum'));
  return readValue(reading, definition, value, path);
}

function choicesOf(schema: JsonSchema): readonly JsonValue[] | null {
  const choices = schema.get('enum');
  if (isJsonArray(choices)) return choices;
  const only = schema.get('const');
  return only === undefined ? null : [only];
}

function readArray(reading: Reading, schema: JsonSchema, value: JsonValue, path: Path): JsonValue {
  if (!isJsonArray(value)) return refuse(reading, path, 'list_type');
  const first = schema.get('prefixItems');
  const items = asObject(schema.get('items'));
  const schemaAt = (index: number): JsonSchema =>
    isJsonArray(first) && index < first.length ? asObject(first[index]) : items;
  return value.map((item, index) => readValue(reading, schemaAt(index), item, [...path, String(index)]));
}

function readDictionary(reading: Reading, schema: JsonSchema, value: JsonValue, path: Path): JsonValue {
  if (!isJsonObject(value)) return refuse(reading, path, 'dict_type');
  const values = schema.get('additionalProperties');
  if (!isJsonObject(values)) return value;
  return new Map([...value].map(([key, item]) => [key, readValue(reading, values, item, [...path, key])]));
}

/** Adds a field to `result`; a null is dropped, since Synalinks leaves it out of a data model's JSON. */
function readField(
  reading: Reading,
  field: FieldOfModel,
  given: JsonObject,
  result: Map<string, JsonValue>,
): void {
  const { name, schema, required, path } = field;
  const value = given.get(name);
  const fallback = schema.get('default');
  if (value === undefined && fallback === undefined) {
    if (required) refuse(reading, [...path, name], 'missing');
    return;
  }
  // A default is taken as it stands, as pydantic takes it.
  const read = value === undefined ? (fallback ?? null) : readValue(reading, schema, value, [...path, name]);
  if (read !== null) result.set(name, read);
}

interface FieldOfModel {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** Where the model is. */
  readonly path: Path;
}

function readModel(reading: Reading, schema: JsonSchema, value: JsonValue, path: Path): JsonObject | null {
  if (!isJsonObject(value)) return refuse(reading, path, 'model_type');
  const properties = asObject(schema.get('properties'));
  const required = schema.get('required');
  const requiredNames = new Set(isJsonArray(required) ? required : []);
  const result = new Map<string, JsonValue>();
  for (const [name, property] of properties) {
    const field = { name, schema: asObject(property), required: requiredNames.has(name), path };
    readField(reading, field, value, result);
  }
  for (const name of value.keys()) {
    if (!properties.has(name)) refuse(reading, [...path, name], 'extra_forbidden');
  }
  return result;
}

/** What pydantic calls a member of a union, in the path of a problem. */
function memberName(schema: JsonSchema): string {
  const reference = schema.get('$ref');
  if (typeof reference === 'string') return reference.slice(referencePrefix.length);
  const names = new Map([
    ['string', 'str'],
    ['integer', 'int'],
    ['number', 'float'],
    ['boolean', 'bool'],
  ]);
  const type = schema.get('type');
  if (type === 'array') return `list[${memberName(asObject(schema.get('items')))}]`;
  if (type === 'object') return 'dict[str,any]';
  return typeof type === 'string' ? (names.get(type) ?? type) : 'any';
}

/** Takes the first member that fits without a change, else the first that fits at all. */
function readUnion(
  reading: Reading,
  members: readonly JsonSchema[],
  value: JsonValue,
  path: Path,
): JsonValue {
  for (const strict of reading.strict ? [true] : [true, false]) {
    for (const member of members) {
      const attempt: Reading = { definitions: reading.definitions, problems: [], strict };
      const read = readValue(attempt, member, value, path);
      if (attempt.problems.length === 0) return read;
    }
  }
  for (const member of members) readValue(reading, member, value, [...path, memberName(member)]);
  return null;
}

function isNull(schema: JsonSchema): boolean {
  return schema.get('type') === 'null';
}

function readAlternatives(
  reading: Reading,
  alternatives: readonly JsonSchema[],
  value: JsonValue,
  path: Path,
): JsonValue {
  if (value === null && alternatives.some(isNull)) return null;
  const members = alternatives.filter((alternative) => !isNull(alternative));
  const [only] = members;
  return members.length === 1 && only !== undefined
    ? readValue(reading, only, value, path)
    : readUnion(reading, members, value, path);
}

function readValue(reading: Reading, schema: JsonSchema, value: JsonValue, path: Path): JsonValue {
  const reference = schema.get('$ref');
  if (typeof reference === 'string') return readReference(reading, reference, value, path);
  const alternatives = schema.get('anyOf') ?? schema.get('oneOf');
  if (isJsonArray(alternatives)) return readAlternatives(reading, alternatives.map(asObject), value, path);
  const choices = choicesOf(schema);
  if (choices !== null) return settle(reading, path, readChoice(choices, value, 'literal_error'));
  return readTyped(reading, schema, value, path);
}

function readTyped(reading: Reading, schema: JsonSchema, value: JsonValue, path: Path): JsonValue {
  const type = schema.get('type');
  switch (type) {
    case 'array':
      return readArray(reading, schema, value, path);
    case 'object':
      return schema.has('properties')
        ? readModel(reading, schema, value, path)
        : readDictionary(reading, schema, value, path);
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'null':
      return settle(reading, path, readScalar(reading, type, value));
    default:
      return value;
  }
}

function readScalar(reading: Reading, type: ScalarType, value: JsonValue): Coerced {
  return reading.strict ? coerceScalarStrictly(type, value) : coerceScalar(type, value);
}

function problemsError(schema: JsonSchema, problems: readonly RowProblem[]): DataError {
  const title = schema.get('title');
  const name = typeof title === 'string' ? title : 'the schema';
  const lines = problems.map(({ path, kind }) => `  ${path.join('.') || '(the row)'}: ${kind}`);
  const details: ErrorDetail = problems.map(({ path, kind }) => [path, kind]);
  return new DataError(
    'bad-row',
    `A row does not fit ${name} in ${problems.length} place(s):\n${lines.join('\n')}\n` +
      `Expected the fields ${[...asObject(schema.get('properties')).keys()].join(', ') || '(none)'}. ` +
      'Correct the row, or the data model.',
    { details: { dataModel: name, problems: details } },
  );
}

/**
 * Makes a row the JSON of a data model, as pydantic and Synalinks do: fields in the order of the schema, defaults filled
 * in, nulls left out, integers where `number` is expected made floats, and values that plainly mean the right type
 * (`"5"` for an integer) made that type. Fields that the schema does not name are refused.
 *
 * A row is a plain object, or a `Map` where ints and floats or integer-like keys have to be kept apart.
 * Only structure and types are checked; keywords such as `minLength` speak to the language model alone.
 *
 * @throws DataError `bad-row`; `details.problems` lists `[path, kind]` of every problem.
 * @example rowToJson(Sentence.schema, { text: 'Hej' }); // Map { 'text' => 'Hej' }
 */
export function rowToJson(schema: JsonSchema, row: unknown): JsonObject {
  const reading: Reading = { definitions: asObject(schema.get('$defs')), problems: [], strict: false };
  const json = readModel(reading, schema, toJsonValue(row), []);
  if (json === null || reading.problems.length > 0) throw problemsError(schema, reading.problems);
  return json;
}
