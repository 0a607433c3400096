import { Validator } from '@cfworker/json-schema';
import type { Schema } from '@cfworker/json-schema';
import type { LanguageModelError } from '../base/errors.ts';
import { FormatError } from '../base/errors.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { parseJson } from '../python/json-text.ts';
import type { JsonValue } from '../python/json-value.ts';
import { toPlainValue } from '../python/plain-value.ts';
import { pythonStrip } from '../python/python-strip.ts';
import type { ChatReply } from './chat-model.ts';
import { modelError } from './model-errors.ts';

const validators = new WeakMap<JsonSchema, Validator>();

/** How many faults of an answer are told. */
const maxFaults = 5;

/**
 * Finds what is wrong with an answer: null when it is JSON, and follows the schema if it has to.
 *
 * @param isValidated whether the schema counts, or only that the answer is JSON
 */
export function faultOf(
  reply: ChatReply,
  schema: JsonSchema,
  isValidated: boolean,
): LanguageModelError | null {
  const json = read(reply.content);
  if (json instanceof FormatError) return notJson(reply, json);
  if (!isValidated) return null;
  const faults = schemaFaults(json, schema);
  return faults.length === 0 ? null : notTheSchema(faults);
}

function read(content: string): JsonValue | FormatError {
  try {
    return parseJson(pythonStrip(content));
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
}

function schemaFaults(json: JsonValue, schema: JsonSchema): readonly string[] {
  const validator = validators.get(schema) ?? new Validator(plainSchema(schema), '2020-12', false);
  validators.set(schema, validator);
  try {
    const { errors } = validator.validate(toPlainValue(json));
    // The outer ones only say that an inner one is wrong.
    const inner = errors.filter(({ keyword }) => !['properties', 'items', '$ref'].includes(keyword));
    return inner.slice(0, maxFaults).map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
  } catch (error) {
    console.warn(`An answer could not be checked against its schema: ${String(error)}`);
    return [];
  }
}

const plainSchema = (schema: JsonSchema): Schema => toPlainValue(schema) as Schema;

function notJson({ finishReason }: ChatReply, cause: FormatError): LanguageModelError {
  if (finishReason === 'length') {
    return modelError(
      'truncated-answer',
      'The answer broke off: the limit of tokens was reached before it was complete. Expected complete JSON. ' +
        'Raise `max_tokens`, or ask for less.',
      { cause },
    );
  }
  return modelError('bad-answer', `The answer is not JSON: ${cause.message}`, { cause });
}

function notTheSchema(faults: readonly string[]): LanguageModelError {
  return modelError('bad-answer', `The answer does not follow the schema. ${faults.join(' ')}`, {
    details: { faults },
  });
}
