import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { customElement } from '../internal/custom-element.ts';
import { fieldStyles } from '../internal/field-styles.ts';
import { formatCount, localeOf } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { nextTurn } from '../internal/next-turn.ts';
import { RovingGrid } from '../internal/roving-grid.ts';
import { RowWindow } from '../internal/row-window.ts';
import type { Standings } from '../internal/standings.ts';
import { followTexts, texts } from '../internal/texts.ts';
import type { SortColumn } from '../internal/texts.ts';
import { Ticker } from '../internal/ticker.ts';
import { Tips, tipStyles } from '../internal/tips.ts';
import { tokens } from '../internal/tokens.ts';
import { checkpointListStyles } from './checkpoint-list.styles.ts';
import { renderRow, rowsHigh, stopsOf } from './checkpoint-row.ts';
import type { ListContext } from './checkpoint-row.ts';
import { checkpointRowStyles } from './checkpoint-row.styles.ts';
import { keyOf } from './checkpoint-rows.ts';
import type { CheckpointRows, ListRow } from './checkpoint-rows.ts';
import { headStops, orderAfter, renderHead } from './list-head.ts';
import { FoldEvent, OrderEvent, RowActionEvent, SelectionEvent } from './list-events.ts';
import type { RowAction } from './list-events.ts';
import { NoteWriter } from './note-writer.ts';
import { renderRunRow, runStops } from './run-row.ts';
import { RangeSelection, toggledAll } from './selection.ts';

const ageUpdateMs = 10_000;

/**
 * The list inside `<checkpoint-panel>`: draws the rows that are seen, and is one stop of the Tab key.
 *
 * Within it the arrow keys go from row to row and from button to button; Home, End, PageUp and PageDown go further. Space
 * selects, Shift with an arrow or Space selects on, Control A selects all and Escape none; Enter looks into a checkpoint,
 * F2 writes its note, Delete deletes. It knows no store: what the user does leaves it as an event.
 */
@customElement('checkpoint-list')
export class CheckpointList extends LitElement {
  static override styles = [
    tokens,
    buttonStyles,
    fieldStyles,
    tipStyles,
    checkpointRowStyles,
    checkpointListStyles,
  ];

  /** The rows to list. They change in place. */
  @property({ attribute: false }) rows!: CheckpointRows;
  /** Another number whenever the rows have changed. */
  @property({ attribute: false }) version = 0;
  @property({ attribute: false }) selection: ReadonlySet<string> = new Set();
  @property({ attribute: false }) standings: Standings = { latest: null, best: null };
  @property({ attribute: false }) ranking: Ranking = { monitor: 'val_reward', mode: 'max' };
  /** Whether older ones are still being read. */
  @property({ attribute: false }) isReading = false;
  @property({ attribute: false }) readOnly = false;
  @property({ attribute: false }) resumeDisabled = false;

  readonly #window = new RowWindow(this);
  readonly #grid = new RovingGrid(this, this.#window, 'name');
  readonly #range = new RangeSelection();
  readonly #notes = new NoteWriter(this, (entry, note) => this.#wish('note', entry, note));
  /** When the newest was saved that was seen at the top of the list. */
  #seenMs = 0;

  constructor() {
    super();
    followTexts(this);
    this.addController(new Ticker(this, ageUpdateMs));
    this.addController(new Tips(this));
  }

  /** The stops of a row; -1 is the head. */
  stopsAt(index: number): readonly string[] {
    const row = this.rows.at(index);
    if (!row) return headStops;
    return row.type === 'run' ? runStops : stopsOf(row.entry, this.readOnly);
  }

