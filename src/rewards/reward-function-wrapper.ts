import { checkOptions } from '../base/check-options.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Revive } from '../data/config-reader.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import { callScoreFunction } from '../data/score-function.ts';
import type { Score, ScoreFunction } from '../data/score-function.ts';
import type { JsonObject } from '../python/json-value.ts';
import { functionFields, functionRewardNames, readFunctionReward } from './function-reward.ts';
import type { FunctionRewardOptions } from './function-reward.ts';
import { Reward } from './reward.ts';
import type { ScoreOptions } from './reward.ts';

/**
 * Makes a reward of a plain function.
 *
 * The function gets plain JavaScript objects, null where the target or the prediction is missing; it may be async.
 * Follows `synalinks.rewards.RewardFunctionWrapper`.
 *
 * @example new RewardFunctionWrapper((yTrue, yPred) => yTrue?.answer === yPred?.answer, { name: 'same_answer' });
 */
export class RewardFunctionWrapper extends Reward {
  static readonly className = 'RewardFunctionWrapper';
  readonly identity = { module: 'synalinks.rewards', className: RewardFunctionWrapper.className };
  readonly fn: ScoreFunction;
  readonly #options: FunctionRewardOptions;

  /** @throws {ArgumentError} `unknown-option`, `bad-reduction`, `bad-name` */
  constructor(fn: ScoreFunction, options: FunctionRewardOptions = {}) {
    if (new.target === RewardFunctionWrapper)
      checkOptions(RewardFunctionWrapper.className, options, functionRewardNames);
    super(RewardFunctionWrapper.className, options);
    this.fn = fn;
    this.#options = options;
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject, revive: Revive): RewardFunctionWrapper {
    const reader = new ConfigReader(RewardFunctionWrapper.className, config);
    const { fn, options } = readFunctionReward<ScoreFunction>(reader, revive);
    return new RewardFunctionWrapper(fn, options);
  }

  override getConfig(): JsonObject {
    return new Map([...super.getConfig(), ...functionFields(this.fn, this.#options)]);
  }

  protected score(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: ScoreOptions,
  ): Promise<Score> {
    return callScoreFunction(this.fn, {
      yTrue,
      yPred,
      kwargs: this.#options.kwargs ?? new Map(),
      ...options,
    });
  }
}
