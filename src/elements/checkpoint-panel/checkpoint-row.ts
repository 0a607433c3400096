import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { describeOrigin, explainBest, monitoredValue } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import {
  formatAge,
  formatBytes,
  formatMoment,
  formatValue,
  pathInWords,
  shownName,
  shownWords,
} from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import type { Standings } from '../internal/standings.ts';
import { texts } from '../internal/texts.ts';
import type { RowAction } from './list-events.ts';

/** What all rows need to know beside their checkpoints. */
export interface ListContext {
  readonly ranking: Ranking;
  readonly standings: Standings;
  readonly selection: ReadonlySet<string>;
  readonly readOnly: boolean;
  readonly resumeDisabled: boolean;
  readonly nowMs: number;
  readonly locale: string | undefined;
}

/** What one row needs to know beside its checkpoint. */
export interface RowPlace extends ListContext {
  /** Whether the row stands apart from the others: else it follows the row before it. */
  readonly isApart: boolean;
  /** 0-based. */
  readonly index: number;
  /** Which stop of this row the Tab key reaches; null: another row's. */
  readonly tabStop: string | null;
  /** Whether the row's note is being written. */
  readonly writing: boolean;
}

/** Where the arrow keys stop in a row, in reading order. */
export function stopsOf({ resumable }: CheckpointEntry, readOnly: boolean): readonly string[] {
  if (readOnly) return ['select', 'name', 'download'];
  return ['select', 'name', ...(resumable ? ['resume', 'fork'] : []), 'download', 'pin', 'note', 'delete'];
}

/** Draws one checkpoint of the list. */
export function renderRow(entry: CheckpointEntry, place: RowPlace): TemplateResult {
  const isSelected = place.selection.has(entry.path);
  return html`<div
    class="row ${isBest(entry, place) ? 'is-best' : ''} ${isSelected ? 'is-selected' : ''}"
    part="row ${isBest(entry, place) ? 'row-best' : ''}"
    role="row"
    aria-rowindex=${place.index + 2}
    aria-selected=${isSelected}
    data-key="e${entry.path}"
    data-path=${entry.path}
    .style=${styleAt(place)}
  >
    <div class="cell select" role="gridcell">
      <input
        type="checkbox"
        data-stop="select"
        tabindex=${place.tabStop === 'select' ? 0 : -1}
        aria-label=${texts.row.select(shownName(entry.path))}
        .checked=${live(isSelected)}
      />
    </div>
    ${renderNameCell(entry, place)} ${renderFigures(entry, place)}
    <div class="cell actions" role="gridcell">${renderActions(entry, place)}</div>
  </div>`;
}

/**
 * Only a row apart from the others has a style of its own: Chromium's cache of styles grows with each that it meets, and
 * slows down whoever scrolls on.
 */
export function styleAt({ index, isApart }: Pick<RowPlace, 'index' | 'isApart'>): string {
  return isApart ? `position: absolute; inset: ${rowsHigh(index)} 0 auto` : '';
}

/** The height of so many rows, whatever that of one is where they are drawn. */
export function rowsHigh(count: number): string {
  return `calc(${count} * var(--_row))`;
}

function renderNameCell(entry: CheckpointEntry, place: RowPlace): TemplateResult {
  const path = shownName(entry.path);
  const cut = path.lastIndexOf('/') + 1;
  return html`<div
    class="cell name"
    role="rowheader"
    tabindex=${place.tabStop === 'name' ? 0 : -1}
    data-stop="name"
    data-tip=${tipsOf(entry, place).join('\n') || nothing}
    aria-label=${describeRow(entry, place)}
  >
    <div class="path">
      <span class="location" dir="ltr" data-tip=${path}
        ><span class="folder">${path.slice(0, cut)}</span><span class="file">${path.slice(cut)}</span></span
      >
      ${renderTags(entry, place)}
    </div>
    ${place.writing ? renderNoteField(entry) : renderOrigin(entry, place)}
  </div>`;
}

function renderOrigin(entry: CheckpointEntry, { locale }: RowPlace): TemplateResult {
  const note = shownWords(entry.note);
  return html`<div class="origin">
    <bdi>${describeOrigin(entry, locale)}</bdi
    >${note && html` <bdi class="note" data-tip=${note}>${note}</bdi>`}
  </div>`;
}

function renderNoteField(entry: CheckpointEntry): TemplateResult {
  return html`<input
    type="text"
    class="note-field"
    dir="auto"
    aria-label=${texts.row.noteLabel(shownName(entry.path))}
    placeholder=${texts.row.noteKeys}
    .value=${entry.note}
  />`;
}

