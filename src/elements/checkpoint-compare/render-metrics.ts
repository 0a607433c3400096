import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatValue, shownName } from '../internal/format.ts';
import '../internal/compare-texts.ts';
import { texts } from '../internal/texts.ts';
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
  if (changes.length === 0) return html`<p class="muted">${texts.compare.noLogs}</p>`;
  // The roles are told, as narrow tables are drawn in another form than tables have.
  return html`<table class="metrics" role="table" aria-labelledby="metrics">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${texts.compare.log}</th>
        <th role="columnheader" scope="col" class="figure"><span class="badge">A</span></th>
        <th role="columnheader" scope="col" class="figure"><span class="badge">B</span></th>
        <th role="columnheader" scope="col">${texts.compare.change}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${changes.map((change) => renderMetric(change, locale))}
    </tbody>
  </table>`;
}

function renderMetric(change: MetricChange, locale: string | undefined): TemplateResult {
  const { name, before, after, mode, verdict } = change;
  return html`<tr role="row" data-metric=${name}>
    <th role="rowheader" scope="row">
      <bdi class="path">${shownName(name)}</bdi>
      ${mode === null ? '' : html`<span class="muted small">${texts.compare.modes[mode]}</span>`}
    </th>
    ${renderValue('A', before, locale)} ${renderValue('B', after, locale)}
    <td role="cell" class="verdict ${verdict}">
      <span aria-hidden="true">${arrows[verdict]}</span>
      ${verdict === 'same' ? '' : html`<bdi>${formatChange(change, locale)}</bdi>`}
      ${texts.compare.verdicts[verdict]}
    </td>
  </tr>`;
}

function renderValue(letter: string, value: number | null, locale: string | undefined): TemplateResult {
  const shown =
    value === null ? html`<span class="muted">${texts.compare.notLogged}</span>` : formatValue(value, locale);
  return html`<td role="cell" class="figure" data-label=${letter}><bdi>${shown}</bdi></td>`;
}

function formatChange({ before, after }: MetricChange, locale: string | undefined): string {
  if (before === null || after === null) return '';
  const change = after - before;
  if (!Number.isFinite(change)) return '';
  return `${change > 0 ? '+' : ''}${formatValue(change, locale)}`;
}
