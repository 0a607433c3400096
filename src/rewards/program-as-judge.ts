import { ConfigReader } from '../data/config-reader.ts';
import type { Revive } from '../data/config-reader.ts';
import { readFieldMasks } from '../data/field-masks.ts';
import { JsonDataModel } from '../data/json-data-model.ts';
import { objectEnvelope } from '../programs/object-envelope.ts';
import type { Serializable } from '../programs/object-envelope.ts';
import type { JsonObject } from '../python/json-value.ts';
import { readReduction } from './function-reward.ts';
import { Reward } from './reward.ts';
import type { RewardOptions, ScoreOptions } from './reward.ts';

/** What judges: a program of two inputs, target and prediction, whose output has a field `reward`. */
export interface Judge extends Serializable {
  call(
    inputs: readonly (JsonDataModel | null)[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<unknown>;
}

/**
 * Lets a program judge each prediction: it is called with the target and the prediction, and says `reward`.
 *
 * A judge that gives no value counts as 0, with a warning. Follows `synalinks.ProgramAsJudge`.
 *
 * @example new ProgramAsJudge(judge, { inMask: ['answer'] });
 */
export class ProgramAsJudge extends Reward {
  static readonly className = 'ProgramAsJudge';
  readonly identity = { module: 'synalinks', className: ProgramAsJudge.className };
  readonly program: Judge;

  constructor(program: Judge, options: RewardOptions = {}) {
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
    if (verdict instanceof JsonDataModel) return Number(verdict.json.get('reward') ?? 0);
    console.warn(
      `${this.identity.className}: judge program returned None (likely an LLM / provider failure). ` +
        'Scoring this sample as 0.0 and continuing. Check the underlying language model and structured-output configuration.',
    );
    return 0;
  }
}

function isJudge(value: unknown): value is Judge {
  return typeof value === 'object' && value !== null && 'call' in value && 'getConfig' in value;
}
