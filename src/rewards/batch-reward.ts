import { ArgumentError } from '../base/errors.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import { isNumber } from '../data/score-function.ts';
import type { Batch } from '../data/score-function.ts';
import { Reward } from './reward.ts';
import type { ScoreOptions } from './reward.ts';

/**
 * Scores a whole batch at once: for rewards that compare the predictions with each other.
 *
 * Subclasses give `identity` and `scoreBatch`. Follows `synalinks.BatchReward`.
 */
export abstract class BatchReward extends Reward {
  /**
   * Scores every sample of a batch, masked, in their order.
   *
   * @throws {ArgumentError} `bad-score` when there is not one number for each sample.
   */
  async callBatch(yTrue: Batch, yPred: Batch, options: ScoreOptions = {}): Promise<readonly number[]> {
    const masked = (batch: Batch): Batch => batch.map((model) => this.mask(model));
    const scores = await this.scoreBatch(masked(yTrue), masked(yPred), options);
    return checkScores(scores, yPred.length, this.identity.className);
  }

  /** Scores masked samples: one number each, in their order. */
  protected abstract scoreBatch(
    yTrue: Batch,
    yPred: Batch,
    options: ScoreOptions,
  ): readonly number[] | Promise<readonly number[]>;

  /** Scores one sample as a batch of its own. */
  protected async score(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: ScoreOptions,
  ): Promise<readonly number[]> {
    return checkScores(await this.scoreBatch([yTrue], [yPred], options), 1, this.identity.className);
  }
}

function checkScores(scores: unknown, size: number, className: string): readonly number[] {
  if (!Array.isArray(scores) || !scores.every(isNumber)) {
    throw new ArgumentError(
      'bad-score',
      `\`${className}\` must return a list of per-sample numbers. Got ${String(scores)}. Return one number for each sample.`,
      { details: { className } },
    );
  }
  if (scores.length === size) return scores.map(Number);
  throw new ArgumentError(
    'bad-score',
    `\`${className}\` returned ${scores.length} rewards but the batch has ${size} samples; they must match.`,
    { details: { className, received: scores.length, expected: size } },
  );
}