function renderTags(entry: CheckpointEntry, place: RowPlace): TemplateResult {
  const { best, latest, damaged } = texts.row;
  const [bestTip, latestTip, damagedTip] = marksOf(entry, place);
  return html`${bestTip ? renderTag('best', best, bestTip) : nothing}${
    latestTip ? renderTag('latest', latest, latestTip) : nothing
  }${damagedTip ? renderTag('damaged', damaged, damagedTip) : nothing}`;
}

function renderTag(name: string, label: string, tip: string): TemplateResult {
  return html`<span class="tag ${name}" part="tag tag-${name}" data-tip=${tip}>${label}</span>`;
}

/** What the marks of a row mean: best, latest, damaged; null for each that it does not have. */
function marksOf(entry: CheckpointEntry, place: ListContext): readonly (string | null)[] {
  const { bestTip, latestTip, damagedTip } = texts.row;
  return [
    isBest(entry, place) ? bestTip(explainBest(entry, place.ranking, place.locale)) : null,
    place.standings.latest?.path === entry.path ? latestTip : null,
    entry.damaged ? damagedTip : null,
  ];
}

function tipsOf(entry: CheckpointEntry, place: ListContext): string[] {
  const origin = entry.parent === null ? null : texts.row.parent(shownName(entry.parent));
  return [...marksOf(entry, place), origin].filter((tip) => tip !== null);
}

function renderFigures(entry: CheckpointEntry, { ranking, nowMs, locale }: RowPlace): TemplateResult {
  const value = monitoredValue(entry, ranking);
  return html`<div class="cell value" role="gridcell">
      <bdi>${value === null ? texts.checkpoint.noValue : formatValue(value, locale)}</bdi>
    </div>
    <div class="cell size" role="gridcell"><bdi>${formatBytes(entry.bytes, locale)}</bdi></div>
    <div class="cell age" role="gridcell">
      <time datetime=${new Date(entry.mtime).toISOString()} data-tip=${formatMoment(entry.mtime, locale)}
        ><bdi>${formatAge(entry.mtime, nowMs, locale)}</bdi></time
      >
    </div>`;
}

function renderActions(entry: CheckpointEntry, place: RowPlace): unknown {
  const path = shownName(entry.path);
  const { row } = texts;
  const download = renderAction('download', [row.downloadLabel(path), row.download], icons.download, place);
  if (place.readOnly) return download;
  const pin = entry.pinned ? icons.pinned : icons.pin;
  return html`${entry.resumable ? renderGoOn(path, place) : nothing} ${download}
  ${renderAction('pin', [row.pinLabel(path), entry.pinned ? row.unpin : row.pin], pin, place, { pressed: entry.pinned })}
  ${renderAction('note', [row.noteLabel(path), row.note], icons.note, place)}
  ${renderAction('delete', [row.deleteLabel(path), row.delete], icons.remove, place)}`;
}

function renderGoOn(path: string, place: RowPlace): TemplateResult {
  const { resumeLabel, resume, resumeDisabled, forkLabel, fork, forkDisabled } = texts.row;
  const { resumeDisabled: disabled } = place;
  const [resumeTip, forkTip] = disabled ? [resumeDisabled, forkDisabled] : [resume, fork];
  return html`${renderAction('resume', [resumeLabel(path), resumeTip], icons.resume, place, { disabled })}
  ${renderAction('fork', [forkLabel(path), forkTip], icons.fork, place, { disabled })}`;
}

function renderAction(
  action: Exclude<RowAction, 'inspect'>,
  [label, tip]: readonly [string, string],
  drawing: TemplateResult,
  { tabStop }: RowPlace,
  { pressed, disabled }: { readonly pressed?: boolean; readonly disabled?: boolean } = {},
): TemplateResult {
  return html`<button
    type="button"
    class="icon ${action === 'delete' ? 'danger' : ''}"
    part="button ${action}-button"
    data-action=${action}
    data-stop=${action}
    tabindex=${tabStop === action ? 0 : -1}
    aria-disabled=${disabled ?? nothing}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    data-tip=${tip}
  >
    ${drawing}
  </button>`;
}

/** What a screen reader says when it comes to the row. */
function describeRow(entry: CheckpointEntry, place: ListContext): string {
  const value = monitoredValue(entry, place.ranking);
  const note = shownWords(entry.note);
  const { monitor } = place.ranking;
  return [
    pathInWords(entry.path),
    ...tipsOf(entry, place),
    ...(entry.pinned ? [texts.row.pinned] : []),
    ...(value === null ? [] : [`${shownName(monitor)} ${formatValue(value, place.locale)}`]),
    describeOrigin(entry, place.locale),
    ...(note ? [texts.row.noteIs(note)] : []),
  ].join(', ');
}

function isBest({ path }: CheckpointEntry, { standings }: ListContext): boolean {
  return standings.best?.path === path;
}
