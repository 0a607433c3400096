import type { ColorName } from './chart-colors.ts';

/** How a line is drawn, on the canvas and in the legend alike. */
export interface LineStyle {
  readonly color: ColorName;
  /** Lengths of dashes and gaps, in pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

/** The tide line's own. */
export const tideStyle: LineStyle = { color: 'accent', dash: [] };

const monitoredStyle: LineStyle = { color: 'text', dash: [] };
const metricStyles: readonly LineStyle[] = [
  { color: 'muted', dash: [5, 4] },
  { color: 'third', dash: [2, 3] },
  { color: 'fourth', dash: [8, 3, 2, 3] },
];
const runColors: readonly ColorName[] = ['fourth', 'third', 'sixth', 'fifth'];
const runDashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [10, 3, 2, 3]];

/** The main metric is solid; each other one has a colour and a dash of its own, so that colour is never alone. */
export function metricStylesOf(names: readonly string[], main: string): LineStyle[] {
  const others = names.filter((name) => name !== main);
  return names.map((name) => {
    const other = metricStyles[others.indexOf(name) % metricStyles.length];
    return name === main ? monitoredStyle : (other ?? monitoredStyle);
  });
}

/** The style of the other run of that number: colours take turns, and with each turn the dash is another. */
export function runStyle(number: number): LineStyle {
  const color = runColors[number % runColors.length] ?? 'muted';
  const dash = runDashes[(number + Math.floor(number / runColors.length)) % runDashes.length] ?? [];
  return { color, dash };
}
