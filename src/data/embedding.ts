import type { OptionNames } from '../base/check-options.ts';
import { loadPart } from '../base/load-part.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { ConfigReader } from './config-reader.ts';
import type { Revive } from './config-reader.ts';
import { fieldMaskNames, readFieldMasks } from './field-masks.ts';
import type { FieldMasks } from './field-masks.ts';
import type { JsonDataModel } from './json-data-model.ts';

/** How an embedding is called. */
export interface EmbedOptions {
  readonly signal?: AbortSignal;
}

/** Turns texts into vectors of one length, in their order. */
export type EmbedFunction = (
  texts: readonly string[],
  options?: EmbedOptions,
) => Promise<readonly (readonly number[])[]>;

/** Who embeds texts. */
export interface EmbeddingOptions {
  /** It may be missing while a program is only read and written; scoring then is an error. */
  readonly embed?: EmbedFunction | null;
  /** How the embedding model stands in program files: Synalinks needs one there. @default null */
  readonly embeddingModel?: JsonValue;
}

/** Gives one similarity for each field, as `cosineSimilarity` does, which is loaded with the first sample. */
export async function similarityOf(
  yTrue: JsonDataModel | null,
  yPred: JsonDataModel | null,
  embed: EmbedFunction | null,
  options: EmbedOptions,
): Promise<readonly number[]> {
  const { cosineSimilarity } = await loadPart(() => import('./cosine-similarity.ts'));
  return cosineSimilarity(yTrue, yPred, embed, options);
}

/** The names of what a cosine similarity can be given, be it a reward or a metric. */
export const similarityNames: OptionNames<SimilarityOptions> = {
  ...fieldMaskNames,
  name: true,
  embed: true,
  embeddingModel: true,
};

/** What is made from the config of a cosine similarity, be it a reward's or a metric's. */
export interface SimilarityOptions extends FieldMasks, EmbeddingOptions {
  readonly name: string | null;
}

/**
 * Reads the config of a cosine similarity; an embedding model that is not known here is kept, for the file only.
 *
 * @throws {DataError} `bad-field`, `unknown-field`
 */
export function readSimilarityOptions(
  className: string,
  config: JsonObject,
  revive: Revive,
): SimilarityOptions {
  const reader = new ConfigReader(className, config);
  reader.number('axis');
  const name = reader.string('name');
  const masks = readFieldMasks(reader);
  const embeddingModel = reader.value('embedding_model');
  reader.finish();
  const embed = embeddingModel === null ? null : revive(embeddingModel);
  return {
    name,
    ...masks,
    embed: typeof embed === 'function' ? (embed as EmbedFunction) : null,
    embeddingModel,
  };
}
