import { checkOptions, pickOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { JsonDataModel, SymbolicDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { generatorNames } from './generator-options.ts';
import type { GeneratorOptions } from './generator-options.ts';
import { Generator } from './generator.ts';
import { languageModelEnvelope } from './language-model-envelope.ts';
import { Module } from './module.ts';
import type { CallOptions, DataValue } from './module.ts';
import { objectOrNull } from './object-or-null.ts';
import { promptNames, promptConfig, samplingConfig, schemaFlags } from './prompt-options.ts';
import type { PromptOptions } from './prompt-options.ts';
import { scoreScale } from './score-scale.ts';
import type { ScoreScale, ScoreType } from './score-scale.ts';
import { critiqueSchema, normalizedReward, normalizedSchema, scaleInWords } from './score-schemas.ts';
import type { Structured } from './structure.ts';

/** What a SelfCritique is made from. */
export interface SelfCritiqueOptions extends PromptOptions {
  /** The scale on which the language model grades. @default 'Score', from 0.0 to 1.0 in steps of 0.1 */
  readonly scoreType?: ScoreType;
  /** Whether there is a grade beside the critique. @default true */
  readonly returnReward?: boolean;
  /** Gives the inputs back with the critique, concatenated. @default true */
  readonly returnInputs?: boolean;
}

const names: OptionNames<SelfCritiqueOptions> = {
  ...promptNames,
  scoreType: true,
  returnReward: true,
  returnInputs: true,
};

/**
 * Lets a language model criticise and grade what it is given. The grade, on whatever scale it was asked for, becomes a
 * field `reward` from 0 to 1.
 *
 * Where the inputs come back too and have a field `reward` of their own, that one is rescaled and the grade stays in
 * `reward_1`, as in Synalinks. Follows `synalinks.SelfCritique`.
 */
export class SelfCritique extends Module {
  readonly identity = { module: 'synalinks.modules', className: 'SelfCritique' };
  override readonly takesTraining = true;
  readonly generator: Generator;
  readonly #options: SelfCritiqueOptions;
  readonly #scale: ScoreScale;

  /** @throws ArgumentError `unknown-option`, `bad-score-type`, `bad-reasoning-effort`, `bad-name` */
  constructor(options: SelfCritiqueOptions) {
    if (new.target === SelfCritique) checkOptions('SelfCritique', options, names);
    super('SelfCritique', 'Useful to critique the given inputs.', options);
    this.#scale = scoreScale(options.scoreType ?? 'Score');
    this.#options = { ...options, instructions: options.instructions ?? this.#instructions(options) };
    this.generator = new Generator({
      ...pickOptions<GeneratorOptions>(this.#options, generatorNames),
      dataModel: { schema: critiqueSchema(options.returnReward === false ? null : this.#scale) },
      returnInputs: options.returnInputs ?? true,
      name: `generator_${this.name}`,
      trainable: true,
    });
  }

  override get submodules(): readonly Module<boolean>[] {
    return [this.generator];
  }

  getConfig(): JsonObject {
    const options = this.#options;
    return jsonObject(
      ['score_type', options.scoreType ?? 'Score'],
      ...promptConfig(options),
      ...samplingConfig(options),
      ...schemaFlags(options),
      ['return_reward', options.returnReward ?? true],
      ['return_inputs', options.returnInputs ?? true],
      ...this.commonConfig(),
      ['language_model', languageModelEnvelope(options.languageModel ?? null)],
    );
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): SymbolicDataModel {
    const output = this.generator.connect(inputs);
    return this.#options.returnReward === false
      ? output
      : new SymbolicDataModel(normalizedSchema(output.schema));
  }

  protected async forward(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    const output = await this.generator.call(inputs, options);
    if (objectOrNull(output) === null || output === null || this.#options.returnReward === false)
      return output;
    const reward = normalizedReward(output.json.get('reward'), this.#scale);
    const json =
      reward === null ? output.json : new Map<string, JsonValue>([...output.json, ['reward', reward]]);
    return new JsonDataModel(normalizedSchema(output.schema), json);
  }

  #instructions({ returnReward = true }: SelfCritiqueOptions): string {
    const task =
      'Your task is to carefully examine the provided inputs and write an elaborated critique of them';
    return returnReward
      ? `${task}, then grade them with a reward. The reward is ${scaleInWords(this.#scale)}.`
      : `${task}.`;
  }
}
