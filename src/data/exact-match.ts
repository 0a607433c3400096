import { jsonEquals } from '../python/equality.ts';
import type { JsonDataModel } from './json-data-model.ts';

/** Gives 1 when both values are there and equal as Python sees it, else 0. Follows `synalinks.rewards.exact_match`. */
export function exactMatch(yTrue: JsonDataModel | null, yPred: JsonDataModel | null): number {
  return yTrue !== null && yPred !== null && jsonEquals(yPred.json, yTrue.json) ? 1 : 0;
}
