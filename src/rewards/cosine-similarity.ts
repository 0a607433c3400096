import { checkOptions } from '../base/check-options.ts';
import type { Revive } from '../data/config-reader.ts';
import { readSimilarityOptions, similarityNames, similarityOf } from '../data/embedding.ts';
import type { EmbeddingOptions } from '../data/embedding.ts';
import { fieldMasksConfig } from '../data/field-masks.ts';
import type { FieldMasks } from '../data/field-masks.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Reward } from './reward.ts';
import type { ScoreOptions } from './reward.ts';

/** What a `CosineSimilarity` is made from. */
export interface CosineSimilarityOptions extends FieldMasks, EmbeddingOptions {
  /** @default 'cosine_similarity' */
  readonly name?: string | null;
}

/**
 * Gives how near the meaning of a prediction is to its target's: the mean similarity of their fields, from 0 to 1.
 *
 * Follows `synalinks.CosineSimilarity`. Differs from Synalinks: it can be saved, which there ends in an error.
 *
 * @example new CosineSimilarity({ embed: (texts) => embedder.embed(texts), inMask: ['answer'] });
 */
export class CosineSimilarity extends Reward {
  static readonly className = 'CosineSimilarity';
  readonly identity = { module: 'synalinks', className: CosineSimilarity.className };
  readonly #embedding: EmbeddingOptions;

  /** @throws {ArgumentError} `unknown-option`, `bad-name` */
  constructor(options: CosineSimilarityOptions = {}) {
    if (new.target === CosineSimilarity) checkOptions(CosineSimilarity.className, options, similarityNames);
    super(CosineSimilarity.className, { ...options, name: options.name ?? 'cosine_similarity' });
    this.#embedding = options;
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject, revive: Revive): CosineSimilarity {
    return new CosineSimilarity(readSimilarityOptions(CosineSimilarity.className, config, revive));
  }

  override getConfig(): JsonObject {
    return jsonObject(['name', this.name], ...fieldMasksConfig(this.masks), [
      'embedding_model',
      this.#embedding.embeddingModel ?? null,
    ]);
  }

  protected score(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: ScoreOptions,
  ): Promise<readonly number[]> {
    return similarityOf(yTrue, yPred, this.#embedding.embed ?? null, options);
  }
}
