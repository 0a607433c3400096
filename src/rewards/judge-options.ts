import type { OptionNames } from '../base/check-options.ts';
import type { ConfigReader, Revive } from '../data/config-reader.ts';
import { languageModelEnvelope } from '../programs/language-model-envelope.ts';
import { promptConfig, readExamples } from '../programs/prompt-options.ts';
import type { PromptOptions } from '../programs/prompt-options.ts';
import { scoreScale } from '../programs/score-scale.ts';
import type { ScoreType } from '../programs/score-scale.ts';
import type { JsonValue } from '../python/json-value.ts';

type LanguageModelOption = PromptOptions['languageModel'] & object;

/** What an `LMAsJudge` and its program are told; names and defaults are Synalinks'. */
export interface JudgeOptions extends Pick<
  PromptOptions,
  'languageModel' | 'promptTemplate' | 'examples' | 'instructions'
> {
  /** The scale on which the language model grades; the reward goes from 0 to 1 whatever it is. @default 'Score' */
  readonly scoreType?: ScoreType;
}

export const judgeNames: OptionNames<JudgeOptions> = {
  languageModel: true,
  promptTemplate: true,
  examples: true,
  instructions: true,
  scoreType: true,
};

/** What a config says of the model that judges, keys in Synalinks' order. */
export function judgeConfig(options: JudgeOptions): readonly (readonly [string, JsonValue])[] {
  return [
    ['language_model', languageModelEnvelope(options.languageModel ?? null)],
    ...promptConfig(options).filter(([field]) => field !== 'seed_instructions'),
    ['score_type', options.scoreType ?? 'Score'],
  ];
}

/** Reads what `judgeConfig` wrote. @throws {DataError} `bad-field`; ArgumentError `bad-score-type` */
export function readJudgeOptions(reader: ConfigReader, revive: Revive): JudgeOptions {
  const scoreType = reader.string('score_type') ?? 'Score';
  scoreScale(scoreType);
  const model = reader.value('language_model');
  return {
    languageModel: model === null ? null : (revive(model) as LanguageModelOption),
    promptTemplate: reader.string('prompt_template'),
    examples: readExamples(reader),
    instructions: reader.string('instructions'),
    scoreType: scoreType as ScoreType,
  };
}

/** How the program that judges is named in files. */
export const judgeIdentity = {
  module: 'synalinks.src.rewards.lm_as_judge',
  className: 'LMAsJudgeProgram',
  registeredName: 'LMAsJudgeProgram',
} as const;

export const judgeDescription = 'Evaluate the output of a program using a `LanguageModel`.';
