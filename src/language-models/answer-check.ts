import type { LanguageModelError } from '../base/errors.ts';
import { FormatError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { parseJson } from '../python/parse-json.ts';
import type { JsonValue } from '../python/json-value.ts';
import { pythonStrip } from '../python/python-strip.ts';
import type { ChatReply } from './chat-model.ts';
import { modelError } from './model-errors.ts';

/**
 * Finds what is wrong with an answer: null when it is JSON, and follows the schema if it has to.
 *
 * @param isValidated whether the schema counts, or only that the answer is JSON
 */
export async function faultOf(
  reply: ChatReply,
  schema: JsonSchema,
  isValidated: boolean,
): Promise<LanguageModelError | null> {
  const json = read(reply.content);
  if (json instanceof FormatError) return notJson(reply, json);
  if (!isValidated) return null;
  const faults = await tryCheck(json, schema);
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

let hasWarned = false;

/** What checks schemas is loaded with the first answer that is checked: the embedded model never needs it. */
async function tryCheck(json: JsonValue, schema: JsonSchema): Promise<readonly string[]> {
  try {
    const { schemaFaults } = await loadPart(() => import('./schema-faults.ts'));
    return schemaFaults(json, schema);
  } catch (error) {
    if (!hasWarned) console.warn(`Answers cannot be checked against their schema: ${String(error)}`);
    hasWarned = true;
    return [];
  }
}

function notJson({ finishReason }: ChatReply, cause: FormatError): LanguageModelError {
  if (finishReason === 'length') {
    return modelError(
      'truncated-answer',
      'The answer broke off: the limit of tokens was reached before it was complete. Expected complete JSON.',
      { cause, advice: 'Raise `max_tokens`, or ask for less.' },
    );
  }
  return modelError('bad-answer', `The answer is not JSON: ${cause.message}`, { cause });
}

function notTheSchema(faults: readonly string[]): LanguageModelError {
  return modelError('bad-answer', `The answer does not follow the schema. ${faults.join(' ')}`, {
    details: { faults },
  });
}
