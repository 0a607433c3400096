import { formatFailure } from './format-failure.ts';
import type { FieldStep, TemplateField } from './format-template.ts';
import { isJsonArray, isJsonObject } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
import { pythonTypeName } from './python-type-name.ts';
import { repr } from './repr.ts';

/** What a template is filled with: by name, in a plain record's own properties or a map. */
export type FormatValues = Readonly<Record<string, JsonValue>> | ReadonlyMap<string, JsonValue>;

/**
 * Finds the value that a field names. Only data is seen: a record's own properties, a map's keys, and the few
 * attributes of numbers that are values themselves.
 *
 * @throws FormatError
 */
export function lookUp(field: TemplateField, values: FormatValues): JsonValue {
  const { first, steps } = field;
  const value = named(first, values);
  return steps.length === 0 ? value : follow(value, steps);
}

function named(step: FieldStep, values: FormatValues): JsonValue {
  if (step.kind === 'fault') throw formatFailure('ValueError', step.message);
  if (step.kind === 'index') {
    const message = `Replacement index ${step.index} out of range for positional args tuple`;
    throw formatFailure('IndexError', message);
  }
  return item(values, step.name);
}

function item(values: FormatValues, name: string): JsonValue {
  const value = ownValue(values, name);
  if (value === undefined) throw formatFailure('KeyError', repr(name), { key: name });
  if (isData(value)) return value;
  throw formatFailure(
    'TypeError',
    `'${name}' is no JSON value; expected text, a number, a Map or an array of them`,
  );
}

/** Guards callers without types: a plain object or a function has no counterpart in Python. */
function isData(value: JsonValue): boolean {
  if (typeof value === 'object') return value === null || isJsonArray(value) || isJsonObject(value);
  return typeof value !== 'function' && typeof value !== 'symbol';
}

function ownValue(values: FormatValues, name: string): JsonValue | undefined {
  if (values instanceof Map) return (values as ReadonlyMap<string, JsonValue>).get(name);
  return Object.hasOwn(values, name) ? (values as Readonly<Record<string, JsonValue>>)[name] : undefined;
}

function follow(start: JsonValue, steps: readonly FieldStep[]): JsonValue {
  let value = start;
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at];
    if (step === undefined) break;
    if (isClass(step) && isClassName(steps[at + 1])) {
      value = pythonTypeName(value);
      at += 1;
    } else value = take(value, step);
  }
  return value;
}

/** A class is not data, so `__class__` leads nowhere but to its name. */
function isClass(step: FieldStep): boolean {
  return step.kind === 'attribute' && step.name === '__class__';
}

function isClassName(step: FieldStep | undefined): boolean {
  return step?.kind === 'attribute' && step.name === '__name__';
}

function take(value: JsonValue, step: FieldStep): JsonValue {
  switch (step.kind) {
    case 'fault':
      throw formatFailure('ValueError', step.message);
    case 'attribute':
      return attribute(value, step.name);
    case 'key':
      return keyed(value, step.name);
    case 'index':
      return indexed(value, step.index);
  }
}

function attribute(value: JsonValue, name: string): JsonValue {
  const found = typeof value === 'boolean' ? numberPart(value ? 1n : 0n, name) : numberPart(value, name);
  if (found !== undefined) return found;
  throw formatFailure('AttributeError', `'${pythonTypeName(value)}' object has no attribute '${name}'`);
}

function numberPart(value: JsonValue, name: string): JsonValue | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  if (name === 'real') return value;
  if (name === 'imag') return typeof value === 'number' ? 0 : 0n;
  if (typeof value === 'number') return undefined;
  if (name === 'numerator') return value;
  return name === 'denominator' ? 1n : undefined;
}

function keyed(value: JsonValue, key: string): JsonValue {
  if (isJsonObject(value)) return item(value, key);
  if (isJsonArray(value)) {
    throw formatFailure('TypeError', 'list indices must be integers or slices, not str');
  }
  if (typeof value === 'string') {
    throw formatFailure('TypeError', "string indices must be integers, not 'str'");
  }
  throw notSubscriptable(value);
}

function indexed(value: JsonValue, index: bigint): JsonValue {
  if (isJsonArray(value)) return at(value, index, 'list');
  if (typeof value === 'string') return at(Array.from(value), index, 'string');
  // The keys of a JSON object are text, and in Python 0 is not '0'.
  if (isJsonObject(value)) throw formatFailure('KeyError', `${index}`, { key: `${index}` });
  throw notSubscriptable(value);
}

function at(items: readonly JsonValue[], index: bigint, what: string): JsonValue {
  const value = items[Number(index)];
  if (value === undefined) throw formatFailure('IndexError', `${what} index out of range`);
  return value;
}

function notSubscriptable(value: JsonValue): Error {
  return formatFailure('TypeError', `'${pythonTypeName(value)}' object is not subscriptable`);
}
