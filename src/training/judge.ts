import type { Metric } from '../metrics/metric.ts';
import { Mean } from '../metrics/mean.ts';
import type { Logs, LogValue } from '../callbacks/callback.ts';
import type { Variable } from '../programs/variable.ts';
import type { JsonObject } from '../python/json-value.ts';
import type { Reward } from '../rewards/reward.ts';
import type { LogList } from './fit-options.ts';

/** Keeps the running results of what judges a program: a reward, its mean over batches, and the compiled metrics. */
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

  /** Takes note of a metric that has measured something. */
  use(metric: Metric): void {
    this.#used.add(metric);
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
