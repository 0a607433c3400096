import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placeAfterKey } from './grid-keys.ts';
import type { RowSequence, RowWindow } from './row-window.ts';

/** The key of the head, which stands above the first row. No row has it. */
const headKey = '';

/** An element that draws a grid. Rows carry `data-key`, and what the arrow keys stop at carries `data-stop`. */
export interface GridHost extends ReactiveControllerHost, HTMLElement {
  readonly rows: RowSequence;
  /** The stops of a row in reading order; -1 is the head. */
  stopsAt(index: number): readonly string[];
}

/**
 * Makes a windowed grid one stop of the Tab key, within which the arrow keys go from row to row and from stop to stop.
 *
 * The row with the focus is known by its key, so that it keeps it when rows come and go; a row that is removed leaves it
 * to its neighbour.
 */
export class RovingGrid implements ReactiveController {
  readonly #host: GridHost;
  readonly #window: RowWindow;
  readonly #firstStop: string;
  #key: string | null = null;
  #index = 0;
  #stop: string;
  #hasFocus = false;

  /** @param firstStop the stop that every row has */
  constructor(host: GridHost, window: RowWindow, firstStop: string) {
    this.#host = host;
    this.#window = window;
    this.#stop = firstStop;
    this.#firstStop = firstStop;
    host.addController(this);
  }

  /** The row with the focus, which must stay drawn; -1 when the focus is elsewhere, or in the head. */
  get keptIndex(): number {
    return this.#hasFocus ? this.#index : -1;
  }

  /** The active row; -1 is the head. */
  get activeIndex(): number {
    return this.#index;
  }

  hostUpdate(): void {
    const { rows } = this.#host;
    // With the last row the focus has gone elsewhere, and stays there.
    if (rows.length === 0) [this.#key, this.#hasFocus] = [null, false];
    const place = this.#key === null || this.#key === headKey ? -1 : rows.indexOf(this.#key);
    if (place !== -1) this.#index = place;
    else if (this.#key !== headKey) this.#index = Math.max(0, Math.min(this.#index, rows.length - 1));
  }

  hostUpdated(): void {
    if (this.#hasFocus && !this.#host.shadowRoot?.activeElement) this.focus();
  }

  hostDisconnected(): void {
    this.#hasFocus = false;
  }

  /** Which of the drawn rows the Tab key reaches: the active one, else the first that is seen. */
  tabIndexAmong(drawn: readonly number[]): number {
    const isDrawn = this.#index === -1 || drawn.includes(this.#index);
    return isDrawn ? this.#index : this.#window.firstVisible;
  }

  /** The stop of a row that the Tab key reaches: the active one, or the first stop where the row lacks it. */
  stopIn(index: number): string {
    return this.#host.stopsAt(index).includes(this.#stop) ? this.#stop : this.#firstStop;
  }

  /** Where a key leads from where the focus is; null when it leads nowhere. */
  placeAfter(
    event: Parameters<typeof placeAfterKey>[0],
  ): { readonly index: number; readonly stop: string } | null {
    const { rows } = this.#host;
    const stops = this.#host.stopsAt(this.#index);
    const here = { row: this.#index + 1, column: Math.max(0, stops.indexOf(this.stopIn(this.#index))) };
    const extent = { rows: rows.length + 1, columns: stops.length, pageRows: this.#window.pageRows };
    const direction = getComputedStyle(this.#host).direction === 'rtl' ? 'rtl' : 'ltr';
    const there = placeAfterKey(event, here, extent, direction);
    if (!there) return null;
    const isSideways = there.column !== here.column;
    return { index: there.row - 1, stop: isSideways ? (stops[there.column] ?? this.#firstStop) : this.#stop };
  }

  /** Gives the focus to a row, scrolling to it. */
  goTo(index: number, stop: string): void {
    this.#key = index === -1 ? headKey : (this.#host.rows.keyAt(index) ?? null);
    this.#index = index;
    this.#stop = stop;
    this.#hasFocus = true;
    if (index >= 0) this.#window.reveal(index);
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.focus());
  }

  /** Gives the focus to the active row. */
  focus(): void {
    const stop = this.#host.shadowRoot?.querySelector<HTMLElement>('[data-key] [tabindex="0"]');
    stop?.focus({ preventScroll: true });
  }

  /** Takes note of where the focus went, by whatever way. */
  focused(event: FocusEvent): void {
    const [key, stop] = [dataOf(event, 'key'), dataOf(event, 'stop')];
    if (key === null) return;
    this.#hasFocus = true;
    // A row that lacks the active stop has lent the focus to its first stop: in the next row it goes back.
    if (stop !== null && (key !== this.#key || stop !== this.stopIn(this.#index))) this.#stop = stop;
    this.#key = key;
    this.#index = key === headKey ? -1 : this.#host.rows.indexOf(key);
    if (this.#index >= 0) this.#window.reveal(this.#index);
    this.#host.requestUpdate();
  }

  /** Takes note that the focus has left; that of a row that was removed has not. */
  blurred(event: FocusEvent): void {
    const key = dataOf(event, 'key');
    const isGone = key !== null && key !== headKey && this.#host.rows.indexOf(key) === -1;
    const { relatedTarget } = event;
    if (!isGone) this.#hasFocus = relatedTarget instanceof Node && this.#holds(relatedTarget);
  }

  #holds(target: Node): boolean {
    return this.#host.shadowRoot?.contains(target) === true;
  }
}

/** A mark of what an event came from, or of what it is in. */
function dataOf({ target }: Event, name: string): string | null {
  const marked = target instanceof Element ? target.closest<HTMLElement>(`[data-${name}]`) : null;
  return marked?.dataset[name] ?? null;
}
