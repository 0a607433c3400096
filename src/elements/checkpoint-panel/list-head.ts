import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { shownName } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';
import type { SortColumn } from '../internal/texts.ts';
import type { RowOrder } from './row-order.ts';

/** Where the arrow keys stop in the head of the list. */
export const headStops: readonly string[] = ['select', 'name', 'value', 'size', 'age'];

/** What the head shows. */
export interface HeadView {
  readonly order: RowOrder;
  readonly ranking: Ranking;
  /** Which stop the Tab key reaches; null: one of a row. */
  readonly tabStop: string | null;
  readonly selected: 'all' | 'some' | 'none';
}

/** Draws the head of the list: a box that selects all, and the columns, by each of which the list can be sorted. */
export function renderHead(view: HeadView): TemplateResult {
  const { monitor, mode } = view.ranking;
  const { higherIsBetter, lowerIsBetter, sortBy } = texts.list;
  const better = mode === 'min' ? lowerIsBetter : higherIsBetter;
  const value = html`<bdi>${shownName(monitor)}</bdi>`;
  return html`<div class="row head" role="row" aria-rowindex="1" data-key="">
    <div class="cell select" role="columnheader">
      <input
        type="checkbox"
        data-stop="select"
        tabindex=${view.tabStop === 'select' ? 0 : -1}
        aria-label=${texts.list.selectAll}
        data-tip=${texts.list.selectAll}
        .checked=${live(view.selected === 'all')}
        .indeterminate=${live(view.selected === 'some')}
      />
    </div>
    ${renderColumn('path', 'name', sortBy.path, view)}
    ${renderColumn('value', 'value', value, view, `${shownName(monitor)}: ${better}`)}
    ${renderColumn('size', 'size', sortBy.size, view)} ${renderColumn('age', 'age', sortBy.age, view)}
    <div class="cell actions" role="columnheader"><span class="unseen">${texts.list.actions}</span></div>
  </div>`;
}

function renderColumn(
  by: SortColumn,
  stop: string,
  label: TemplateResult | string,
  { order, tabStop }: HeadView,
  tip?: string,
): TemplateResult {
  const isSorted = order.by === by;
  return html`<div class="cell ${stop}" role="columnheader" aria-sort=${isSorted ? order.direction : nothing}>
    <button
      type="button"
      class="sort ${isSorted ? order.direction : ''}"
      data-sort=${by}
      data-stop=${stop}
      tabindex=${tabStop === stop ? 0 : -1}
      data-tip=${tip ?? nothing}
    >
      <span class="sort-label">${label}</span><span class="sort-mark" aria-hidden="true"></span>
    </button>
  </div>`;
}

/** The order that a press on a column asks for: that which is looked for most, and at the next press its reverse. */
export function orderAfter(by: SortColumn, order: RowOrder, { mode }: Ranking): RowOrder {
  if (order.by === by) {
    return { by, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
  }
  const isUpward = by === 'path' || (by === 'value' && mode === 'min');
  return { by, direction: isUpward ? 'ascending' : 'descending' };
}
