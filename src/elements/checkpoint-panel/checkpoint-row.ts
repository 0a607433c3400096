import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { describeOrigin, explainBest, monitoredValue } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { formatAge, formatBytes, formatMoment, formatValue, visibleText } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import type { Standings } from '../internal/standings.ts';
import type { RowAction } from './row-action.ts';

/** What a row needs to know beside its checkpoint. */
export interface RowView {
  readonly ranking: Ranking;
  readonly standings: Standings;
  readonly resumeDisabled: boolean;
  readonly nowMs: number;
  readonly locale: string | undefined;
  /** Distance of the row from the top of the list, in pixels. */
  readonly topPx: number;
  /** 0-based. */
  readonly index: number;
  /** Which column of this row the Tab key reaches (0: the checkpoint itself, then its buttons); null: another row. */
  readonly tabColumn: number | null;
}

/** Draws one checkpoint of the list. */
export function renderRow(entry: CheckpointEntry, view: RowView): TemplateResult {
  return html`<div
    class="row ${isBest(entry, view) ? 'is-best' : ''}"
    part="row ${isBest(entry, view) ? 'row-best' : ''}"
    role="row"
    aria-rowindex=${view.index + 2}
    data-path=${entry.path}
    style="transform: translateY(${view.topPx}px)"
  >
    ${renderNameCell(entry, view)} ${renderFigures(entry, view)}
    <div class="cell actions" role="gridcell">${renderActions(entry, view)}</div>
  </div>`;
}

function renderNameCell(entry: CheckpointEntry, view: RowView): TemplateResult {
  const path = visibleText(entry.path);
  const cut = path.lastIndexOf('/') + 1;
  return html`<div
    class="cell name"
    role="rowheader"
    tabindex=${view.tabColumn === 0 ? 0 : -1}
    data-column="0"
    aria-label=${describeRow(entry, view)}
  >
    <div class="path">
      <span class="location" dir="ltr" title=${path}
        ><span class="folder">${path.slice(0, cut)}</span><span class="file">${path.slice(cut)}</span></span
      >
      ${renderTags(entry, view)}
    </div>
    <div class="origin"><bdi>${describeOrigin(entry)}</bdi></div>
  </div>`;
}

function renderTags(entry: CheckpointEntry, view: RowView): TemplateResult {
  const best = explainBest(entry, view.ranking, view.locale);
  return html`${
    isBest(entry, view)
      ? html`<span class="tag best" part="tag tag-best" title="Best: ${best}">best</span>`
      : nothing
  }${
    isLatest(entry, view)
      ? html`<span class="tag" part="tag tag-latest" title="Latest: the newest of all checkpoints"
          >latest</span
        >`
      : nothing
  }${
    entry.damaged
      ? html`<span class="tag damaged" part="tag tag-damaged" title=${damagedText}>damaged</span>`
      : nothing
  }`;
}

const damagedText = 'The newest text failed its check; what downloads is the one before it';

function renderFigures(entry: CheckpointEntry, { ranking, nowMs, locale }: RowView): TemplateResult {
  const value = monitoredValue(entry, ranking);
  return html`<div class="cell value" role="gridcell">
      <bdi>${value === null ? '–' : formatValue(value, locale)}</bdi>
    </div>
    <div class="cell size" role="gridcell"><bdi>${formatBytes(entry.bytes, locale)}</bdi></div>
    <div class="cell age" role="gridcell">
      <time datetime=${new Date(entry.mtime).toISOString()} title=${formatMoment(entry.mtime, locale)}
        ><bdi>${formatAge(entry.mtime, nowMs, locale)}</bdi></time
      >
    </div>`;
}

function renderActions(entry: CheckpointEntry, view: RowView): TemplateResult {
  const { path, pinned } = entry;
  return html`${entry.resumable ? renderResume(entry, view) : html`<span class="no-action"></span>`}
  ${renderAction('download', 2, `Download ${path}`, icons.download, view)}
  ${renderAction('pin', 3, `Pin ${path}`, pinned ? icons.pinned : icons.pin, view, pinned)}
  ${renderAction('delete', 4, `Delete ${path}`, icons.remove, view)}`;
}

function renderResume({ path }: CheckpointEntry, view: RowView): TemplateResult {
  return html`<button
    type="button"
    class="icon"
    part="button resume-button"
    data-action="resume"
    data-column="1"
    tabindex=${view.tabColumn === 1 ? 0 : -1}
    aria-disabled=${view.resumeDisabled}
    aria-label="Resume from ${path}"
    title=${view.resumeDisabled ? 'Resume from here: not while training' : 'Resume from here'}
  >
    ${icons.resume}
  </button>`;
}

const hints: Record<Exclude<RowAction, 'resume'>, string> = {
  download: 'Download',
  pin: 'Pin: never removed to make room',
  delete: 'Delete',
};

function renderAction(
  action: Exclude<RowAction, 'resume'>,
  column: number,
  label: string,
  drawing: TemplateResult,
  view: RowView,
  pressed?: boolean,
): TemplateResult {
  return html`<button
    type="button"
    class="icon ${action === 'delete' ? 'danger' : ''}"
    part="button ${action}-button"
    data-action=${action}
    data-column=${column}
    tabindex=${view.tabColumn === column ? 0 : -1}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    title=${hints[action]}
  >
    ${drawing}
  </button>`;
}

/** What a screen reader says when it comes to the row. */
function describeRow(entry: CheckpointEntry, view: RowView): string {
  const value = monitoredValue(entry, view.ranking);
  const parts = [
    entry.path,
    ...(isBest(entry, view) ? [`best: ${explainBest(entry, view.ranking, view.locale)}`] : []),
    ...(isLatest(entry, view) ? ['latest'] : []),
    ...(entry.damaged ? [damagedText] : []),
    ...(value === null ? [] : [`${view.ranking.monitor} ${formatValue(value, view.locale)}`]),
    describeOrigin(entry),
  ];
  return parts.join(', ');
}

function isBest({ path }: CheckpointEntry, { standings }: RowView): boolean {
  return standings.best?.path === path;
}

function isLatest({ path }: CheckpointEntry, { standings }: RowView): boolean {
  return standings.latest?.path === path;
}
