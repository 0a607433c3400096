import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { nameInWords } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';
import { curveName, epochName, shownValue } from './chart-words.ts';
import type { ChartWording } from './chart-words.ts';
import { runStyle, tideStyle } from './line-styles.ts';
import type { LineStyle } from './line-styles.ts';

/** Draws what each line is, with its value at one row. */
export function renderLegend(
  wording: ChartWording,
  styles: readonly LineStyle[],
  row: number,
): TemplateResult {
  const { table, names, isMonitored, others, locale } = wording;
  const epoch = table.epochs[row];
  const { bestSoFar, saved, best } = texts.chart;
  const value = (values: readonly (number | null)[] | undefined): string => shownValue(values?.[row], locale);
  return html`<div class="legend" part="legend" aria-hidden="true">
    <span class="epoch">${epoch === undefined ? '' : epochName(epoch, locale)}</span>
    ${names.map((name, at) => renderKey(curveName(name, names), value(table.metrics[at]), styles[at]))}
    ${others.map((name, at) => renderKey(nameInWords(name), value(table.others[at]), runStyle(at)))}
    ${
      isMonitored
        ? html`${renderKey(bestSoFar, value(table.tide), tideStyle)}
            <span class="key"><i class="mark"></i>${saved}</span>
            <span class="key"><i class="mark best"></i>${best}</span>`
        : ''
    }
  </div>`;
}

function renderKey(name: string, value: string, style: LineStyle | undefined): TemplateResult {
  return html`<span class="key"
    >${renderSample(style)}<bdi>${name}</bdi> <span class="figure">${value}</span></span
  >`;
}

/** Draws a piece of a line. */
export function renderSample(style: LineStyle | undefined): TemplateResult {
  return html`<svg class="line" viewBox="0 0 22 8" aria-hidden="true">
    <path
      d="M0 4H22"
      .style=${`stroke: var(--_${style?.color ?? 'text'})`}
      stroke-width="2"
      stroke-dasharray=${style?.dash.join(' ') || 'none'}
    />
  </svg>`;
}
