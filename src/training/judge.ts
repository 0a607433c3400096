import { controlOf } from '../base/call-control.ts';
import { BatchMetric } from '../metrics/batch-metric.ts';
import type { Metric } from '../metrics/metric.ts';
import { Mean } from '../metrics/mean.ts';
import type { Logs, LogValue } from '../callbacks/callback.ts';
import type { Variable } from '../programs/variable.ts';
import type { JsonObject } from '../python/json-value.ts';
import { BatchReward } from '../rewards/batch-reward.ts';
import { reduceRewards } from '../rewards/reduction.ts';
import type { Reward } from '../rewards/reward.ts';
import type { LogList } from './fit-options.ts';
import { inLanes } from './in-lanes.ts';
import type { LaneOptions } from './in-lanes.ts';
import { outputOf } from './run-samples.ts';
import type { Outcome } from './run-samples.ts';

/** Scores outcomes and keeps the running results: a reward, its mean over batches, and the compiled metrics. */
export class Judge {
  readonly reward: Reward;
  readonly metrics: readonly Metric[];
  /** Follows the reward: the mean of the batches' rewards, in float32. */
  readonly tracker = new Mean({ name: 'reward' });

  /** Metrics that have measured something: the others have no state worth writing. */
  readonly #used = new Set<Metric>();

  constructor(reward: Reward, metrics: readonly Metric[]) {
    this.reward = reward;
    this.metrics = metrics;
  }

  /** One reward for each outcome, in their order, some at once. */
  async score(outcomes: readonly Outcome[], run: LaneOptions): Promise<readonly number[]> {
    const { reward } = this;
    if (reward instanceof BatchReward) {
      const targets = outcomes.map(({ sample }) => sample.target);
      return reward.callBatch(targets, outcomes.map(outputOf), controlOf(run));
    }
    return inLanes(outcomes, run, (outcome, signal) =>
      reward.call(outcome.sample.target, outputOf(outcome), controlOf({ ...run, signal })),
    );
  }

  /** Takes a batch into account and answers its one reward. */
  async update(outcomes: readonly Outcome[], run: LaneOptions): Promise<number> {
    const rewards = await this.score(outcomes, run);
    const scalar = reduceRewards(rewards, this.reward.reduction);
    this.tracker.update(scalar);
    for (const metric of this.metrics) {
      await updateMetric(metric, outcomes, run);
      this.#used.add(metric);
    }
    return scalar;
  }

  /** The compiled metrics whose state belongs to the program's: those that were used, or loaded. */
  get usedMetrics(): readonly Metric[] {
    return this.metrics.filter((metric) => this.#used.has(metric));
  }

  get unusedMetrics(): readonly Metric[] {
    return this.metrics.filter((metric) => !this.#used.has(metric));
  }

  /** Takes note of the metrics whose variables got a value. */
  markUsed(assigned: { has(variable: Variable): boolean }): void {
    for (const metric of this.metrics) {
      if (metric.variables.some((variable) => assigned.has(variable))) this.#used.add(metric);
    }
  }

  /** The state of every measure, by its variable. */
  values(): ReadonlyMap<Variable, JsonObject> {
    const variables = [this.tracker, ...this.metrics].flatMap((metric) => metric.variables);
    return new Map(variables.map((variable) => [variable, variable.value]));
  }

  reset(): void {
    this.tracker.resetState();
    for (const metric of this.metrics) metric.resetState();
  }

  /** The results so far, names sorted: `reward` and the metrics, labels under their bare names. */
  logs(): Logs {
    const entries: (readonly [string, LogValue])[] = [['reward', this.tracker.result()]];
    for (const metric of this.metrics) {
      const result = metric.result();
      if (result instanceof Map) entries.push(...result);
      else entries.push([metric.name, result as LogValue]);
    }
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Logs as a list: the reward first, the metrics as they were compiled, then what they name themselves. */
  inOrder(logs: Logs): LogList {
    const known = ['reward', ...this.metrics.map(({ name }) => name)].filter((name) => name in logs);
    const others = Object.keys(logs).filter((name) => !known.includes(name));
    const values = [...known, ...others].map((name) => logs[name] ?? 0);
    return values.length === 1 ? (values[0] ?? 0) : values;
  }

  /** Names that the logs will have; undefined when a metric names its labels only as they come. */
  logNames(): readonly string[] | undefined {
    const labelled = this.metrics.some((metric) => metric.result() instanceof Map);
    return labelled ? undefined : Object.keys(this.logs());
  }
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
