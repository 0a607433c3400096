import { Validator } from '@cfworker/json-schema';
import type { Schema } from '@cfworker/json-schema';
import type { JsonSchema } from '../data/json-data-model.ts';
import type { JsonValue } from '../python/json-value.ts';
import { toPlainValue } from '../python/plain-value.ts';

const validators = new WeakMap<JsonSchema, Validator>();

/** How many faults of an answer are told. */
const maxFaults = 5;

/** Says where JSON does not follow a schema; nothing where it does. */
export function schemaFaults(json: JsonValue, schema: JsonSchema): readonly string[] {
  const validator = validators.get(schema) ?? new Validator(plainSchema(schema), '2020-12', false);
  validators.set(schema, validator);
  const { errors } = validator.validate(toPlainValue(json));
  // The outer ones only say that an inner one is wrong.
  const inner = errors.filter(({ keyword }) => !['properties', 'items', '$ref'].includes(keyword));
  return inner.slice(0, maxFaults).map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}

const plainSchema = (schema: JsonSchema): Schema => toPlainValue(schema) as Schema;
