import type { JsonObject } from '../python/json-value.ts';
import { JsonDataModel, SymbolicDataModel, type JsonSchema } from './json-data-model.ts';

/** What flows through a program: a value, only its schema while the program is put together, or nothing. */
export type MaybeDataModel = JsonDataModel | SymbolicDataModel | null;

/** One operation, on both halves of a data model. */
export interface ModelOperation {
  readonly json: (json: JsonObject) => JsonObject;
  readonly schema: (schema: JsonSchema) => JsonSchema;
}

/** Applies an operation to a data model; null stays null, and what has no value gets none. */
export function mapModel<Model extends MaybeDataModel>(model: Model, operation: ModelOperation): Model;
export function mapModel(model: MaybeDataModel, { json, schema }: ModelOperation): MaybeDataModel {
  if (model === null) return null;
  return model instanceof JsonDataModel
    ? new JsonDataModel(schema(model.schema), json(model.json))
    : new SymbolicDataModel(schema(model.schema));
}
