import type uPlot from 'uplot';
import type { ChartColors } from './chart-colors.ts';
import type { ChartSave } from './chart-table.ts';
import type { EpochWindow } from './chart-zoom.ts';
import { drawSaves } from './draw-saves.ts';
import { tideStyle } from './line-styles.ts';
import type { LineStyle } from './line-styles.ts';

/** What a chart looks at whenever it draws. */
export interface ChartView {
  readonly colors: ChartColors;
  readonly saves: readonly ChartSave[];
  /** The epochs that are shown. */
  readonly window: EpochWindow;
  /** Whether these are fewer than there are. */
  readonly isZoomed: boolean;
  readonly formatCount: (value: number) => string;
  /** Labels of the value axis, all with as many decimals as they need to differ. */
  readonly formatTicks: (values: readonly number[]) => string[];
  readonly bestLabel: (value: number) => string;
}

/** What the user does to a chart. */
export interface ChartGestures {
  /** Pointed at a row; null for none. */
  readonly pointed: (row: number | null) => void;
  /** Dragged across these epochs. */
  readonly dragged: (window: EpochWindow) => void;
}

const font = '12px system-ui, sans-serif';
const epochSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const leastDragPx = 8;

/** Sets up uPlot: the tide with its water below, then other runs, then the metrics, then the marks of what was saved. */
export function chartOptions(
  library: Pick<typeof uPlot, 'paths'>,
  lines: { readonly others: readonly LineStyle[]; readonly metrics: readonly LineStyle[] },
  view: () => ChartView,
  size: { readonly width: number; readonly height: number },
  { pointed, dragged }: ChartGestures,
): uPlot.Options {
  return {
    ...size,
    padding: [14, 20, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: leastDragPx },
      points: { size: 9, width: 2 },
      bind: { dblclick: () => null },
    },
    scales: {
      x: { time: false, range: () => [view().window.from, view().window.to] },
      y: { range: (_, min, max) => valueRange(min, max, view().isZoomed) },
    },
    axes: [epochAxis(view), valueAxis(view)],
    series: [
      {},
      tideSeries(library, view),
      ...lines.others.map((style) => lineSeries(style, view, 1.5)),
      ...lines.metrics.map((style) => lineSeries(style, view, 1.75)),
    ],
    hooks: {
      draw: [(plot) => drawSaves(plot, view())],
      setCursor: [({ cursor }) => pointed(cursor.idx ?? null)],
      setSelect: [(plot) => takeSelection(plot, dragged)],
    },
  };
}

function takeSelection(plot: uPlot, dragged: (window: EpochWindow) => void): void {
  const { left, width } = plot.select;
  if (width < leastDragPx) return;
  const window = { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') };
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  dragged(window);
}

/** Rewards lie between 0 and 1, and their axis stands still until one looks closer; anything else gets room around it. */
function valueRange(min: number | null, max: number | null, isZoomed: boolean): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1];
  if (!isZoomed && min >= 0 && max <= 1 && max > 0.2) return [0, 1];
  const room = (max - min) * 0.12 || Math.abs(max) * 0.1 || 1;
  return [min - room, max + room];
}

function tideSeries({ paths }: Pick<typeof uPlot, 'paths'>, view: () => ChartView): uPlot.Series {
  return {
    stroke: () => view().colors[tideStyle.color],
    fill: () => view().colors.water,
    width: 2.5,
    paths: paths.stepped?.({ align: 1 }) ?? (() => null),
    points: { show: false },
  };
}

function lineSeries({ color, dash }: LineStyle, view: () => ChartView, width: number): uPlot.Series {
  const stroke = (): string => view().colors[color];
  return { stroke, width, dash: [...dash], spanGaps: true, points: { size: 5, stroke, fill: stroke } };
}

function axis(view: () => ChartView, more: uPlot.Axis): uPlot.Axis {
  return {
    font,
    stroke: () => view().colors.muted,
    grid: { stroke: () => view().colors.line, width: 1 },
    ticks: { show: false },
    ...more,
  };
}

function epochAxis(view: () => ChartView): uPlot.Axis {
  const values = (_: uPlot, splits: number[]): string[] => splits.map((split) => view().formatCount(split));
  return axis(view, { incrs: epochSteps, values, size: 30, space: 40 });
}

function valueAxis(view: () => ChartView): uPlot.Axis {
  const values = (_: uPlot, splits: number[]): string[] => view().formatTicks(splits);
  const size = (_: uPlot, labels: string[] | null): number =>
    Math.max(46, 14 + 7 * Math.max(0, ...(labels ?? []).map(({ length }) => length)));
  return axis(view, { values, size, space: 36 });
}
