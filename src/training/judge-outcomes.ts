import { controlOf } from '../base/call-control.ts';
import { BatchMetric } from '../metrics/batch-metric.ts';
import type { Metric } from '../metrics/metric.ts';
import { BatchReward } from '../rewards/batch-reward.ts';
import { reduceRewards } from '../rewards/reduction.ts';
import type { Reward } from '../rewards/reward.ts';
import { inLanes } from './in-lanes.ts';
import type { LaneOptions } from './in-lanes.ts';
import type { Judge } from './judge.ts';
import { outputOf } from './run-samples.ts';
import type { Outcome } from './run-samples.ts';

/** Has a judge take a batch of outcomes into account, and answers its one reward. */
export async function judgeOutcomes(
  judge: Judge,
  outcomes: readonly Outcome[],
  run: LaneOptions,
): Promise<number> {
  const rewards = await scoreOutcomes(judge.reward, outcomes, run);
  const scalar = reduceRewards(rewards, judge.reward.reduction);
  judge.tracker.update(scalar);
  for (const metric of judge.metrics) {
    await updateMetric(metric, outcomes, run);
    judge.use(metric);
  }
  return scalar;
}

/** One reward for each outcome, in their order, some at once. */
export async function scoreOutcomes(
  reward: Reward,
  outcomes: readonly Outcome[],
  run: LaneOptions,
): Promise<readonly number[]> {
  if (reward instanceof BatchReward) {
    const targets = outcomes.map(({ sample }) => sample.target);
    return reward.callBatch(targets, outcomes.map(outputOf), controlOf(run));
  }
  return inLanes(outcomes, run, (outcome, signal) =>
    reward.call(outcome.sample.target, outputOf(outcome), controlOf({ ...run, signal })),
  );
}

async function updateMetric(metric: Metric, outcomes: readonly Outcome[], run: LaneOptions): Promise<void> {
  const control = controlOf(run);
  if (metric instanceof BatchMetric) {
    const targets = outcomes.map(({ sample }) => sample.target);
    await metric.updateBatch(targets, outcomes.map(outputOf), control);
    return;
  }
  for (const outcome of outcomes) {
    // A metric may ask a language model, so each sample is a call to stop before.
    await control.gate?.pass(control.signal);
    control.signal?.throwIfAborted();
    await metric.updateState(outcome.sample.target, outputOf(outcome), control);
  }
}
