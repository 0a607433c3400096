import { outMaskJson } from '../data/mask.ts';
import { TRAINABLE_FIELDS } from '../programs/trainable-state.ts';
import type { Variable } from '../programs/variable.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/** Lists that hold objects only. What was looked at once need not be again: values are never changed in place. */
const objectLists = new WeakSet<readonly JsonValue[]>();

/** A field of a trainable variable that is a list of objects; empty when it is anything else. */
export function listOf(variable: Variable, field: string): readonly JsonObject[] {
  const value = variable.get(field);
  return isJsonArray(value) && isObjectList(value) ? value : [];
}

function isObjectList(list: readonly JsonValue[]): list is readonly JsonObject[] {
  if (objectLists.has(list)) return true;
  const holdsObjects = list.every(isJsonObject);
  if (holdsObjects) objectLists.add(list);
  return holdsObjects;
}

/** A list of objects with some more at its end. */
export function appended(list: readonly JsonObject[], more: readonly JsonObject[]): readonly JsonObject[] {
  const all = [...list, ...more];
  objectLists.add(all);
  return all;
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

/** The one of the highest reward; of equals, the first. */
export function bestOf(objects: readonly JsonObject[]): JsonObject | undefined {
  let best: JsonObject | undefined;
  let highest = -Infinity;
  for (const object of objects) {
    const reward = rewardOf(object) ?? 0;
    if (best !== undefined && reward <= highest) continue;
    best = object;
    highest = reward;
  }
  return best;
}

/** What of a variable is no part of a candidate: what training keeps there, and a reward. */
export const CANDIDATE_DROPS: readonly string[] = [...TRAINABLE_FIELDS, 'reward'];

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
