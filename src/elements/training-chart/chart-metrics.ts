import type { ChartData } from './chart-table.ts';

/** One quantity, and the log names under which it is logged. */
export interface ChartMetric {
  /** Its name without `val_`. */
  readonly name: string;
  /** `reward` and `val_reward`, or either of them. */
  readonly logs: readonly string[];
}

const prefix = 'val_';

/** Finds what was logged, training and validation together, in the order in which it was logged. */
export function metricsOf({ history, untrained, others }: ChartData): ChartMetric[] {
  const histories = [history, ...others.map((run) => run.history)];
  const logged = histories.flatMap((run) => Object.entries(run?.history ?? {}));
  const numeric = logged.filter(([, values]) => values.some((value) => typeof value === 'number'));
  return groupMetrics([...new Set([...numeric.map(([name]) => name), ...Object.keys(untrained ?? {})])]);
}

/** Puts log names of one quantity together, training before validation. */
export function groupMetrics(names: readonly string[]): ChartMetric[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const base = metricName(name);
    groups.set(base, [...(groups.get(base) ?? []), name]);
  }
  return [...groups].map(([name, logs]) => ({
    name,
    logs: logs.sort((a, b) => Number(a.startsWith(prefix)) - Number(b.startsWith(prefix))),
  }));
}

/** What a log name measures: `reward` of `val_reward`. */
export function metricName(log: string): string {
  return log.startsWith(prefix) ? log.slice(prefix.length) : log;
}
