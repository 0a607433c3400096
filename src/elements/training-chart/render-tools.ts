import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { texts } from '../internal/texts.ts';

/** What is folded out below the plot. */
export type ChartPart = 'others' | 'table';

/** What can be done with a chart: keys and buttons mean the same. */
export type ZoomKey = '+' | '-' | '0';

/** What the line below the plot shows. */
interface ChartTools {
  /** What was saved at the epoch that is pointed at; empty to say what can be done. */
  readonly saved: string;
  readonly isEmpty: boolean;
  readonly isZoomed: boolean;
  readonly hasStore: boolean;
  readonly open: ChartPart | null;
  readonly zoomed: (key: ZoomKey) => void;
  readonly opened: (part: ChartPart | null) => void;
}

/** Draws the line below the plot. It is always there, so that nothing moves when there is something to say. */
export function renderTools(tools: ChartTools): TemplateResult {
  const { saved, isEmpty, isZoomed, hasStore, zoomed } = tools;
  const { hint, zoom, closer, farther, showAll, others, table } = texts.chart;
  const button = (key: ZoomKey, label: string, shown: string, isUseful: boolean): TemplateResult =>
    html`<button
      type="button"
      aria-label=${label}
      aria-disabled=${!isUseful}
      @click=${() => isUseful && zoomed(key)}
    >
      ${shown}
    </button>`;
  return html`<div class="tools" part="tools">
    <span class="hint">${isEmpty ? '' : saved || hint}</span>
    <span class="zoom" role="group" aria-label=${zoom}>
      ${button('-', farther, '−', isZoomed)} ${button('+', closer, '+', !isEmpty)}
      ${button('0', showAll, showAll, isZoomed)}
    </span>
    <span class="parts">
      ${hasStore ? renderToggle('others', others, tools) : ''} ${renderToggle('table', table, tools)}
    </span>
  </div>`;
}

function renderToggle(part: ChartPart, label: string, { open, opened }: ChartTools): TemplateResult {
  const isOpen = open === part;
  return html`<button type="button" aria-expanded=${isOpen} @click=${() => opened(isOpen ? null : part)}>
    ${label}
  </button>`;
}
