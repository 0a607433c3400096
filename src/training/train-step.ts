import { TrainingError } from '../base/errors.ts';
import { controlOf } from '../base/call-control.ts';
import { JsonDataModel } from '../data/json-data-model.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { TrainingBatch } from '../optimizers/training-batch.ts';
import type { DataValue, Module } from '../programs/module.ts';
import type { Structured } from '../programs/structure.ts';
import type { Variable } from '../programs/variable.ts';
import { judgeOutcomes, scoreOutcomes } from './judge-outcomes.ts';
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
  /** 0-based batch in its epoch. */
  readonly step: number;
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
  const rewards = await scoreOutcomes(judge.reward, outcomes, run);
  checkRewards(rewards, judge.reward.name);
  for (const variable of variables) {
    optimizer.recordPredictions(variable, rewardedPredictions(variable, outcomes, rewards));
  }
  await optimizer.proposeCandidates(variables, trainingBatch(parts, outcomes));
  const scored = await runSamples(program, scoring, { ...run, training: false });
  const reward = await judgeOutcomes(judge, scored, run);
  for (const variable of variables) optimizer.maybeAddCandidate(variable, reward);
}

/**
 * Optimizers draw by rewards, which nobody can by what is no number.
 *
 * @throws TrainingError `bad-reward`
 */
function checkRewards(rewards: readonly number[], name: string): void {
  const sample = rewards.findIndex((reward) => !Number.isFinite(reward));
  const received = rewards[sample];
  if (received === undefined) return;
  throw new TrainingError(
    'bad-reward',
    `The reward \`${name}\` gave ${received} for sample ${sample} of a batch. Expected a finite number: training ` +
      'goes where rewards grow. Let it give 0, or null, where there is nothing to score.',
    { details: { reward: name, sample, received } },
  );
}

/** Without anything to train, a batch is only scored. */
export async function scoreStep(
  parts: Pick<StepParts, 'program' | 'judge' | 'run'>,
  scoring: readonly Sample[],
): Promise<void> {
  const outcomes = await runSamples(parts.program, scoring, { ...parts.run, training: false });
  await judgeOutcomes(parts.judge, outcomes, parts.run);
}

/** What the optimizer may look at, as JSON. */
function trainingBatch({ program, run, step }: StepParts, outcomes: readonly Outcome[]): TrainingBatch {
  return {
    step,
    programDescription: program.description,
    inputs: outcomes.map(({ sample }) => jsonOf(sample.input)),
    predictions: outcomes.map(({ output }) => jsonOf(output)),
    targets: outcomes.map(({ sample }) => jsonOf(sample.target)),
    ...controlOf(run),
  };
}

function jsonOf(structure: Structured<DataValue>): JsonValue {
  if (structure === null || structure instanceof JsonDataModel) return structure?.json ?? null;
  return Array.isArray(structure)
    ? structure.map(jsonOf)
    : new Map(Object.entries(structure).map(([key, inner]) => [key, jsonOf(inner)]));
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
