import { sumFloat32 } from '../python/float32.ts';
import { embedTexts } from './embedding.ts';
import type { EmbedFunction, EmbedOptions } from './embedding.ts';
import type { JsonDataModel } from './json-data-model.ts';
import { leaves, str } from './leaves.ts';

/**
 * Gives one similarity for each field, from 0 for opposite to 1 for the same direction; a zero vector gives 0.5. Where
 * target or prediction is missing, the one similarity is 0.
 *
 * Every leaf is embedded as the text that Python's `str` makes of it. Computed in float32: vectors are scaled to
 * length 1, then (Σ a·b + 1) / 2. Follows `synalinks.rewards.cosine_similarity`.
 *
 * Differs from Synalinks: a leaf that only one side has scores 0, where Python ends the training with an error.
 */
export async function cosineSimilarity(
  yTrue: JsonDataModel | null,
  yPred: JsonDataModel | null,
  embed: EmbedFunction | null,
  options: EmbedOptions = {},
): Promise<readonly number[]> {
  if (yTrue === null || yPred === null) return [0];
  const wanted = leaves(yTrue.json).map(str);
  const given = leaves(yPred.json).map(str);
  const vectors = (await embedTexts(embed, [...wanted, ...given], options)).map(normalize);
  return Array.from({ length: Math.max(wanted.length, given.length) }, (_, row) =>
    row < wanted.length && row < given.length ? similarity(vectors[row], vectors[wanted.length + row]) : 0,
  );
}

function similarity(a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): number {
  const dot = sumFloat32(a.map((value, index) => value * (b[index] ?? 0)));
  return Math.fround(Math.fround(dot + 1) / 2);
}

/** Scales a vector to length 1; a zero vector stays as it is. */
function normalize(vector: readonly number[]): Float32Array {
  const row = Float32Array.from(vector);
  const length = Math.fround(Math.sqrt(sumFloat32(row.map((value) => value * value))));
  return length === 0 ? row : row.map((value) => value / length);
}
