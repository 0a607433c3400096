import type { ChatModel, ModelUsage } from '../language-models/chat-model.ts';
import { sumUsage } from '../language-models/sum-usage.ts';
import { EvolutionaryOptimizer } from '../optimizers/evolutionary-optimizer.ts';
import { Generator } from '../programs/generator.ts';
import { Module } from '../programs/module.ts';
import { LateJudge } from '../rewards/late-judge.ts';
import { ProgramAsJudge } from '../rewards/program-as-judge.ts';
import type { Program } from '../training/program.ts';

/**
 * What a program's training has asked of language models so far: those that answer, those that judge, and those that
 * write new candidates. Null when none of them counts.
 */
export function usageOf(program: Program): ModelUsage | null {
  const { optimizer = null, judge } = program.trainer ?? {};
  const models = [
    ...modelsIn(program),
    ...(judge?.reward instanceof ProgramAsJudge ? modelsIn(judge.reward.program) : []),
    optimizer instanceof EvolutionaryOptimizer ? optimizer.languageModel : null,
  ];
  const usages = [...new Set(models)].flatMap((model) => model?.usage ?? []);
  return usages.length > 0 ? sumUsage(usages) : null;
}

function modelsIn(module: unknown): readonly (ChatModel | null)[] {
  if (module instanceof LateJudge) return [module.languageModel];
  if (!(module instanceof Module)) return [];
  const own = module instanceof Generator ? [module.languageModel] : [];
  return [...own, ...module.submodules.flatMap(modelsIn)];
}
