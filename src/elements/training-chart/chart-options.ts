import uPlot from 'uplot';
import type { ChartColors, ColorName } from './chart-colors.ts';
import { drawSaves } from './draw-saves.ts';
import type { ChartSave } from './chart-table.ts';

/** What a chart looks at whenever it draws. */
export interface ChartView {
  readonly colors: ChartColors;
  readonly saves: readonly ChartSave[];
  /** How many epochs the horizontal axis has room for at least. */
  readonly epochs: number;
  readonly formatValue: (value: number) => string;
}

/** How a metric's line is drawn, on the canvas and in the legend alike. */
export interface LineStyle {
  readonly color: ColorName;
  /** Lengths of dashes and gaps, in pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

/** The tide line's own. */
export const tideStyle: LineStyle = { color: 'accent', dash: [] };

const monitoredStyle: LineStyle = { color: 'text', dash: [] };
const otherStyles: readonly LineStyle[] = [
  { color: 'muted', dash: [5, 4] },
  { color: 'third', dash: [2, 3] },
  { color: 'fourth', dash: [8, 3, 2, 3] },
];
const font = '12px system-ui, sans-serif';

/** The monitored metric is solid; each other one has a colour and a dash of its own, so that colour is never alone. */
export function lineStyles(names: readonly string[], monitor: string): LineStyle[] {
  const others = names.filter((name) => name !== monitor);
  return names.map((name) => {
    const other = otherStyles[others.indexOf(name) % otherStyles.length];
    return name === monitor ? monitoredStyle : (other ?? monitoredStyle);
  });
}

/** Sets up uPlot: the tide with its water below, then the metrics, then the marks of what was saved. */
export function chartOptions(
  styles: readonly LineStyle[],
  view: () => ChartView,
  size: { readonly width: number; readonly height: number },
  cursorMoved: (row: number | null) => void,
): uPlot.Options {
  return {
    ...size,
    padding: [14, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9, width: 2 } },
    scales: {
      x: { time: false, range: (plot) => epochRange(plot.data[0], view().epochs) },
      y: { range: (_, min, max) => valueRange(min, max) },
    },
    axes: [
      axis(view, { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], size: 30, space: 32 }),
      valueAxis(view),
    ],
    series: [{}, tideSeries(view), ...styles.map((style) => metricSeries(style, view))],
    hooks: {
      draw: [(plot) => drawSaves(plot, view())],
      setCursor: [({ cursor }) => cursorMoved(cursor.idx ?? null)],
    },
  };
}

function epochRange(epochs: uPlot.AlignedData[0], planned: number): uPlot.Range.MinMax {
  return [Math.min(epochs[0] ?? 0, 1), Math.max(epochs.at(-1) ?? 0, planned, 2)];
}

/** Rewards lie between 0 and 1, and their axis stands still; anything else gets room around its values. */
function valueRange(min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1];
  if (min >= 0 && max <= 1 && max > 0.2) return [0, 1];
  const room = (max - min) * 0.08 || Math.abs(max) * 0.1 || 1;
  return [min - room, max + room];
}

function tideSeries(view: () => ChartView): uPlot.Series {
  return {
    stroke: () => view().colors[tideStyle.color],
    fill: () => view().colors.water,
    width: 2.5,
    paths: uPlot.paths.stepped?.({ align: 1 }) ?? (() => null),
    points: { show: false },
  };
}

function metricSeries({ color, dash }: LineStyle, view: () => ChartView): uPlot.Series {
  const stroke = (): string => view().colors[color];
  return {
    stroke,
    width: 1.75,
    dash: [...dash],
    spanGaps: true,
    points: { size: 5, stroke, fill: stroke },
  };
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

function valueAxis(view: () => ChartView): uPlot.Axis {
  return axis(view, { size: 46, space: 36 });
}
