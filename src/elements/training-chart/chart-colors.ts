/** The colours of a chart, by the private custom property (without `--_`) that holds each. */
export const colorNames = [
  'accent',
  'water',
  'surface',
  'text',
  'muted',
  'line',
  'third',
  'fourth',
  'fifth',
  'sixth',
] as const;

export type ColorName = (typeof colorNames)[number];

/** The colours in force, as the canvas takes them. */
export type ChartColors = Readonly<Record<ColorName, string>>;

/**
 * Reads the colours in force from samples, one for each name: a canvas knows neither custom properties nor
 * `light-dark()`.
 */
export function readColors(samples: ArrayLike<Element>): ChartColors {
  const colors = colorNames.map((name, at) => [name, colorOf(samples[at])]);
  return Object.fromEntries(colors) as ChartColors;
}

function colorOf(sample: Element | undefined): string {
  return sample ? getComputedStyle(sample).color : 'gray';
}
