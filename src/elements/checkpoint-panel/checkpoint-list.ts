import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { localeOf } from '../internal/format.ts';
import { placeAfterKey } from '../internal/grid-keys.ts';
import type { GridPlace } from '../internal/grid-keys.ts';
import { icons } from '../internal/icons.ts';
import { RowWindow } from '../internal/row-window.ts';
import type { Standings } from '../internal/standings.ts';
import { Ticker } from '../internal/ticker.ts';
import { tokens } from '../internal/tokens.ts';
import { checkpointListStyles } from './checkpoint-list.styles.ts';
import { renderRow } from './checkpoint-row.ts';
import { RowActionEvent } from './row-action.ts';
import type { RowAction } from './row-action.ts';

/** How many rows from the end of what was read the next page is asked for. */
const readAheadRows = 20;
const ageUpdateMs = 10_000;
const columnCount = 5;

/**
 * The list inside `<checkpoint-panel>`: draws the rows that are seen, and is one stop of the Tab key.
 *
 * Within it the arrow keys go from row to row and from button to button. It knows no store: what the user does leaves
 * it as an event.
 */
@customElement('checkpoint-list')
export class CheckpointList extends LitElement {
  static override styles = [tokens, buttonStyles, checkpointListStyles];

  @query('.list') private readonly scroller!: HTMLElement | null;
  @query('.row-sizer') private readonly sizer!: HTMLElement | null;

  @state() private activePath: string | null = null;
  @state() private activeColumn = 0;
  @state() private hasFocus = false;
  @state() private arrivals = 0;

  /** Checkpoints to list, the newest first; a new array whenever something changed. */
  @property({ attribute: false }) entries: readonly CheckpointEntry[] = [];
  /** Whether there are older ones that were not read yet. */
  @property({ attribute: false }) hasMore = false;
  @property({ attribute: false }) standings: Standings = { latest: null, best: null };
  @property({ attribute: false }) ranking: Ranking = { monitor: 'val_reward', mode: 'max' };
  @property({ attribute: false }) resumeDisabled = false;

  readonly #rows = new RowWindow(this);
  /** Where the focus was, for the moment when its row is no more. */
  #activeIndex = 0;

  constructor() {
    super();
    this.addController(new Ticker(this, ageUpdateMs));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entries')) return;
    const before = changed.get('entries')?.[0]?.path;
    this.#rows.arrange(this.entries.map(({ path }) => path));
    const arrived = before === undefined ? 0 : Math.max(0, this.#rows.indexOf(before));
    this.arrivals = this.#rows.isAtTop ? 0 : Math.min(this.arrivals + arrived, this.entries.length);
    if (this.#rows.indexOf(this.activePath) === -1 && this.activePath !== null) {
      this.activePath = this.entries[Math.min(this.#activeIndex, this.entries.length - 1)]?.path ?? null;
    }
    this.#activeIndex = Math.max(0, this.#rows.indexOf(this.activePath));
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#rows.attach(this.scroller, this.sizer);
    if (this.hasMore && this.#rows.endVisible >= this.entries.length - readAheadRows) {
      this.dispatchEvent(new Event('more-request'));
    }
    // The row that had the focus was removed: its neighbour takes it.
    if (changed.has('entries') && this.hasFocus && !this.shadowRoot?.activeElement) this.#focusActive();
  }

  protected override render(): TemplateResult {
    return html`<div
      class="grid"
      role="grid"
      aria-label="Checkpoints, newest first"
      aria-rowcount=${this.hasMore ? -1 : this.entries.length + 1}
      @click=${this.#onClick}
      @keydown=${this.#onKeydown}
      @focusin=${this.#onFocusin}
      @focusout=${this.#onFocusout}
    >
      <div class="list" part="list" role="rowgroup" @scroll=${this.#onScroll}>
        ${this.#renderHead()}
        <div class="row-sizer" role="presentation"></div>
        <div class="rows" role="presentation" style="block-size: ${this.#rows.totalHeight}px">
          ${this.#renderRows()}
        </div>
        ${this.hasMore ? html`<div class="more" role="presentation">Reading more…</div>` : nothing}
      </div>
      ${this.#renderArrivals()}
    </div>`;
  }

  #renderHead(): TemplateResult {
    const { monitor, mode } = this.ranking;
    const better = mode === 'min' ? 'lower is better' : 'higher is better';
    return html`<div class="row head" role="row" aria-rowindex="1">
      <div class="cell name" role="columnheader">Checkpoint</div>
      <div class="cell value" role="columnheader" title="${monitor}: ${better}">
        <bdi>${monitor}</bdi> <span aria-hidden="true">${mode === 'min' ? '↓' : '↑'}</span
        ><span class="unseen">, ${better}</span>
      </div>
      <div class="cell size" role="columnheader">Size</div>
      <div class="cell age" role="columnheader">Saved</div>
      <div class="cell actions" role="columnheader"><span class="unseen">Actions</span></div>
    </div>`;
  }

  #renderRows(): unknown {
    const shared = {
      ranking: this.ranking,
      standings: this.standings,
      resumeDisabled: this.resumeDisabled,
      nowMs: Date.now(),
      locale: localeOf(this),
    };
    const indices = this.#rows.indices(this.hasFocus ? this.#activeIndex : -1);
    return repeat(
      indices.map((index) => ({ index, entry: this.entries[index] })),
      ({ entry }) => entry?.path,
      ({ index, entry }) => {
        const tabColumn = index === this.#activeIndex ? this.#columnIn(entry) : null;
        return (
          entry && renderRow(entry, { ...shared, index, tabColumn, topPx: index * this.#rows.rowHeight })
        );
      },
    );
  }

  #renderArrivals(): TemplateResult | typeof nothing {
    if (this.arrivals === 0) return nothing;
    return html`<button type="button" class="arrivals" part="button arrivals-button" @click=${this.#toTop}>
      ${icons.up} ${this.arrivals} newer
    </button>`;
  }

  /** The active column, or the first when the row lacks it (no training to resume). */
  #columnIn(entry: CheckpointEntry | undefined): number {
    return this.activeColumn === 1 && !entry?.resumable ? 0 : this.activeColumn;
  }

  #onClick(event: Event): void {
    const action = closest(event, '[data-action]');
    const entry = this.#entryOf(closest(event, '[data-path]'));
    if (!action || !entry || action.getAttribute('aria-disabled') === 'true') return;
    this.dispatchEvent(new RowActionEvent(action.dataset['action'] as RowAction, entry));
  }

