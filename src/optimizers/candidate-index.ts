import { equalityKey } from '../python/equality.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { appended, CANDIDATE_DROPS, withoutFields } from './candidates.ts';

/** By what two candidates count as the same, so that the second one is not kept. */
export type DistinctBy = 'examples' | 'instructions';

/** Finds out whether a candidate is known, in a time that does not grow with how many there are. */
export class CandidateIndex {
  readonly #distinctBy: DistinctBy;
  /** The keys of the candidates of a list. Lists are never changed in place, so a list's keys are what they were. */
  readonly #keys = new WeakMap<readonly JsonObject[], Set<string>>();

  constructor(distinctBy: DistinctBy) {
    this.#distinctBy = distinctBy;
  }

  /** What makes a candidate unlike others; its reward does not, nor do those of its examples. */
  keyOf(candidate: JsonObject): string {
    const own = equalityKey(withoutFields(candidate, CANDIDATE_DROPS));
    if (this.#distinctBy === 'instructions') return own;
    const examples = candidate.get('examples') ?? [];
    return `${own} ${equalityKey(isJsonArray(examples) ? examples.map(withoutReward) : [])}`;
  }

  has(candidates: readonly JsonObject[], key: string): boolean {
    const keys = this.#keys.get(candidates) ?? new Set(candidates.map((candidate) => this.keyOf(candidate)));
    this.#keys.set(candidates, keys);
    return keys.has(key);
  }

  /** A list with one candidate more. The keys of the list before go with it: it is not asked any more. */
  with(candidates: readonly JsonObject[], candidate: JsonObject): readonly JsonObject[] {
    const key = this.keyOf(candidate);
    const next = appended(candidates, [candidate]);
    this.has(candidates, key);
    const keys = this.#keys.get(candidates);
    this.#keys.delete(candidates);
    if (keys) this.#keys.set(next, keys.add(key));
    return next;
  }
}

const withoutReward = (example: JsonValue): JsonValue =>
  isJsonObject(example) ? [example.get('inputs') ?? null, example.get('outputs') ?? null] : example;
