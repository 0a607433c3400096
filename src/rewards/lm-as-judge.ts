import { checkOptions, pickOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Revive } from '../data/config-reader.ts';
import { fieldMaskNames, fieldMasksConfig, readFieldMasks } from '../data/field-masks.ts';
import type { FieldMasks } from '../data/field-masks.ts';
import { readModuleOptions } from '../programs/prompt-options.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { judgeConfig, judgeNames, readJudgeOptions } from './judge-options.ts';
import type { JudgeOptions } from './judge-options.ts';
import { LateJudge } from './late-judge.ts';
import { ProgramAsJudge } from './program-as-judge.ts';

/** What an `LMAsJudge` is made from. */
export interface LMAsJudgeOptions extends JudgeOptions, FieldMasks {
  /** @default 'lm_as_judge' */
  readonly name?: string | null;
}

const names: OptionNames<LMAsJudgeOptions> = { ...judgeNames, ...fieldMaskNames, name: true };

/**
 * Lets a language model grade each prediction against its target, from 0 to 1.
 *
 * A judge that gives no answer counts as 0, with a warning. Follows `synalinks.LMAsJudge`. Differs from Synalinks: its
 * config has the judge's own settings, which Python can load, and not a program, which Python writes and then refuses;
 * a config with a program is read as well.
 *
 * @example new LMAsJudge({ languageModel, instructions: 'Grade how well the summary keeps the facts.' });
 */
export class LMAsJudge extends ProgramAsJudge {
  static override readonly className: string = 'LMAsJudge';
  override readonly identity = { module: 'synalinks', className: LMAsJudge.className };
  readonly #options: JudgeOptions;

  /** @throws {ArgumentError} `unknown-option`, `bad-score-type`, `bad-name` */
  constructor(options: LMAsJudgeOptions = {}) {
    if (new.target === LMAsJudge) checkOptions('LMAsJudge', options, names);
    const program = new LateJudge(pickOptions<JudgeOptions>(options, judgeNames));
    super(program, { ...options, name: options.name ?? 'lm_as_judge' });
    this.#options = options;
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static override fromConfig(config: JsonObject, revive: Revive): LMAsJudge {
    const reader = new ConfigReader(LMAsJudge.className, config);
    const program = reader.value('program');
    const judge = program === null ? readJudgeOptions(reader, revive) : readProgram(reader, program, revive);
    reader.value('reduction');
    const options = { ...judge, name: reader.string('name'), ...readFieldMasks(reader) };
    reader.finish();
    return new LMAsJudge(options);
  }

  override getConfig(): JsonObject {
    return jsonObject(...judgeConfig(this.#options), ['name', this.name], ...fieldMasksConfig(this.masks));
  }
}

/** Reads the settings of the program that Python writes in their place. */
function readProgram(config: ConfigReader, envelope: JsonValue, revive: Revive): JudgeOptions {
  const inner = isJsonObject(envelope) ? envelope.get('config') : undefined;
  if (!isJsonObject(inner)) throw config.wrong('program', 'the program of a judge');
  const reader = new ConfigReader('LMAsJudgeProgram', inner);
  const options = readJudgeOptions(reader, revive);
  readModuleOptions(reader);
  reader.finish();
  return options;
}