  #onKeydown(event: KeyboardEvent): void {
    const entry = this.#entryOf(closest(event, '[data-path]'));
    if (!entry) return;
    if (event.key === 'Delete') return void this.dispatchEvent(new RowActionEvent('delete', entry));
    const here = { row: this.#rows.indexOf(entry.path), column: this.activeColumn };
    const direction = getComputedStyle(this).direction === 'rtl' ? 'rtl' : 'ltr';
    const extent = { rows: this.entries.length, columns: columnCount, pageRows: this.#rows.pageRows };
    const there = placeAfterKey(event, here, extent, direction);
    if (!there) return;
    event.preventDefault();
    this.#goTo(this.#skipMissing(here, there));
  }

  /** Steps over the resume button where a row has none. */
  #skipMissing(from: GridPlace, to: GridPlace): GridPlace {
    const missing = to.column === 1 && from.row === to.row && !this.entries[to.row]?.resumable;
    return missing ? { row: to.row, column: from.column === 0 ? 2 : 0 } : to;
  }

  #goTo({ row, column }: GridPlace): void {
    this.activePath = this.entries[row]?.path ?? null;
    this.activeColumn = column;
    this.#activeIndex = row;
    this.#rows.reveal(row);
    void this.updateComplete.then(() => this.#focusActive());
  }

  #focusActive(): void {
    this.shadowRoot?.querySelector<HTMLElement>('[data-path] [tabindex="0"]')?.focus({ preventScroll: true });
  }

  #onFocusin(event: FocusEvent): void {
    const entry = this.#entryOf(closest(event, '[data-path]'));
    const column = closest(event, '[data-column]')?.dataset['column'];
    if (!entry || column === undefined) return;
    this.hasFocus = true;
    if (Number(column) !== this.#columnIn(entry) || entry.path !== this.activePath) {
      this.activeColumn = Number(column);
    }
    this.activePath = entry.path;
    this.#activeIndex = this.#rows.indexOf(entry.path);
    this.#rows.reveal(this.#activeIndex);
  }

  #onFocusout(event: FocusEvent): void {
    const isRowGone = closest(event, '[data-path]') && !this.#entryOf(closest(event, '[data-path]'));
    if (!isRowGone) this.hasFocus = this.#holds(event.relatedTarget);
  }

  #holds(target: EventTarget | null): boolean {
    return target instanceof Node && this.shadowRoot?.contains(target) === true;
  }

  #onScroll(): void {
    if (this.#rows.isAtTop) this.arrivals = 0;
  }

  #toTop(): void {
    this.arrivals = 0;
    this.#rows.scrollTo(0);
    this.#goTo({ row: 0, column: 0 });
  }

  #entryOf(row: HTMLElement | null): CheckpointEntry | undefined {
    return this.entries[this.#rows.indexOf(row?.dataset['path'] ?? null)];
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