  /** The first rows have a turn of their own: what the panel draws beside them takes long enough. */
  protected override async scheduleUpdate(): Promise<void> {
    const isBare = this.hasUpdated && !this.renderRoot.querySelector('.rows > *');
    if (isBare && this.rows.length > 0) await nextTurn();
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const [before, view] = [changed.get('rows')?.view, this.rows.view];
    if (before && (before.order !== view.order || before.filter !== view.filter)) {
      this.#window.scrollTo(0);
      this.#range.forget();
    }
    if (this.rows.length === 0) {
      // What comes next, another store's say, was neither seen before nor selected.
      this.#seenMs = 0;
      this.#range.forget();
    }
    this.#window.arrange(this.rows);
    if (this.#window.isAtTop) this.#seenMs = Math.max(this.#seenMs, this.rows.newestMs);
  }

  protected override updated(): void {
    const { renderRoot: root } = this;
    this.#window.attach(root.querySelector('.list'), root.querySelector('.row-sizer'));
  }

  protected override render(): TemplateResult {
    const { order } = this.rows.view;
    return html`<div
      class="grid"
      role="grid"
      aria-multiselectable="true"
      aria-label=${texts.list.label(texts.list.sorted[`${order.by} ${order.direction}`])}
      aria-rowcount=${this.isReading ? -1 : this.rows.length + 1}
      @click=${this.#onClick}
      @dblclick=${this.#onDoubleClick}
      @keydown=${this.#onKeydown}
      @focusin=${(event: FocusEvent) => this.#grid.focused(event)}
      @focusout=${this.#onFocusout}
    >
      <div class="list" part="list" role="rowgroup">
        ${renderHead({
          order,
          ranking: this.ranking,
          tabStop: this.#grid.activeIndex === -1 ? this.#grid.stopIn(-1) : null,
          selected: this.#howManySelected(),
        })}
        <div class="row-sizer" role="presentation"></div>
        ${this.#renderRows()}
      </div>
      ${this.#renderArrivals()}
    </div>`;
  }

  #renderRows(): TemplateResult {
    const { ranking, standings, selection, readOnly, resumeDisabled } = this;
    const now = { nowMs: Date.now(), locale: localeOf(this) };
    const context = { ranking, standings, selection, readOnly, resumeDisabled, ...now };
    const indices = this.#window.indices(this.#grid.keptIndex);
    const tabIndex = this.#grid.tabIndexAmong(indices);
    return html`<div
      class="rows"
      role="presentation"
      .style=${`block-size: ${rowsHigh(this.rows.length)}; padding-block-start: ${rowsHigh(this.#window.start)}`}
    >
      ${repeat(
        indices,
        (index) => this.rows.keyAt(index),
        (index) => this.#renderRow(index, index === tabIndex, context),
      )}
    </div>`;
  }

  #renderRow(index: number, isTabStop: boolean, context: ListContext): TemplateResult | undefined {
    const row = this.rows.at(index);
    const tabStop = isTabStop ? this.#grid.stopIn(index) : null;
    const place = { ...context, index, tabStop, isApart: this.#window.isApart(index) };
    if (row?.type === 'entry')
      return renderRow(row.entry, { ...place, writing: row.entry.path === this.#notes.path });
    return (
      row && renderRunRow(row.run, row.entries, { ...place, folded: this.rows.view.folded.has(row.run) })
    );
  }

  #renderArrivals(): TemplateResult | typeof nothing {
    const newer = this.rows.countNewer(this.#seenMs);
    if (newer === 0) return nothing;
    return html`<button type="button" class="arrivals" part="button arrivals-button" @click=${this.#toTop}>
      ${icons.up} ${texts.list.newer(formatCount(newer, localeOf(this)))}
    </button>`;
  }

  #howManySelected(): 'all' | 'some' | 'none' {
    if (this.selection.size === 0) return 'none';
    return this.selection.size >= this.rows.found ? 'all' : 'some';
  }

  #onClick(event: MouseEvent): void {
    const row = this.#rowOf(event);
    const [sort, action] = [closest(event, '[data-sort]'), closest(event, '[data-action]')];
    const isEntry = row?.type === 'entry';
    if (sort) this.#sortBy(sort.dataset['sort'] as SortColumn);
    else if (closest(event, '[data-stop="select"]')) this.#toggle(row, event.shiftKey);
    else if (action && row) this.#act(action, row);
    else if (isEntry && (event.ctrlKey || event.metaKey || event.shiftKey)) this.#toggle(row, event.shiftKey);
  }

  #onDoubleClick(event: MouseEvent): void {
    const row = this.#rowOf(event);
    if (row?.type === 'entry' && closest(event, '.location')) this.#wish('inspect', row.entry);
  }

  #sortBy(column: SortColumn): void {
    this.dispatchEvent(new OrderEvent(orderAfter(column, this.rows.view.order, this.ranking)));
  }

  #act(button: HTMLElement, row: ListRow): void {
    if (button.getAttribute('aria-disabled') === 'true') return;
    if (row.type === 'run') return void this.dispatchEvent(new FoldEvent(row.run));
    const action = button.dataset['action'] as RowAction;
    if (action === 'note') this.#notes.write(row.entry);
    else this.#wish(action, row.entry);
  }

  #wish(action: RowAction, entry: CheckpointEntry, note = ''): void {
    this.dispatchEvent(new RowActionEvent(action, entry, note));
  }

  /** Selects a checkpoint, all from the row before to it, all of a run, or everything. */
  #toggle(row: ListRow | undefined, extend: boolean): void {
    if (row?.type === 'entry' && extend) return this.#extendTo(this.rows.indexOf(keyOf(row)));
    if (row?.type === 'entry') return this.#select(this.#range.toggle(this.selection, row.entry.path));
    const paths = (row?.entries ?? this.rows.entries()).map(({ path }) => path);
    this.#select(toggledAll(this.selection, paths));
  }

  #extendTo(index: number): void {
    const from = Math.max(0, this.#grid.activeIndex);
    this.#select(this.#range.extend(this.selection, this.rows, from, index));
  }

  #select(paths: ReadonlySet<string>): void {
    this.selection = paths;
    this.dispatchEvent(new SelectionEvent(paths));
  }

  #onKeydown(event: KeyboardEvent): void {
    if (closest(event, '.note-field')) {
      if (this.#notes.ends(event)) this.#grid.goTo(this.#grid.activeIndex, 'name');
      return;
    }
    if (!closest(event, '[data-key]')) return;
    if (this.#command(event, this.#rowOf(event)) || this.#move(event)) event.preventDefault();
  }

  /** Does what a key stands for in a row; tells whether it stands for something. */
  #command(event: KeyboardEvent, row: ListRow | undefined): boolean {
    const entry = row?.type === 'entry' ? row.entry : null;
    const named = closest(event, '[data-stop="name"]') && entry;
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) this.#toggle(undefined, false);
    else if (event.key === 'Escape' && this.selection.size > 0) this.#select(new Set());
    else if (event.key === ' ' && named) this.#toggle(row, event.shiftKey);
    else if (event.key === 'Enter' && named) this.#wish('inspect', named);
    else if (event.key === 'Delete' && entry && !this.readOnly) this.#wish('delete', entry);
    else if (event.key === 'F2' && entry && !this.readOnly) this.#notes.write(entry);
    else return false;
    return true;
  }

  /** Goes where a key leads; tells whether it leads somewhere. With Shift, it selects what it passes. */
  #move(event: KeyboardEvent): boolean {
    const { key, ctrlKey, metaKey, altKey } = event;
    const extend = event.shiftKey && (key === 'ArrowDown' || key === 'ArrowUp');
    const there = this.#grid.placeAfter({
      key,
      ctrlKey,
      metaKey,
      altKey,
      shiftKey: event.shiftKey && !extend,
    });
    if (!there) return false;
    if (extend && there.index >= 0) this.#extendTo(there.index);
    else if (!extend) this.#range.forget();
    this.#grid.goTo(there.index, there.stop);
    return true;
  }

  #onFocusout(event: FocusEvent): void {
    const field = closest(event, '.note-field');
    const row = this.#rowOf(event);
    if (field instanceof HTMLInputElement && row?.type === 'entry') this.#notes.left(field, row.entry);
    this.#grid.blurred(event);
  }

  #toTop(): void {
    this.#window.scrollTo(0);
    this.#grid.goTo(0, 'name');
  }

  #rowOf(event: Event): ListRow | undefined {
    return this.rows.at(this.rows.indexOf(closest(event, '[data-key]')?.dataset['key'] ?? ''));
  }
}

function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-list': CheckpointList;
  }
}
