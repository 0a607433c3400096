import { outMaskJson } from '../data/mask.ts';
import type { Variable } from '../programs/variable.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';

/** A field of a trainable variable that is a list of objects; empty when it is anything else. */
export function listOf(variable: Variable, field: string): readonly JsonObject[] {
  const value = variable.get(field);
  return isJsonArray(value) && value.every(isJsonObject) ? value : [];
}

/** The reward of a prediction or a candidate; null when it has none yet. */
export function rewardOf(object: JsonObject): number | null {
  const reward = object.get('reward') ?? null;
  return reward === null ? null : Number(reward);
}

/** Orders by reward, the highest first; equals keep their order. */
export function byReward(objects: readonly JsonObject[]): readonly JsonObject[] {
  return objects.toSorted((a, b) => (rewardOf(b) ?? 0) - (rewardOf(a) ?? 0));
}

/** A value without some fields, at every depth, and without their plurals and numbered kin, as Synalinks masks. */
export function withoutFields(value: JsonObject, fields: readonly string[]): JsonObject {
  return outMaskJson(value, { mask: fields });
}

/** What competes for a place among the best: the candidates of the epoch, then those that were best before. */
export function competitors(variable: Variable): readonly JsonObject[] {
  return [...listOf(variable, 'candidates'), ...listOf(variable, 'best_candidates')];
}

/** Gives a variable the fields of a candidate, but not its reward. */
export function takeOver(variable: Variable, candidate: JsonObject | undefined): void {
  if (candidate) variable.update(withoutFields(candidate, ['reward']));
}
