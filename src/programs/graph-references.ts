import type { JsonSchema } from '../data/json-data-model.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/** A data model as a graph refers to it: which output of which call of which module. */
export interface Reference {
  readonly name: string;
  readonly call: number;
  readonly output: number;
  readonly schema: JsonSchema | null;
}

/** Reads a data model of a call's arguments; null for anything else. */
export function symbolicReference(value: JsonValue): Reference | null {
  if (!isJsonObject(value) || value.get('class_name') !== '__symbolic_data_model__') return null;
  const config = value.get('config');
  if (!isJsonObject(config)) return null;
  const schema = config.get('schema');
  const place = placeReference(config.get('synalinks_history') ?? null);
  return place && { ...place, schema: isJsonObject(schema) ? schema : null };
}

/** Reads a place among the inputs or outputs of a program: `["generator", 0, 0]`; null for anything else. */
export function placeReference(value: JsonValue): Reference | null {
  if (!isJsonArray(value) || value.length !== 3) return null;
  const [name, call, output] = value;
  if (typeof name !== 'string' || !isIndex(call) || !isIndex(output)) return null;
  return { name, call: Number(call), output: Number(output), schema: null };
}

/** Finds all data models that stand anywhere in a value. */
export function referencesIn(value: JsonValue): readonly Reference[] {
  const reference = symbolicReference(value);
  if (reference) return [reference];
  if (isJsonArray(value)) return value.flatMap(referencesIn);
  return isJsonObject(value) ? [...value.values()].flatMap(referencesIn) : [];
}

/** Outputs of a call beyond this are no sign of a module, but of a broken file. */
const MOST_OUTPUTS = 1000;

/** What a graph tells of the outputs of a module that it does not know: the schemas, by call and output. */
export function outputsOf(name: string, references: readonly Reference[]): JsonSchema[][] {
  const calls: JsonSchema[][] = [];
  for (const { name: from, call, output, schema } of references) {
    if (from !== name || call >= MOST_OUTPUTS || output >= MOST_OUTPUTS) continue;
    const outputs = (calls[call] ??= []);
    while (outputs.length <= output) outputs.push(new Map());
    if (schema) outputs[output] = schema;
  }
  return calls;
}

/** All data models that the calls and the ends of a graph refer to. */
export function graphReferences(config: JsonObject): readonly Reference[] {
  const modules = config.get('modules');
  const calls = isJsonArray(modules)
    ? modules.map((entry) => (isJsonObject(entry) ? (entry.get('inbound_nodes') ?? null) : null))
    : [];
  const ends = [config.get('output_modules') ?? null];
  return [...calls.flatMap(referencesIn), ...ends.flatMap(placesIn)];
}

function placesIn(value: JsonValue): readonly Reference[] {
  const place = placeReference(value);
  if (place) return [place];
  if (isJsonArray(value)) return value.flatMap(placesIn);
  return isJsonObject(value) ? [...value.values()].flatMap(placesIn) : [];
}

const isIndex = (value: JsonValue | undefined): boolean =>
  typeof value === 'bigint' && value >= 0n && value < 2n ** 31n;
