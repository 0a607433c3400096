import { JsonDataModel } from '../../src/data/json-data-model.ts';
import { parseJson } from '../../src/python/parse-json.ts';
import type { JsonObject } from '../../src/python/json-value.ts';

/** Makes a data model of JSON text, so that ints and floats are written as they are meant. */
export function model(text: string): JsonDataModel {
  return new JsonDataModel(new Map([['type', 'object']]), json(text));
}

/** Reads a JSON object. */
export function json(text: string): JsonObject {
  return parseJson(text) as JsonObject;
}

/** A target or a prediction that is not there. */
export const missing: JsonDataModel | null = null;
