import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Module } from '../programs/module.ts';
import type { Variable } from '../programs/variable.ts';
import type { Judge } from './judge.ts';
import { runSamples } from './run-samples.ts';
import type { Outcome, RunOptions } from './run-samples.ts';
import type { Sample } from './samples.ts';

/** Who takes part in a training step. */
export interface StepParts {
  readonly program: Module<boolean>;
  readonly judge: Judge;
  readonly optimizer: Optimizer;
  readonly variables: readonly Variable[];
  readonly run: Omit<RunOptions, 'training'>;
}

/**
 * Trains on one batch: predicts it, rewards the predictions, lets the optimizer propose, and scores the proposal on
 * validation samples.
 *
 * Follows `synalinks.Optimizer.optimize`, step by step. `Differs from Synalinks:` rewards go to the predictions of
 * their own sample, in batch order, not to whichever ended first.
 */
export async function trainStep(
  parts: StepParts,
  batch: readonly Sample[],
  scoring: readonly Sample[],
): Promise<void> {
  const { program, judge, optimizer, variables, run } = parts;
  const outcomes = await runSamples(program, batch, { ...run, training: true });
  const rewards = await judge.score(outcomes, run.signal);
  for (const variable of variables) {
    optimizer.recordPredictions(variable, rewardedPredictions(variable, outcomes, rewards));
  }
  await optimizer.proposeCandidates(variables);
  const scored = await runSamples(program, scoring, { ...run, training: false });
  const reward = await judge.update(scored, run.signal);
  for (const variable of variables) optimizer.maybeAddCandidate(variable, reward);
}

/** Without anything to train, a batch is only scored. */
export async function scoreStep(
  parts: Omit<StepParts, 'optimizer' | 'variables'>,
  scoring: readonly Sample[],
): Promise<void> {
  const outcomes = await runSamples(parts.program, scoring, { ...parts.run, training: false });
  await parts.judge.update(outcomes, parts.run.signal);
}

function rewardedPredictions(
  variable: Variable,
  outcomes: readonly Outcome[],
  rewards: readonly number[],
): readonly JsonObject[] {
  return outcomes.flatMap(({ recorded }, index) =>
    recorded
      .filter((record) => record.variable === variable)
      .map(({ prediction }) => new Map<string, JsonValue>([...prediction, ['reward', rewards[index] ?? 0]])),
  );
}
