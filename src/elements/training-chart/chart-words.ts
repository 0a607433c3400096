import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { formatValue } from '../internal/format.ts';
import { bestRow } from './chart-table.ts';
import type { ChartSave, ChartTable } from './chart-table.ts';

/** What a chart is described from. */
interface ChartWording {
  readonly table: ChartTable;
  readonly names: readonly string[];
  readonly ranking: Ranking;
  readonly saves: readonly ChartSave[];
  readonly locale: string | undefined;
}

/** What a chart shows, in a sentence or two. */
export function describeChart({ table, names, ranking, saves, locale }: ChartWording): string {
  const trained = table.epochs.filter((epoch) => epoch > 0).length;
  const best = table.tide[bestRow(table)] ?? null;
  const sentences = [
    `${names.join(' and ')} over ${trained} ${trained === 1 ? 'epoch' : 'epochs'}.`,
    ...(best === null
      ? []
      : [`Best ${ranking.monitor} ${formatValue(best, locale)} at epoch ${table.epochs[bestRow(table)]}.`]),
    ...(saves.length === 0
      ? []
      : [`${saves.length} ${saves.length === 1 ? 'checkpoint' : 'checkpoints'} saved.`]),
  ];
  return sentences.join(' ');
}

/** The values of one row: `Epoch 7: reward 0.910, val_reward 0.942, saved as runs/07.json`. */
export function describeEpoch({ table, names, saves, locale }: ChartWording, row: number): string {
  const epoch = table.epochs[row] ?? 0;
  const values = names.flatMap((name, at) => {
    const value = table.metrics[at]?.[row] ?? null;
    return value === null ? [] : [`${name} ${formatValue(value, locale)}`];
  });
  const saved = saves.filter((save) => save.epoch + 1 === epoch).map(({ path }) => `saved as ${path}`);
  return `${epochName(epoch)}: ${[...values, ...saved].join(', ')}`;
}

/** The same values for those who read rather than look. */
export function renderTable({ table, names, locale }: ChartWording): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Epoch</th>
        ${names.map((name) => html`<th scope="col">${name}</th>`)}
        <th scope="col">Best so far</th>
      </tr>
    </thead>
    <tbody>
      ${table.epochs.map(
        (epoch, row) =>
          html`<tr>
            <th scope="row">${epochName(epoch)}</th>
            ${[...table.metrics, table.tide].map((values) => html`<td>${shown(values[row], locale)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function epochName(epoch: number): string {
  return epoch === 0 ? 'Untrained' : `Epoch ${epoch}`;
}

function shown(value: number | null | undefined, locale?: string): string {
  return value === null || value === undefined ? '–' : formatValue(value, locale);
}
