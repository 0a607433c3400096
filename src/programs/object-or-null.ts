import { JsonDataModel } from '../data/json-data-model.ts';
import type { SymbolicDataModel } from '../data/json-data-model.ts';
import { isJsonObject } from '../python/json-value.ts';

/**
 * A data model whose value has fields; null for one that a language model filled with other JSON, such as a number.
 *
 * Differs from Synalinks: whose operations fail on such a value, and with them the whole call.
 */
export function objectOrNull<T extends JsonDataModel | SymbolicDataModel | null>(model: T): T | null {
  return model instanceof JsonDataModel && !isJsonObject(model.json) ? null : model;
}
