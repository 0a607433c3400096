import { embedTexts } from '../data/embed-texts.ts';
import type { EmbedFunction, EmbedOptions } from '../data/embedding.ts';
import { leaves, str } from '../data/leaves.ts';
import { halvedCosine, meanVector, unitVector } from '../data/vectors.ts';
import type { JsonObject } from '../python/json-value.ts';
import { rewardOf } from './candidates.ts';

const { fround } = Math;

/** How far two candidates are apart, from 0 for the same to 1 for opposite. */
export type Distance = (a: JsonObject, b: JsonObject) => number | Promise<number>;

/**
 * Drops every candidate that has a better one near it; of several alike and equally good, all stay.
 *
 * `Dominated novelty search` as Synalinks has it. At least the first candidate stays.
 *
 * @param radius what counts as near: a distance below it, compared in float32
 */
export async function noveltySearch(
  candidates: readonly JsonObject[],
  distance: Distance,
  radius: number,
): Promise<readonly JsonObject[]> {
  const survivors: JsonObject[] = [];
  for (const candidate of candidates) {
    if (!(await isDominated(candidate, candidates, distance, radius))) survivors.push(candidate);
  }
  return survivors.length > 0 ? survivors : candidates.slice(0, 1);
}

async function isDominated(
  candidate: JsonObject,
  candidates: readonly JsonObject[],
  distance: Distance,
  radius: number,
): Promise<boolean> {
  for (const other of candidates) {
    const isBetter = (rewardOf(candidate) ?? 0) < (rewardOf(other) ?? 0);
    if (isBetter && fround(await distance(candidate, other)) < fround(radius)) return true;
  }
  return false;
}

/** How candidates are measured. */
export interface MeasureOptions extends EmbedOptions {
  /** Embeds a candidate's reward as if it were one of its fields. */
  readonly embedsReward: boolean;
}

/**
 * Measures candidates by the meaning of what they hold: `1 - (a·b + 1) / 2`, where a and b are the means of the
 * embeddings of their fields, each scaled to length 1.
 *
 * Every field, at every depth, is embedded as the text that Python's `str` makes of it. Computed in float32, as
 * Synalinks does. Differs from Synalinks: every text is embedded once, all in one call, where Python embeds both
 * candidates anew for each pair.
 *
 * @throws LanguageModelError `no-embedding`; DataError `bad-embedding`
 */
export async function embeddingDistance(
  candidates: readonly JsonObject[],
  embed: EmbedFunction | null,
  { embedsReward, ...options }: MeasureOptions,
): Promise<Distance> {
  const texts = candidates.map((candidate) => textsOf(candidate, embedsReward));
  const distinct = [...new Set(texts.flat())];
  const units = (await embedTexts(embed, distinct, options)).map(unitVector);
  const unitOf = new Map(distinct.map((text, index) => [text, units[index] ?? new Float32Array()]));
  const meanOf = (own: readonly string[]): Float32Array =>
    meanVector(own.map((text) => unitOf.get(text) ?? new Float32Array()));
  const means = new Map(candidates.map((candidate, index) => [candidate, meanOf(texts[index] ?? [])]));
  return (a, b) => Math.fround(1 - halvedCosine(means.get(a), means.get(b)));
}

function textsOf(candidate: JsonObject, embedsReward: boolean): readonly string[] {
  const measured = embedsReward ? candidate : new Map([...candidate].filter(([key]) => key !== 'reward'));
  return leaves(measured).map(str);
}
