import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import { JsonDataModel } from '../data/json-data-model.ts';
import type { SymbolicDataModel } from '../data/json-data-model.ts';
import { Module, moduleNames } from '../programs/module.ts';
import type { CallOptions, DataValue, ModuleOptions } from '../programs/module.ts';
import { concat, prefix } from '../programs/operators.ts';
import { SelfCritique } from '../programs/self-critique.ts';
import { flatten } from '../programs/structure.ts';
import type { Structured } from '../programs/structure.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { judgeConfig, judgeDescription, judgeNames } from './judge-options.ts';
import type { JudgeOptions } from './judge-options.ts';

const names: OptionNames<JudgeOptions & ModuleOptions> = { ...moduleNames, ...judgeNames };

/**
 * Lets a language model grade a prediction: called with a target and a prediction, it gives a critique and a `reward`.
 *
 * The language model sees the target's fields with `gold_` before their names, then those of the prediction. Without a
 * target it sees the prediction alone; without a prediction it is not asked, and the reward is 0. Follows
 * `synalinks.src.rewards.lm_as_judge.LMAsJudgeProgram`.
 *
 * Differs from Synalinks: which gives target and prediction back with the critique, so that a field `reward` of the
 * prediction is taken for the grade.
 */
export class LMAsJudgeProgram extends Module {
  readonly identity = {
    module: 'synalinks.src.rewards.lm_as_judge',
    className: 'LMAsJudgeProgram',
    registeredName: 'LMAsJudgeProgram',
  };
  readonly critique: SelfCritique;
  readonly #options: JudgeOptions;

  /** @throws {ArgumentError} `unknown-option`, `bad-score-type`, `bad-name` */
  constructor(options: JudgeOptions & ModuleOptions = {}) {
    if (new.target === LMAsJudgeProgram) checkOptions('LMAsJudgeProgram', options, names);
    super('LMAsJudgeProgram', judgeDescription, options);
    const { languageModel, promptTemplate, examples, instructions, scoreType } = options;
    this.#options = options;
    this.critique = new SelfCritique({
      languageModel: languageModel ?? null,
      promptTemplate: promptTemplate ?? null,
      examples: examples ?? null,
      instructions: instructions ?? null,
      ...(scoreType ? { scoreType } : {}),
      returnInputs: false,
      name: `self_critique_${this.name}`,
    });
  }

  override get submodules(): readonly Module<boolean>[] {
    return [this.critique];
  }

  getConfig(): JsonObject {
    return jsonObject(...judgeConfig(this.#options), ...this.commonConfig());
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): SymbolicDataModel {
    const [target, prediction] = pairOf(inputs);
    return this.critique.connect(concat(prefix(target, 'gold'), prediction));
  }

  protected async forward(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    const [target, prediction] = pairOf<DataValue>(inputs);
    if (prediction === null) return nothingToJudge();
    const gold: DataValue = prefix(target, 'gold');
    return this.critique.call(gold === null ? prediction : concat(gold, prediction as DataValue), options);
  }
}

function nothingToJudge(): JsonDataModel {
  const json = jsonObject(['critique', 'Empty prediction: nothing to evaluate.'], ['reward', 0]);
  return new JsonDataModel(new Map([['type', 'object']]), json);
}

function pairOf<T extends SymbolicDataModel | DataValue>(inputs: Structured<T>): readonly [T, T] {
  const [target, prediction, ...others] = flatten<T>(inputs);
  if (target !== undefined && prediction !== undefined && others.length === 0) return [target, prediction];
  throw new ArgumentError(
    'bad-data',
    `A judge was called with ${flatten<T>(inputs).length} inputs. Expected two, a target and a prediction: call([yTrue, yPred]).`,
  );
}
