import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { monitoredValue } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatValue,
  nameInWords,
  shownName,
} from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { texts } from '../internal/texts.ts';
import { styleAt } from './checkpoint-row.ts';
import type { RowPlace } from './checkpoint-row.ts';

/** Where the arrow keys stop in a run's header. */
export const runStops: readonly string[] = ['select', 'name'];

/** What the header of a run needs to know beside the run. */
type RunPlace = Omit<RowPlace, 'writing'> & { readonly folded: boolean };

/** What is known of a run's checkpoints together. */
interface RunSummary {
  readonly bytes: number;
  readonly newest: number;
  readonly best: number | null;
}

/** Summaries by list of entries, which is another list whenever something in it has changed. */
const summaries = new WeakMap<
  readonly CheckpointEntry[],
  { readonly of: string; readonly summary: RunSummary }
>();
const chosen = new WeakMap<
  readonly CheckpointEntry[],
  { readonly of: ReadonlySet<string>; readonly count: number }
>();

/** Draws the header of a run: how many checkpoints it has, its best value, their size, and when the last was saved. */
export function renderRunRow(
  run: string,
  entries: readonly CheckpointEntry[],
  place: RunPlace,
): TemplateResult {
  const { locale, selection } = place;
  const { bytes, newest, best } = summaryOf(entries, place.ranking);
  const name = run === '' ? texts.run.none : texts.run.title(nameInWords(run));
  const selected = countSelected(entries, selection);
  return html`<div
    class="row run"
    part="row row-run"
    role="row"
    aria-rowindex=${place.index + 2}
    data-key="r${run}"
    .style=${styleAt(place)}
  >
    <div class="cell select" role="gridcell">
      <input
        type="checkbox"
        data-stop="select"
        tabindex=${place.tabStop === 'select' ? 0 : -1}
        aria-label=${texts.run.select(name)}
        .checked=${live(selected === entries.length)}
        .indeterminate=${live(selected > 0 && selected < entries.length)}
      />
    </div>
    <div class="cell name" role="rowheader">
      <button
        type="button"
        class="fold"
        data-action="fold"
        data-stop="name"
        tabindex=${place.tabStop === 'name' ? 0 : -1}
        aria-expanded=${!place.folded}
        data-tip=${shownName(run)}
      >
        ${icons.fold}<bdi class="run-name">${name}</bdi>
      </button>
      <div class="run-count">
        <bdi>${texts.checkpoint.count(entries.length, formatCount(entries.length, locale))}</bdi>
      </div>
    </div>
    <div class="cell value" role="gridcell">
      <bdi>${best === null ? '' : formatValue(best, locale)}</bdi>
    </div>
    <div class="cell size" role="gridcell"><bdi>${formatBytes(bytes, locale)}</bdi></div>
    <div class="cell age" role="gridcell"><bdi>${formatAge(newest, place.nowMs, locale)}</bdi></div>
    <div class="cell actions" role="gridcell"></div>
  </div>`;
}

function summaryOf(entries: readonly CheckpointEntry[], ranking: Ranking): RunSummary {
  const of = `${ranking.mode} ${ranking.monitor}`;
  const known = summaries.get(entries);
  if (known?.of === of) return known.summary;
  const summary = summarize(entries, ranking);
  summaries.set(entries, { of, summary });
  return summary;
}

function countSelected(entries: readonly CheckpointEntry[], selection: ReadonlySet<string>): number {
  if (selection.size === 0) return 0;
  const known = chosen.get(entries);
  if (known?.of === selection) return known.count;
  const { length: count } = entries.filter(({ path }) => selection.has(path));
  chosen.set(entries, { of: selection, count });
  return count;
}

function summarize(entries: readonly CheckpointEntry[], ranking: Ranking): RunSummary {
  let [bytes, newest] = [0, 0];
  let best: number | null = null;
  for (const entry of entries) {
    bytes += entry.bytes;
    newest = Math.max(newest, entry.mtime);
    const value = monitoredValue(entry, ranking);
    if (value === null || Number.isNaN(value)) continue;
    const isBetter = best === null || (ranking.mode === 'min' ? value < best : value > best);
    if (isBetter) best = value;
  }
  return { bytes, newest, best };
}
