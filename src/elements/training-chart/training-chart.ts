import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import type { TrainerHistory } from '../../worker/trainer-client.ts';
import { formatValue, localeOf } from '../internal/format.ts';
import { tokens } from '../internal/tokens.ts';
import { colorNames, readColors } from './chart-colors.ts';
import type { ChartColors } from './chart-colors.ts';
import { lineStyles, tideStyle } from './chart-options.ts';
import type { ChartView, LineStyle } from './chart-options.ts';
import { ChartPlot } from './chart-plot.ts';
import { chartTable } from './chart-table.ts';
import type { ChartSave, ChartTable } from './chart-table.ts';
import { describeChart, describeEpoch, renderTable } from './chart-words.ts';
import { trainingChartStyles } from './training-chart.styles.ts';

const nameList = {
  fromAttribute: (text: string | null): string[] =>
    (text ?? '').split(/[\s,]+/).filter((name) => name !== ''),
  toAttribute: (names: readonly string[]): string => names.join(' '),
};

/**
 * The curves of a training run, with the tide line: the best monitored value so far, drawn as a step line with the saved
 * checkpoints on it.
 *
 * `history` is what `trainer.fit()` answers, or the same built up epoch by epoch. Values show on hover, and by arrow keys.
 *
 * @summary The curves of a training run.
 * @slot empty - What stands there while there is nothing to draw.
 * @csspart legend - The names and values above the plot.
 * @csspart plot - The plot.
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
  static override styles = [tokens, trainingChartStyles];

  @query('.plot') private readonly place!: HTMLElement;

  @state() private pointed: number | null = null;

  /** The run so far; a new object whenever it grows. @default null */
  @property({ attribute: false }) history: TrainerHistory | null = null;
  /** What the program was worth before training, drawn as epoch 0. @default null */
  @property({ attribute: false }) untrained: Readonly<Record<string, number>> | null = null;
  /** The checkpoints that were saved. @default [] */
  @property({ attribute: false }) saves: readonly ChartSave[] = [];
  /** Log names to draw, in an attribute separated by spaces. @default ['reward', 'val_reward'] */
  @property({ converter: nameList }) metrics: readonly string[] = ['reward', 'val_reward'];
  /** The log name whose best so far is the tide. @default 'val_reward' */
  @property() monitor = 'val_reward';
  /** Which of two values is better. @default 'max' */
  @property() mode: MonitorMode = 'max';
  /** How many epochs are planned, so that the axis need not grow. @default as many as there are */
  @property({ type: Number }) epochs: number | null = null;

  #plot: ChartPlot | null = null;
  #colors: ChartColors | null = null;
  #table: ChartTable = { epochs: [], metrics: [], tide: [] };
  #styles: readonly LineStyle[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    this.#table = chartTable(this.history, this.untrained, this.metrics, this.#ranking);
    this.#styles = lineStyles(this.metrics, this.monitor);
    if (this.pointed !== null && this.pointed >= this.#table.epochs.length) this.pointed = null;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#isEmpty) return this.#clear();
    this.#plot ??= new ChartPlot(
      this.place,
      () => this.#view(),
      (row) => (this.pointed = row),
    );
    const isOnlyPointing = changed.size === 1 && changed.has('pointed');
    if (!isOnlyPointing) this.#plot.draw(this.#table, { names: this.metrics, styles: this.#styles });
  }

  protected override render(): TemplateResult {
    return html`<figure>
      <div class="samples" aria-hidden="true" @transitionend=${() => this.#recolor()}>
        ${colorNames.map((name) => html`<i class="sample" style="color: var(--_${name})"></i>`)}
      </div>
      ${this.#renderLegend()}
      <div
        class="plot"
        part="plot"
        dir="ltr"
        role="slider"
        tabindex=${this.#isEmpty ? -1 : 0}
        aria-label="Epoch to look at"
        aria-valuemin=${this.#table.epochs[0] ?? 0}
        aria-valuemax=${this.#table.epochs.at(-1) ?? 0}
        aria-valuenow=${this.#table.epochs[this.#row] ?? 0}
        aria-valuetext=${this.#isEmpty ? 'nothing yet' : describeEpoch(this.#wording, this.#row)}
        @keydown=${this.#onKeydown}
        @blur=${() => this.#plot?.point(null)}
      ></div>
      ${this.#isEmpty ? html`<div class="empty"><slot name="empty">The curves appear as training goes.</slot></div>` : nothing}
      <figcaption class="unseen">${describeChart(this.#wording)} ${renderTable(this.#wording)}</figcaption>
    </figure>`;
  }

  #renderLegend(): TemplateResult {
    const { epochs, metrics, tide } = this.#table;
    const epoch = epochs[this.#row];
    return html`<div class="legend" part="legend" aria-hidden="true">
      <span class="epoch">${epoch === undefined ? '' : epoch === 0 ? 'untrained' : `epoch ${epoch}`}</span>
      ${this.metrics.map((name, at) => this.#renderKey(name, metrics[at]?.[this.#row], this.#styles[at]))}
      ${this.#renderKey('best so far', tide[this.#row], tideStyle)}
      <span class="key"><i class="mark"></i>saved</span>
      <span class="key"><i class="mark best"></i>best</span>
    </div>`;
  }

  #renderKey(name: string, value: number | null | undefined, style: LineStyle | undefined): TemplateResult {
    const shown = value === null || value === undefined ? '–' : formatValue(value, localeOf(this));
    return html`<span class="key"
      ><svg viewBox="0 0 22 8" aria-hidden="true">
        <path
          d="M0 4H22"
          style="stroke: var(--_${style?.color ?? 'text'})"
          stroke-width="2"
          stroke-dasharray=${style?.dash.join(' ') || 'none'}
        /></svg
      ><bdi>${name}</bdi> <span class="figure">${shown}</span></span
    >`;
  }

  get #isEmpty(): boolean {
    return this.#table.epochs.length === 0;
  }

  /** The row whose values are shown: the one pointed at, else the last. */
  get #row(): number {
    return this.pointed ?? this.#table.epochs.length - 1;
  }

  get #ranking(): { monitor: string; mode: MonitorMode } {
    return { monitor: this.monitor, mode: this.mode === 'min' ? 'min' : 'max' };
  }

  get #wording(): Parameters<typeof describeChart>[0] {
    return {
      table: this.#table,
      names: this.metrics,
      ranking: this.#ranking,
      saves: this.saves,
      locale: localeOf(this),
    };
  }

  #view(): ChartView {
    return {
      colors: (this.#colors ??= this.#currentColors),
      saves: this.saves,
      epochs: this.epochs ?? 0,
      formatValue: (value) => formatValue(value, localeOf(this)),
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

  #onKeydown(event: KeyboardEvent): void {
    const last = this.#table.epochs.length - 1;
    const rows: Record<string, number> = {
      ArrowLeft: this.#row - 1,
      ArrowDown: this.#row - 1,
      ArrowRight: this.#row + 1,
      ArrowUp: this.#row + 1,
      Home: 0,
      End: last,
    };
    const row = Object.hasOwn(rows, event.key) ? rows[event.key] : undefined;
    if (row === undefined) return;
    event.preventDefault();
    this.#plot?.point(Math.max(0, Math.min(row, last)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'training-chart': TrainingChart;
  }
}
