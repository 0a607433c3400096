import type { Ranking } from '../internal/checkpoint-words.ts';
import { groupMetrics, metricName, metricsOf } from './chart-metrics.ts';
import type { ChartMetric } from './chart-metrics.ts';
import { chartTable } from './chart-table.ts';
import type { ChartData, ChartSave, ChartTable } from './chart-table.ts';
import type { ChartWording } from './chart-words.ts';
import { allEpochs } from './chart-zoom.ts';
import type { EpochWindow } from './chart-zoom.ts';
import { metricStylesOf, runStyle } from './line-styles.ts';
import type { LineStyle } from './line-styles.ts';

/** What a chart is asked to show. */
export interface ChartWish extends ChartData {
  readonly saves: readonly ChartSave[];
  /** Log names to draw; null for whatever was logged. */
  readonly logs: readonly string[] | null;
  /** The metric that was chosen; null as long as none was. */
  readonly metric: string | null;
  readonly ranking: Ranking;
  /** How many epochs are planned; null when that is not known. */
  readonly planned: number | null;
}

/** What a chart shows, worked out from what it is asked to. */
export class ChartModel {
  readonly metrics: readonly ChartMetric[];
  /** The metric that is shown; null when nothing was logged. */
  readonly metric: ChartMetric | null;
  /** Log names of the curves. */
  readonly names: readonly string[];
  readonly table: ChartTable;
  /** All epochs there are to be shown. */
  readonly all: EpochWindow;
  readonly saves: readonly ChartSave[];
  readonly metricStyles: readonly LineStyle[];
  readonly otherStyles: readonly LineStyle[];
  readonly #monitor: string;
  readonly #others: readonly string[];

  constructor(wish: ChartWish) {
    const { logs, metric, ranking, others } = wish;
    this.#monitor = ranking.monitor;
    this.metrics = logs ? groupMetrics(logs) : metricsOf(wish);
    const wanted = [metric, metricName(ranking.monitor)];
    const found = wanted.map((name) => this.metrics.find((one) => one.name === name));
    this.metric = found.find((one) => one !== undefined) ?? this.metrics[0] ?? null;
    this.names = this.metric?.logs ?? [];
    this.table = chartTable(wish, this.names, ranking, this.#mainName);
    this.all = allEpochs(this.table.epochs, wish.planned ?? 0);
    this.saves = this.#isMonitored ? wish.saves : [];
    this.metricStyles = metricStylesOf(this.names, this.#mainName);
    this.otherStyles = others.map((_, at) => runStyle(at));
    this.#others = others.map(({ name }) => name);
  }

  get isEmpty(): boolean {
    return this.table.epochs.length === 0;
  }

  /** The row whose values are shown as long as none is pointed at: the run's last. */
  get restingRow(): number {
    return this.table.lastRow === -1 ? this.table.epochs.length - 1 : this.table.lastRow;
  }

  wording(locale: string | undefined): ChartWording {
    return {
      table: this.table,
      names: this.names,
      monitor: this.#monitor,
      isMonitored: this.#isMonitored,
      others: this.#others,
      saves: this.saves,
      locale,
    };
  }

  get #isMonitored(): boolean {
    return this.names.includes(this.#monitor);
  }

  /** The one by which a program is judged: the monitored one, or validation. */
  get #mainName(): string {
    return this.#isMonitored ? this.#monitor : (this.names.at(-1) ?? '');
  }
}
