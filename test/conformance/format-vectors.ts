import { FormatError } from '../../src/base/errors.ts';
import { formatPath } from '../../src/python/format-path.ts';
import { jsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { decodeValues } from './value-codec.ts';
import { compare, objectOf, textOf } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

/** Replays `template.format(**values)`; there is no rule of ours: all must come out as recorded. */
export function judgeFormatVector({ fields }: Vector): Verdict {
  const values = decodeValues(objectOf(fields, 'values'));
  return compare(recordedOutcome(fields), outcome(textOf(fields, 'template'), values));
}

function recordedOutcome(fields: JsonObject): JsonValue {
  if (fields.has('expected')) return textOf(fields, 'expected');
  const error = objectOf(fields, 'error');
  return errorOutcome(textOf(error, 'type'), textOf(error, 'message'));
}

function outcome(template: string, values: JsonObject): JsonValue {
  try {
    return formatPath(template, values);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return errorOutcome(String(error.details['type']), error.message);
  }
}

function errorOutcome(type: string, message: string): JsonValue {
  return jsonObject(['type', type], ['message', message]);
}
