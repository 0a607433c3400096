import { checkOptions } from '../base/check-options.ts';
import type { CallControl } from '../base/call-control.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Revive } from '../data/config-reader.ts';
import { readFieldMasks } from '../data/field-masks.ts';
import { JsonDataModel } from '../data/json-data-model.ts';
import { isNumber } from '../data/score-function.ts';
import { objectOrNull } from '../programs/object-or-null.ts';
import { objectEnvelope } from '../programs/object-envelope.ts';
import type { Serializable } from '../programs/object-envelope.ts';
import type { JsonObject } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { readReduction } from './function-reward.ts';
import { Reward, rewardNames } from './reward.ts';
import type { RewardOptions, ScoreOptions } from './reward.ts';

/** What judges: a program of two inputs, target and prediction, whose output has a field `reward`. */
export interface Judge extends Serializable {
  call(inputs: readonly (JsonDataModel | null)[], options?: CallControl): Promise<unknown>;
}

/**
 * Lets a program judge each prediction: it is called with the target and the prediction, and says `reward`.
 *
 * A judge that gives no value counts as 0, with a warning. Follows `synalinks.ProgramAsJudge`. Differs from Synalinks: a
 * reward that is no number counts as 0 too, with a warning, and does not end the training.
 *
 * @example new ProgramAsJudge(judge, { inMask: ['answer'] });
 */
export class ProgramAsJudge extends Reward {
  static readonly className: string = 'ProgramAsJudge';
  readonly identity = { module: 'synalinks', className: ProgramAsJudge.className };
  readonly program: Judge;

  /** @throws {ArgumentError} `unknown-option`, `bad-reduction`, `bad-name` */
  constructor(program: Judge, options: RewardOptions = {}) {
    if (new.target === ProgramAsJudge) checkOptions(ProgramAsJudge.className, options, rewardNames);
    super(ProgramAsJudge.className, options);
    this.program = program;
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject, revive: Revive): ProgramAsJudge {
    const reader = new ConfigReader(ProgramAsJudge.className, config);
    const program = revive(reader.value('program'));
    if (!isJudge(program)) throw reader.wrong('program', 'a program');
    const options = { name: reader.string('name'), ...readReduction(reader), ...readFieldMasks(reader) };
    reader.finish();
    return new ProgramAsJudge(program, options);
  }

  override getConfig(): JsonObject {
    return new Map([...super.getConfig(), ['program', objectEnvelope(this.program)]]);
  }

  protected async score(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: ScoreOptions,
  ): Promise<number> {
    const verdict = await this.program.call([yTrue, yPred], options);
    const json = verdict instanceof JsonDataModel && objectOrNull(verdict) ? verdict.json : null;
    if (json === null) this.#warn('judge program returned None (likely an LLM / provider failure)');
    const reward = json?.get('reward') ?? 0;
    if (isNumber(reward) || typeof reward === 'bigint') return Number(reward);
    this.#warn(`judge program gave the reward ${repr(reward).slice(0, 80)}, which is no number`);
    return 0;
  }

  #warn(what: string): void {
    console.warn(
      `${this.identity.className}: ${what}. ` +
        'Scoring this sample as 0.0 and continuing. Check the underlying language model and structured-output configuration.',
    );
  }
}

function isJudge(value: unknown): value is Judge {
  return typeof value === 'object' && value !== null && 'call' in value && 'getConfig' in value;
}
