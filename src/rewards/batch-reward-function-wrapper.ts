import { checkOptions } from '../base/check-options.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Revive } from '../data/config-reader.ts';
import { plain, plainOrNull } from '../data/score-function.ts';
import type { Batch } from '../data/score-function.ts';
import type { JsonObject } from '../python/json-value.ts';
import type { PlainObject } from '../python/plain-value.ts';
import { BatchReward } from './batch-reward.ts';
import { functionFields, functionRewardNames, readFunctionReward } from './function-reward.ts';
import type { FunctionRewardOptions } from './function-reward.ts';
import type { ScoreOptions } from './reward.ts';

/** What a batch score function may want beside plain values. */
export interface BatchScoreContext extends ScoreOptions {
  /** The targets as the library holds them. */
  readonly yTrue: Batch;
  /** The predictions, likewise. */
  readonly yPred: Batch;
  /** The function's fixed arguments. */
  readonly kwargs: PlainObject;
}

/** Scores a batch given as plain JavaScript objects: one number for each sample, in their order. */
export type BatchScoreFunction = (
  yTrue: readonly (PlainObject | null)[],
  yPred: readonly (PlainObject | null)[],
  context: BatchScoreContext,
) => readonly number[] | Promise<readonly number[]>;

/**
 * Makes a reward of a plain function that scores a whole batch.
 *
 * Follows `synalinks.rewards.BatchRewardFunctionWrapper`.
 *
 * @example
 * new BatchRewardFunctionWrapper((yTrue, yPred) => yPred.map((y, i) => (y?.rank === i ? 1 : 0)), { name: 'ranking' });
 */
export class BatchRewardFunctionWrapper extends BatchReward {
  static readonly className = 'BatchRewardFunctionWrapper';
  readonly identity = { module: 'synalinks.rewards', className: BatchRewardFunctionWrapper.className };
  readonly fn: BatchScoreFunction;
  readonly #options: FunctionRewardOptions;

  /** @throws {ArgumentError} `unknown-option`, `bad-reduction`, `bad-name` */
  constructor(fn: BatchScoreFunction, options: FunctionRewardOptions = {}) {
    if (new.target === BatchRewardFunctionWrapper)
      checkOptions(BatchRewardFunctionWrapper.className, options, functionRewardNames);
    super(BatchRewardFunctionWrapper.className, options);
    this.fn = fn;
    this.#options = options;
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject, revive: Revive): BatchRewardFunctionWrapper {
    const reader = new ConfigReader(BatchRewardFunctionWrapper.className, config);
    const { fn, options } = readFunctionReward<BatchScoreFunction>(reader, revive);
    return new BatchRewardFunctionWrapper(fn, options);
  }

  override getConfig(): JsonObject {
    return new Map([...super.getConfig(), ...functionFields(this.fn, this.#options)]);
  }

  protected scoreBatch(
    yTrue: Batch,
    yPred: Batch,
    options: ScoreOptions,
  ): readonly number[] | Promise<readonly number[]> {
    const context = { yTrue, yPred, kwargs: plain(this.#options.kwargs ?? new Map()), ...options };
    return this.fn(yTrue.map(plainOrNull), yPred.map(plainOrNull), context);
  }
}
