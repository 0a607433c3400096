import { messageOf } from '../base/message-of.ts';
import { parseJson } from '../python/parse-json.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { CheckpointKind } from './checkpoint-store.ts';

/** The sections of a variables file; any of them may be missing. */
const sections = new Set([
  'trainable_variables',
  'non_trainable_variables',
  'optimizer_trainable_variables',
  'optimizer_non_trainable_variables',
  'metrics_variables',
]);

/** What a text is, or why it is refused. */
export type Form = { readonly kind: CheckpointKind } | { readonly problem: string };

/**
 * Tells whether a text is a program file or a variables file, by its top-level keys, as whoever opens it would need
 * them. What lies deeper is checked when it is loaded into a program.
 */
export function formOf(text: string): Form {
  const value = readJson(text);
  if ('problem' in value) return value;
  const { json } = value;
  if (!isJsonObject(json)) return { problem: 'is JSON, but no object' };
  if (isProgram(json)) return { kind: 'program' };
  if (isVariables(json)) return { kind: 'variables' };
  return {
    problem: 'is neither a program file (module, class_name, config, variables) nor a variables file',
  };
}

/** Reads JSON strictly, and refuses keys that reach for an object's prototype in careless readers. */
export function readJson(text: string): { readonly json: JsonValue } | { readonly problem: string } {
  let json: JsonValue;
  try {
    json = parseJson(text);
  } catch (error) {
    return { problem: `is not JSON: ${messageOf(error)}` };
  }
  const key = prototypeKeyIn(json);
  return key === null
    ? { json }
    : { problem: `has the key "${key}", which reaches for an object's prototype` };
}

function isProgram(json: JsonObject): boolean {
  const variables = json.get('variables');
  return (
    typeof json.get('class_name') === 'string' &&
    ['string', 'object'].includes(typeof json.get('module')) &&
    isJsonObject(json.get('config')) &&
    isJsonObject(variables) &&
    (variables.size === 0 || isVariables(variables))
  );
}

function isVariables(json: JsonObject): boolean {
  return json.size > 0 && [...json].every(([name, value]) => sections.has(name) && isJsonObject(value));
}

/** Looks through a value without recursion: it may be nested as deeply as the reader allows. */
function prototypeKeyIn(json: JsonValue): string | null {
  const pending: JsonValue[] = [json];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (isJsonArray(value)) for (const item of value) pending.push(item);
    if (!isJsonObject(value)) continue;
    if (value.has('__proto__')) return '__proto__';
    const maker = value.get('constructor');
    if (isJsonObject(maker) && maker.has('prototype')) return 'constructor.prototype';
    for (const item of value.values()) pending.push(item);
  }
  return null;
}
