import type uPlot from 'uplot';
import { texts } from '../internal/texts.ts';
import { chartOptions } from './chart-options.ts';
import type { ChartGestures, ChartView } from './chart-options.ts';
import type { ChartTable } from './chart-table.ts';
import type { LineStyle } from './line-styles.ts';
import { loadUplot } from './load-uplot.ts';

/** Lines of a chart, which cannot change without a new plot. */
export interface PlotLines {
  readonly others: readonly LineStyle[];
  readonly metrics: readonly LineStyle[];
}

/** One uPlot in one place of an element: made when there is something to draw, as wide as its place. */
export class ChartPlot {
  readonly #place: HTMLElement;
  readonly #view: () => ChartView;
  readonly #gestures: ChartGestures;
  readonly #observer = new ResizeObserver(() => this.#fit());
  #library: typeof uPlot | null = null;
  #plot: uPlot | null = null;
  #lines = '';
  /** What is to be drawn once that can be done. */
  #wanted: readonly [ChartTable, PlotLines] | null = null;

  constructor(place: HTMLElement, view: () => ChartView, gestures: ChartGestures) {
    this.#place = place;
    this.#view = view;
    this.#gestures = gestures;
    this.#observer.observe(place);
  }

  /** Draws a table, as soon as what draws it is there. */
  draw(table: ChartTable, lines: PlotLines): void {
    if (this.#library) return this.#draw(this.#library, table, lines);
    const isFirst = this.#wanted === null;
    this.#wanted = [table, lines];
    if (isFirst) void this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.#library = await loadUplot();
      this.#place.replaceChildren();
      if (this.#wanted) this.#draw(this.#library, ...this.#wanted);
    } catch {
      // The next draw tries again.
      this.#place.textContent = texts.chart.notDrawn;
    }
    this.#wanted = null;
  }

  #draw(library: typeof uPlot, { epochs, tide, others, metrics }: ChartTable, lines: PlotLines): void {
    const data: uPlot.AlignedData = [epochs, tide, ...others, ...metrics];
    const described = JSON.stringify(lines);
    if (this.#plot && described === this.#lines) return this.#plot.setData(data);
    this.#plot?.destroy();
    this.#lines = described;
    const options = chartOptions(library, lines, this.#view, this.#size(), this.#gestures);
    this.#plot = new library(options, data, this.#place);
  }

  /** Draws again what is there, in the colours of now. */
  redraw(): void {
    this.#plot?.redraw();
  }

  /** Puts the cursor on a row, as the pointer would; null takes it away. */
  point(row: number | null): void {
    const epoch = row === null ? undefined : this.#plot?.data[0][row];
    const left = epoch === undefined ? -10 : (this.#plot?.valToPos(epoch, 'x') ?? -10);
    this.#plot?.setCursor({ left, top: 0 });
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#wanted = null;
    this.#plot?.destroy();
    this.#plot = null;
  }

  #size(): { width: number; height: number } {
    return { width: this.#place.clientWidth || 300, height: this.#place.clientHeight || 200 };
  }

  #fit(): void {
    const { width, height } = this.#size();
    if (this.#plot && (width !== this.#plot.width || height !== this.#plot.height)) {
      this.#plot.setSize({ width, height });
    }
  }
}
