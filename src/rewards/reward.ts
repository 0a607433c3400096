import type { OptionNames } from '../base/check-options.ts';
import type { CallControl } from '../base/call-control.ts';
import { applyFieldMasks, fieldMaskNames, fieldMasksConfig } from '../data/field-masks.ts';
import type { FieldMasks } from '../data/field-masks.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import type { Score } from '../data/score-function.ts';
import type { ClassIdentity } from '../programs/module.ts';
import { automaticName, checkName } from '../programs/names.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { checkReduction, reduceRewards } from './reduction.ts';
import type { Reduction } from './reduction.ts';

/** What every reward can be given. */
export interface RewardOptions extends FieldMasks {
  /** @default the class name in snake_case, made unique by a number */
  readonly name?: string | null;
  /** How the rewards of a batch become one number. @default 'mean' */
  readonly reduction?: Reduction;
}

export const rewardNames: OptionNames<RewardOptions> = { ...fieldMaskNames, name: true, reduction: true };

/** How a sample is scored. */
export type ScoreOptions = CallControl;

/**
 * Says how good a prediction is: the greater, the better, and training goes where it grows.
 *
 * Subclasses give `identity` and `score`. Follows `synalinks.Reward`.
 *
 * @example
 * class Brevity extends Reward {
 *   readonly identity = { module: null, className: 'Brevity', registeredName: 'Brevity' };
 *   constructor() { super('Brevity', { inMask: ['answer'] }); }
 *   score(_yTrue, yPred) { return 1 / (1 + String(yPred?.json.get('answer')).length); }
 * }
 */
export abstract class Reward {
  /** How this class is named in program files. */
  abstract readonly identity: ClassIdentity;
  readonly name: string;
  readonly reduction: Reduction;
  readonly masks: FieldMasks;

  /**
   * @throws {ArgumentError} `bad-reduction`, `bad-name`
   */
  constructor(className: string, options: RewardOptions = {}) {
    const { name, reduction = 'mean' } = options;
    checkReduction(reduction);
    this.name = name ? checkName(name) : automaticName(className);
    this.reduction = reduction;
    this.masks = options;
  }

  /**
   * Scores one sample: the masks are laid on both sides, then the score is taken. No score (null) counts as 0.
   *
   * A score of several values is reduced by `reduction`.
   */
  async call(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: ScoreOptions = {},
  ): Promise<number> {
    const score = await this.score(this.mask(yTrue), this.mask(yPred), options);
    return typeof score === 'object' ? reduceRewards(score ?? [], this.reduction) : Number(score);
  }

  /** The fields of the config, keys in Synalinks' order. */
  getConfig(): JsonObject {
    return jsonObject(['name', this.name], ['reduction', this.reduction], ...fieldMasksConfig(this.masks));
  }

  /** Scores one sample whose fields are already masked; either side may be null. */
  protected abstract score(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: ScoreOptions,
  ): Score | Promise<Score>;

  protected mask(model: JsonDataModel | null): JsonDataModel | null {
    return applyFieldMasks(model, this.masks);
  }
}
