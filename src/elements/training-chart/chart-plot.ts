import uPlot from 'uplot';
import { chartOptions } from './chart-options.ts';
import type { ChartView, LineStyle } from './chart-options.ts';
import type { ChartTable } from './chart-table.ts';

/** Lines of a chart that cannot change without a new plot. */
interface PlotLines {
  readonly names: readonly string[];
  readonly styles: readonly LineStyle[];
}

/** One uPlot in one place of an element: made when there is something to draw, as wide as its place. */
export class ChartPlot {
  readonly #place: HTMLElement;
  readonly #view: () => ChartView;
  readonly #cursorMoved: (row: number | null) => void;
  readonly #observer = new ResizeObserver(() => this.#fit());
  #plot: uPlot | null = null;
  #lines = '';

  constructor(place: HTMLElement, view: () => ChartView, cursorMoved: (row: number | null) => void) {
    this.#place = place;
    this.#view = view;
    this.#cursorMoved = cursorMoved;
    this.#observer.observe(place);
  }

  /** Draws a table. */
  draw({ epochs, tide, metrics }: ChartTable, { names, styles }: PlotLines): void {
    const data: uPlot.AlignedData = [epochs, tide, ...metrics];
    const lines = JSON.stringify([names, styles.map(({ dash }) => dash)]);
    if (this.#plot && lines === this.#lines) return this.#plot.setData(data);
    this.#plot?.destroy();
    this.#lines = lines;
    this.#plot = new uPlot(
      chartOptions(styles, this.#view, this.#size(), this.#cursorMoved),
      data,
      this.#place,
    );
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
