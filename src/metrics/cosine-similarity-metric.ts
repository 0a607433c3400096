import { checkOptions } from '../base/check-options.ts';
import type { Revive } from '../data/config-reader.ts';
import { readSimilarityOptions, similarityNames, similarityOf } from '../data/embedding.ts';
import type { EmbeddingOptions } from '../data/embedding.ts';
import { fieldMasksConfig } from '../data/field-masks.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Metric } from './metric.ts';
import type { MetricOptions, UpdateOptions } from './metric.ts';
import { RunningMean } from './running-mean.ts';
import { EMPTY_TOTAL, TOTAL_WITH_COUNT_SCHEMA } from './total-with-count.ts';

/**
 * Measures how near the meaning of the predictions is to their targets': the mean over all fields of all samples.
 *
 * Its name tells it from the reward, which Synalinks calls the same. Follows
 * `synalinks.metrics.CosineSimilarity`.
 *
 * @example new CosineSimilarityMetric({ embed: (texts) => embedder.embed(texts) });
 */
export class CosineSimilarityMetric extends Metric {
  static readonly className = 'CosineSimilarity';
  readonly identity = { module: 'synalinks.metrics', className: CosineSimilarityMetric.className };
  readonly #embedding: EmbeddingOptions;
  readonly #mean = new RunningMean(
    this.addVariable('total_with_count', TOTAL_WITH_COUNT_SCHEMA, EMPTY_TOTAL),
  );

  /** @throws {ArgumentError} `unknown-option`, `bad-name` */
  constructor(options: MetricOptions & EmbeddingOptions = {}) {
    if (new.target === CosineSimilarityMetric)
      checkOptions('CosineSimilarityMetric', options, similarityNames);
    super(CosineSimilarityMetric.className, { ...options, name: options.name ?? 'cosine_similarity' });
    this.#embedding = options;
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject, revive: Revive): CosineSimilarityMetric {
    return new CosineSimilarityMetric(
      readSimilarityOptions(CosineSimilarityMetric.className, config, revive),
    );
  }

  override getConfig(): JsonObject {
    return jsonObject(
      ['embedding_model', this.#embedding.embeddingModel ?? null],
      ['axis', -1n],
      ['name', this.name],
      ...fieldMasksConfig(this.masks),
    );
  }

  async updateState(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: UpdateOptions = {},
  ): Promise<void> {
    const embed = this.#embedding.embed ?? null;
    this.#mean.add(await similarityOf(this.mask(yTrue), this.mask(yPred), embed, options));
  }

  result(): number {
    return this.#mean.value;
  }
}
