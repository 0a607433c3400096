import { embedTexts } from './embed-texts.ts';
import type { EmbedFunction, EmbedOptions } from './embedding.ts';
import type { JsonDataModel } from './json-data-model.ts';
import { leaves, str } from './leaves.ts';
import { halvedCosine, unitVector } from './vectors.ts';

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
  const vectors = (await embedTexts(embed, [...wanted, ...given], options)).map(unitVector);
  return Array.from({ length: Math.max(wanted.length, given.length) }, (_, row) =>
    row < wanted.length && row < given.length ? halvedCosine(vectors[row], vectors[wanted.length + row]) : 0,
  );
}
