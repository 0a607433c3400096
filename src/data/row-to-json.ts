import { DataError, type ErrorDetail } from '../base/errors.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';
import { repr } from '../python/repr.ts';
import { coerceScalar, isInt64, type Coerced, type Rigour } from './coerce-scalar.ts';
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
  /** Lax, but for the first passes over a union. */
  readonly rigour: Rigour;
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
  if (choices !== null) return settle(reading, path, readMember(reading, definition, choices, value));
  return readValue(reading, definition, value, path);
}

/** A member of an `Enum` class. Where all are numbers, text that is a number means one, as for `class Score(float, Enum)`. */
function readMember(
  { rigour }: Reading,
  definition: JsonSchema,
  choices: readonly JsonValue[],
  value: JsonValue,
): Coerced {
  const type = definition.get('type');
  const isNumber = type === 'number' || type === 'integer';
  if (!isNumber || typeof value !== 'string' || rigour !== 'lax') return readChoice(choices, value, 'enum');
  const coerced = coerceScalar(type, value);
  if ('value' in coerced) return readChoice(choices, coerced.value, 'enum');
  return coerced.kind === 'int_parsing_size' ? coerced : { kind: 'enum' };
}

function choicesOf(schema: JsonSchema): readonly JsonValue[] | null {
  const choices = schema.get('enum');
  if (isJsonArray(choices)) return choices;
  const only = schema.get('const');
  return only === undefined ? null : [only];
}

function readArray(reading: Reading, schema: JsonSchema, value: JsonValue, path: Path): JsonValue {
  if (!isJsonArray(value)) return refuse(reading, path, 'list_type');
  const items = asObject(schema.get('items'));
  return value.map((item, index) => readValue(reading, items, item, [...path, String(index)]));
}

function readTuple(reading: Reading, items: readonly JsonValue[], value: JsonValue, path: Path): JsonValue {
  if (!isJsonArray(value)) return refuse(reading, path, 'tuple_type');
  if (value.length > items.length) return refuse(reading, path, 'too_long');
  return items.map((schema, index) => {
    const item = value[index];
    const place = [...path, String(index)];
    return item === undefined
      ? refuse(reading, place, 'missing')
      : readValue(reading, asObject(schema), item, place);
  });
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

const typeNames: ReadonlyMap<JsonValue | undefined, string> = new Map([
  ['string', 'str'],
  ['integer', 'int'],
  ['number', 'float'],
  ['boolean', 'bool'],
]);

/** What pydantic calls a member of a union, in the path of a problem. */
function memberName(schema: JsonSchema): string {
  const reference = schema.get('$ref');
  if (typeof reference === 'string') return reference.slice(referencePrefix.length);
  const choices = choicesOf(schema);
  if (choices !== null) return `literal[${choices.map(repr).join(',')}]`;
  const type = schema.get('type');
  if (type === 'array') return `list[${memberName(asObject(schema.get('items')))}]`;
  if (type === 'object') return `dict[str,${memberName(asObject(schema.get('additionalProperties')))}]`;
  return typeNames.get(type) ?? 'any';
}

const rigours: readonly Rigour[] = ['exact', 'strict', 'lax'];

/** Takes the first member that fits with the least change. */
function readUnion(
  reading: Reading,
  members: readonly JsonSchema[],
  value: JsonValue,
  path: Path,
): JsonValue {
  for (const rigour of rigours.slice(0, rigours.indexOf(reading.rigour) + 1)) {
    for (const member of members) {
      const attempt: Reading = { definitions: reading.definitions, problems: [], rigour };
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
    case 'array': {
      const items = schema.get('prefixItems');
      return isJsonArray(items)
        ? readTuple(reading, items, value, path)
        : readArray(reading, schema, value, path);
    }
    case 'object':
      return schema.has('properties')
        ? readModel(reading, schema, value, path)
        : readDictionary(reading, schema, value, path);
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'null':
      return settle(reading, path, coerceScalar(type, value, reading.rigour));
    default:
      return value;
  }
}

/** JSON has no word for a number that is not finite: it becomes null, and stays in its place. */
function withoutNonFinite(value: JsonValue): JsonValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (isJsonArray(value)) return value.map(withoutNonFinite);
  return isJsonObject(value) ? finite(value) : value;
}

function finite(json: JsonObject): JsonObject {
  return new Map([...json].map(([key, value]) => [key, withoutNonFinite(value)]));
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
 * in, nulls left out, integers where `number` is expected made floats, numbers that are not finite made null, and values that plainly mean the right type
 * (`"5"` for an integer) made that type. Fields that the schema does not name are refused.
 *
 * A row is a plain object, or a `Map` where ints and floats or integer-like keys have to be kept apart.
 * Only structure and types are checked; keywords such as `minLength` speak to the language model alone.
 *
 * @throws DataError `bad-row`; `details.problems` lists `[path, kind]` of every problem.
 * @example rowToJson(Sentence.schema, { text: 'Hej' }); // Map { 'text' => 'Hej' }
 */
export function rowToJson(schema: JsonSchema, row: unknown): JsonObject {
  const reading: Reading = { definitions: asObject(schema.get('$defs')), problems: [], rigour: 'lax' };
  const json = readModel(reading, schema, toJsonValue(row), []);
  if (json === null || reading.problems.length > 0) throw problemsError(schema, reading.problems);
  return finite(json);
}
