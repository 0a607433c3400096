import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatCount, formatValue, nameInWords, shownName } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';
import { metricName } from './chart-metrics.ts';
import { bestRow } from './chart-table.ts';
import type { ChartSave, ChartTable } from './chart-table.ts';
import type { StoredRun } from './stored-runs.ts';

/** What a chart is described from. */
export interface ChartWording {
  readonly table: ChartTable;
  /** Log names. */
  readonly names: readonly string[];
  readonly monitor: string;
  /** Whether the monitored value is among what is shown. */
  readonly isMonitored: boolean;
  /** What the other runs are called. */
  readonly others: readonly string[];
  readonly saves: readonly ChartSave[];
  readonly locale: string | undefined;
}

/** What a curve is called: `validation reward`, and `training reward` where there are both. */
export function curveName(log: string, names: readonly string[]): string {
  const metric = metricName(log);
  if (log !== metric) return texts.chart.validation(nameInWords(metric));
  return names.length > 1 ? texts.chart.training(nameInWords(log)) : nameInWords(log);
}

/** `untrained` or `epoch 7`. */
export function epochName(epoch: number, locale?: string): string {
  return epoch === 0 ? texts.chart.untrained : texts.chart.epoch(formatCount(epoch, locale));
}

/** What a chart shows, in a sentence or two. */
export function describeChart({ table, names, monitor, isMonitored, saves, locale }: ChartWording): string {
  const trained = table.epochs.slice(0, table.lastRow + 1).filter((epoch) => epoch > 0).length;
  const [row, shownNames] = [bestRow(table), names.map((name) => curveName(name, names))];
  const best = isMonitored ? (table.tide[row] ?? null) : null;
  const { summary, bestAt, saves: savesText } = texts.chart;
  const where = epochName(table.epochs[row] ?? 0, locale);
  return [
    summary(shownNames, trained, formatCount(trained, locale)),
    best === null ? '' : bestAt(curveName(monitor, names), formatValue(best, locale), where),
    saves.length === 0 ? '' : savesText(saves.length, formatCount(saves.length, locale)),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** The values of one row: `epoch 7: reward 0.910; saved as runs/07.json`. */
export function describeEpoch(wording: ChartWording, row: number): string {
  const { table, names, others, saves, locale } = wording;
  const columns = [
    ...names.map((name, at) => ({ name: curveName(name, names), values: table.metrics[at] })),
    ...others.map((name, at) => ({ name: nameInWords(name), values: table.others[at] })),
  ];
  const values = columns.flatMap(({ name, values }) => {
    const value = values?.[row] ?? null;
    return value === null ? [] : [texts.chart.value(name, formatValue(value, locale))];
  });
  const epoch = table.epochs[row] ?? 0;
  return texts.chart.row(epochName(epoch, locale), [...values, ...describeSaves(saves, epoch)]);
}

/** What was saved at an epoch, 1-based. */
export function describeSaves(saves: readonly ChartSave[], epoch: number): string[] {
  const { savedAs, savedAsBest } = texts.chart;
  return saves
    .filter((save) => save.epoch + 1 === epoch)
    .map(({ path, best }) => (best ? savedAsBest : savedAs)(nameInWords(path)));
}

/** What a run of the store is called: by its name if a human gave it one, and by the time of its last checkpoint. */
export function runName({ id, latestMs }: StoredRun, locale?: string): string {
  const isMadeUp = !/[g-z]/i.test(id);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(latestMs);
  return texts.chart.run(isMadeUp ? [time] : [shownName(id), time]);
}

/** The same values for those who read rather than look. */
export function renderTable({ table, names, isMonitored, others, locale }: ChartWording): TemplateResult {
  const columns = [
    ...names.map((name, at) => ({ name: curveName(name, names), values: table.metrics[at] })),
    ...(isMonitored ? [{ name: texts.chart.bestSoFar, values: table.tide }] : []),
    ...others.map((name, at) => ({ name: nameInWords(name), values: table.others[at] })),
  ];
  return html`<div class="table" part="table" role="region" tabindex="0" aria-label=${texts.chart.tableLabel}>
    <table>
      <thead>
        <tr>
          <th scope="col">${texts.chart.epochHead}</th>
          ${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.epochs.map(
          (epoch, row) =>
            html`<tr>
              <th scope="row">${epochName(epoch, locale)}</th>
              ${columns.map(({ values }) => html`<td>${shownValue(values?.[row], locale)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A value as it is shown; a dash where there is none. */
export function shownValue(value: number | null | undefined, locale?: string): string {
  return value === null || value === undefined ? texts.chart.noValue : formatValue(value, locale);
}
