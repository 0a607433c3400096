import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatValue, visibleText } from '../internal/format.ts';
import { compareTexts as texts } from './compare-texts.ts';
import type { MetricChange, MetricVerdict } from './metric-changes.ts';

const arrows: Readonly<Record<MetricVerdict, string>> = {
  better: '▲',
  worse: '▼',
  same: '=',
  higher: '↑',
  lower: '↓',
  unknown: '',
};

/** Draws what two checkpoints logged, and what became of it, in words too. */
export function renderMetrics(changes: readonly MetricChange[], locale: string | undefined): TemplateResult {
  if (changes.length === 0) return html`<p class="muted">${texts.noMetrics}</p>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${texts.metrics}>
    <table>
      <thead>
        <tr>
          <th scope="col">${texts.metric}</th>
          <th scope="col" class="figure"><span class="badge">A</span></th>
          <th scope="col" class="figure"><span class="badge">B</span></th>
          <th scope="col">${texts.change}</th>
        </tr>
      </thead>
      <tbody>
        ${changes.map((change) => renderMetric(change, locale))}
      </tbody>
    </table>
  </div>`;
}

function renderMetric(change: MetricChange, locale: string | undefined): TemplateResult {
  const { name, before, after, mode, verdict } = change;
  return html`<tr data-metric=${name}>
    <th scope="row">
      <bdi class="path">${visibleText(name)}</bdi>
      ${mode === null ? '' : html`<span class="muted small">${texts.modes[mode]}</span>`}
    </th>
    ${[before, after].map(
      (value) =>
        html`<td class="figure">
          <bdi
            >${value === null ? html`<span class="muted">${texts.notLogged}</span>` : formatValue(value, locale)}</bdi
          >
        </td>`,
    )}
    <td class="verdict ${verdict}">
      <span aria-hidden="true">${arrows[verdict]}</span>
      ${verdict === 'same' ? '' : html`<bdi>${formatChange(change, locale)}</bdi>`} ${texts.verdicts[verdict]}
    </td>
  </tr>`;
}

function formatChange({ before, after }: MetricChange, locale: string | undefined): string {
  if (before === null || after === null) return '';
  const change = after - before;
  if (!Number.isFinite(change)) return '';
  return `${change > 0 ? '+' : ''}${formatValue(change, locale)}`;
}
