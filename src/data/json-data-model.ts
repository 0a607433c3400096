import type { JsonObject } from '../python/json-value.ts';

/** A JSON Schema in pydantic's shape, key order kept. */
export type JsonSchema = JsonObject;

/**
 * A JSON object with the schema it follows: what flows through a program when it runs.
 *
 * Follows `synalinks.JsonDataModel`.
 */
export class JsonDataModel {
  readonly schema: JsonSchema;
  readonly json: JsonObject;

  constructor(schema: JsonSchema, json: JsonObject) {
    this.schema = schema;
    this.json = json;
  }
}

/**
 * A schema without a value: what flows through a program while it is being put together.
 *
 * Follows `synalinks.SymbolicDataModel`.
 */
export class SymbolicDataModel {
  readonly schema: JsonSchema;

  constructor(schema: JsonSchema) {
    this.schema = schema;
  }
}
