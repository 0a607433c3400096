import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { CheckpointStore, MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import type { TrainerHistory } from '../../worker/trainer-client.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import '../internal/chart-texts.ts';
import { customElement } from '../internal/custom-element.ts';
import { formatCount, formatTicks, formatValue, localeOf, shownName } from '../internal/format.ts';
import { loadEarly } from '../internal/load-early.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { tokens } from '../internal/tokens.ts';
import { colorNames, readColors } from './chart-colors.ts';
import type { ChartColors } from './chart-colors.ts';
import { rowAfter, zoomKey } from './chart-keys.ts';
import { ChartModel } from './chart-model.ts';
import type { ChartView } from './chart-options.ts';
import { ChartPlot } from './chart-plot.ts';
import type { ChartRun, ChartSave } from './chart-table.ts';
import { describeChart, describeEpoch, describeSaves, renderTable, runName } from './chart-words.ts';
import type { ChartWording } from './chart-words.ts';
import { panTo, zoomIn, zoomOut, zoomTo } from './chart-zoom.ts';
import type { EpochWindow } from './chart-zoom.ts';
import { loadUplot } from './load-uplot.ts';
import { renderLegend } from './render-legend.ts';
import { renderOthers } from './render-others.ts';
import { renderTools } from './render-tools.ts';
import type { ChartPart, ZoomKey } from './render-tools.ts';
import { StoredRuns } from './stored-runs.ts';
import type { StoredRun } from './stored-runs.ts';
import { trainingChartStyles } from './training-chart.styles.ts';

const nameList = {
  fromAttribute: (text: string | null): string[] =>
    (text ?? '').split(/[\s,]+/).filter((name) => name !== ''),
  toAttribute: (names: readonly string[] | null): string | null => names?.join(' ') ?? null,
};

/**
 * The curves of a training run, metric by metric, with the tide line: the best monitored value so far, drawn as a step
 * line with the saved checkpoints on it.
 *
 * `history` is what `trainer.fit()` answers, or the same built up epoch by epoch. Values show on hover, and by arrow keys;
 * dragging across the plot, its buttons, or `+` and `-` look closer, `0` shows all again. With a `store`, earlier runs can
 * be drawn as well, from what their checkpoints logged. The same values are there as a table.
 *
 * @summary The curves of a training run.
 * @slot empty - What stands there while there is nothing to draw.
 * @csspart legend - The names and values above the plot.
 * @csspart plot - The plot.
 * @csspart tools - The line below the plot: hint, zoom, earlier runs, table.
 * @csspart table - The table.
 * @cssproperty --tidemark-accent - Colour of the tide line and the marks.
 * @cssproperty --tidemark-water - Colour below the tide line.
 * @cssproperty --tidemark-chart-height - Height of the plot. Default: 16rem.
 *
 * @example
 * const chart = document.querySelector('training-chart');
 * chart.history = await trainer.fit({ epochs: 10 });
 */
@customElement('training-chart')
export class TrainingChart extends LitElement {
  static override styles = [tokens, buttonStyles, trainingChartStyles];

  @query('.plot') private readonly place!: HTMLElement;

  @state() private pointed: number | null = null;
  @state() private zoom: EpochWindow | null = null;
  @state() private open: ChartPart | null = null;
  @state() private chosenRuns: readonly string[] = [];
  @state() private chosenMetric: string | null = null;

  /** The run so far; a new object whenever it grows. @default null */
  @property({ attribute: false }) history: TrainerHistory | null = null;
  /** What the program was worth before training, drawn as epoch 0. @default null */
  @property({ attribute: false }) untrained: Readonly<Record<string, number>> | null = null;
  /** The checkpoints that were saved. @default [] */
  @property({ attribute: false }) saves: readonly ChartSave[] = [];
  /** Other runs, drawn as well. @default [] */
  @property({ attribute: false }) runs: readonly ChartRun[] = [];
  /** Where earlier runs are offered from, to be drawn as well. @default null: none are offered */
  @property({ attribute: false }) store: CheckpointStore | null = null;
  /** Id of the run that is shown, which is then not offered as an earlier one. @default null */
  @property() run: string | null = null;
  /** Log names to draw, in an attribute separated by spaces. @default whatever was logged */
  @property({ converter: nameList }) metrics: readonly string[] | null = null;
  /** The log name whose best so far is the tide. @default 'val_reward' */
  @property() monitor = 'val_reward';
  /** Which of two values is better. @default 'max' */
  @property() mode: MonitorMode = 'max';
  /** How many epochs are planned, so that the axis need not grow. @default as many as there are */
  @property({ type: Number }) epochs: number | null = null;

  readonly #stored = new StoredRuns(this);
  #plot: ChartPlot | null = null;
  #colors: ChartColors | null = null;
  #model = this.#work();

  constructor() {
    super();
    followTexts(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    loadEarly(loadUplot);
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (isOnlyPointing(changed)) return;
    this.#stored.follow(this.open === 'others' || this.chosenRuns.length > 0 ? this.store : null);
    this.#model = this.#work();
    if (this.#model.isEmpty) [this.zoom, this.pointed] = [null, null];
    if (this.pointed !== null && this.pointed >= this.#model.table.epochs.length) this.pointed = null;
  }

  protected override updated(changed: PropertyValues): void {
    const { isEmpty, table, otherStyles, metricStyles } = this.#model;
    if (isEmpty) return this.#clear();
    this.#plot ??= new ChartPlot(this.place, () => this.#view(), {
      pointed: (row) => (this.pointed = row),
      dragged: (window) => (this.zoom = zoomTo(window, this.#model.all)),
    });
    if (!isOnlyPointing(changed)) this.#plot.draw(table, { others: otherStyles, metrics: metricStyles });
  }

  protected override render(): TemplateResult {
    const model = this.#model;
    const wording = model.wording(localeOf(this));
    return html`<figure>
      <div class="samples" aria-hidden="true" @transitionend=${() => this.#recolor()}>
        ${colorNames.map((name) => html`<i class="sample" .style=${`color: var(--_${name})`}></i>`)}
      </div>
      <div class="head">${this.#renderMetrics()} ${renderLegend(wording, model.metricStyles, this.#row)}</div>
      ${this.#renderPlot(wording)} ${this.#renderTools(wording)}
      ${this.open === 'others' ? this.#renderOthers(wording) : nothing}
      ${this.open === 'table' ? renderTable(wording) : nothing}
      <figcaption class="unseen">${describeChart(wording)}</figcaption>
    </figure>`;
  }

  #renderPlot(wording: ChartWording): TemplateResult {
    const { isEmpty, table } = this.#model;
    return html`<div class="frame">
      <div
        class="plot"
        part="plot"
        dir="ltr"
        role="slider"
        tabindex=${isEmpty ? -1 : 0}
        aria-label=${texts.chart.lookAt}
        aria-valuemin=${table.epochs[0] ?? 0}
        aria-valuemax=${table.epochs.at(-1) ?? 0}
        aria-valuenow=${table.epochs[this.#row] ?? 0}
        aria-valuetext=${isEmpty ? texts.chart.nothingYet : describeEpoch(wording, this.#row)}
        @keydown=${this.#onKeydown}
        @dblclick=${() => (this.zoom = null)}
        @blur=${() => this.#plot?.point(null)}
      ></div>
      ${isEmpty ? html`<div class="empty"><slot name="empty">${texts.chart.empty}</slot></div>` : nothing}
    </div>`;
  }

  /** More than one metric: each has curves of its own. */
  #renderMetrics(): TemplateResult | typeof nothing {
    const { metrics, metric } = this.#model;
    if (metrics.length < 2) return nothing;
    return html`<select
      class="metric"
      aria-label=${texts.chart.metric}
      @change=${(event: Event) => (this.chosenMetric = (event.target as HTMLSelectElement).value)}
    >
      ${metrics.map(
        ({ name }) =>
          html`<option value=${name} ?selected=${name === metric?.name}>${shownName(name)}</option>`,
      )}
    </select>`;
  }

  #renderTools({ saves, table }: ChartWording): TemplateResult {
    const saved = this.pointed === null ? [] : describeSaves(saves, table.epochs[this.pointed] ?? 0);
    return renderTools({
      saved: saved.join(', '),
      isEmpty: this.#model.isEmpty,
      isZoomed: this.zoom !== null,
      hasStore: this.store !== null,
      open: this.open,
      zoomed: (key) => this.#look(key),
      opened: (part) => (this.open = part),
    });
  }

  #renderOthers({ locale }: ChartWording): TemplateResult {
    return renderOthers({
      runs: this.#stored.runs?.filter(({ id }) => id !== this.run) ?? null,
      error: this.#stored.error,
      chosen: this.#chosen.map(({ id }) => id),
      before: this.runs.length,
      locale,
      toggled: (id) => (this.chosenRuns = toggled(this.chosenRuns, id)),
    });
  }

  /** The row whose values are shown: the one pointed at, else the last. */
  get #row(): number {
    return this.pointed ?? this.#model.restingRow;
  }

  /** The runs of the store that were chosen, as far as they are there. */
  get #chosen(): StoredRun[] {
    const runs = new Map(this.#stored.runs?.map((run) => [run.id, run]));
    const chosen = this.chosenRuns.filter((id) => id !== this.run);
    return chosen.map((id) => runs.get(id)).filter((run) => run !== undefined);
  }

  #work(): ChartModel {
    const stored = this.#chosen.map((run) => ({ name: runName(run, localeOf(this)), history: run.history }));
    return new ChartModel({
      history: this.history,
      untrained: this.untrained,
      saves: this.saves,
      others: [...this.runs, ...stored],
      logs: this.metrics,
      metric: this.chosenMetric,
      ranking: { monitor: this.monitor, mode: this.mode === 'min' ? 'min' : 'max' },
      planned: this.epochs,
    });
  }

  #view(): ChartView {
    const locale = localeOf(this);
    return {
      colors: (this.#colors ??= this.#currentColors),
      saves: this.#model.saves,
      window: this.zoom ?? this.#model.all,
      isZoomed: this.zoom !== null,
      formatCount: (value) => formatCount(value, locale),
      formatTicks: (values) => formatTicks(values, locale),
      bestLabel: (value) => texts.chart.bestMark(formatValue(value, locale)),
    };
  }

  #clear(): void {
    this.#plot?.destroy();
    this.#plot = null;
  }

  get #currentColors(): ChartColors {
    return readColors(this.renderRoot.querySelectorAll('.sample'));
  }

  #recolor(): void {
    this.#colors = this.#currentColors;
    this.#plot?.redraw();
  }

  #look(key: ZoomKey): void {
    const { all, table } = this.#model;
    const shown = this.zoom ?? all;
    if (key === '0') this.zoom = null;
    else if (key === '-') this.zoom = zoomOut(shown, all);
    else this.zoom = zoomIn(shown, table.epochs[this.#row] ?? shown.to);
  }

  #onKeydown(event: KeyboardEvent): void {
    const { epochs } = this.#model.table;
    const [zoom, row] = [zoomKey(event), rowAfter(event.key, this.#row, epochs.length - 1)];
    if (zoom || row !== null) event.preventDefault();
    if (zoom) this.#look(zoom);
    if (row === null) return;
    if (this.zoom) this.zoom = panTo(epochs[row] ?? 0, this.zoom);
    void this.updateComplete.then(() => this.#plot?.point(row));
  }
}

/** The pointer's every move would else work everything out anew. */
function isOnlyPointing(changed: PropertyValues): boolean {
  return changed.size === 1 && changed.has('pointed');
}

function toggled(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

declare global {
  interface HTMLElementTagNameMap {
    'training-chart': TrainingChart;
  }
}
