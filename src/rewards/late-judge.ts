import type { CallControl } from '../base/call-control.ts';
import { loadPart } from '../base/load-part.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import { scoreScale } from '../programs/score-scale.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { judgeConfig, judgeDescription, judgeIdentity } from './judge-options.ts';
import type { JudgeOptions } from './judge-options.ts';
import type { LMAsJudgeProgram } from './lm-as-judge-program.ts';
import type { Judge } from './program-as-judge.ts';

/** The program of an `LMAsJudge`, made with the first verdict: what it is made of is larger than all other rewards. */
export class LateJudge implements Judge {
  readonly identity = judgeIdentity;
  readonly languageModel: NonNullable<JudgeOptions['languageModel']> | null;
  readonly #options: JudgeOptions;
  #program: LMAsJudgeProgram | undefined;

  /** @throws ArgumentError `bad-score-type` */
  constructor(options: JudgeOptions) {
    scoreScale(options.scoreType ?? 'Score');
    this.#options = options;
    this.languageModel = options.languageModel ?? null;
  }

  getConfig(): JsonObject {
    return jsonObject(
      ...judgeConfig(this.#options),
      ['name', 'lm_as_judge_program'],
      ['description', judgeDescription],
      ['trainable', true],
    );
  }

  async call(inputs: readonly (JsonDataModel | null)[], control?: CallControl): Promise<unknown> {
    const { LMAsJudgeProgram } = await loadPart(() => import('./lm-as-judge-program.ts'));
    this.#program ??= new LMAsJudgeProgram(this.#options);
    return this.#program.call(inputs, control);
  }
}
