import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Rows drawn above and below what is seen, so that a quick scroll meets no gap. */
const overscan = 8;

/** The row that stays where it is when rows come or go above it. */
interface Anchor {
  readonly key: string;
  /** How far the list is scrolled beyond the row's top, in pixels. */
  readonly offset: number;
}

/** The rows of a list, each found by its place or by its key. */
export interface RowSequence {
  readonly length: number;
  /** The key of the row at a place; undefined behind the end. */
  keyAt(index: number): string | undefined;
  /** The place of the row of that key; -1 when there is none. */
  indexOf(key: string): number;
}

const noRows: RowSequence = { length: 0, keyAt: () => undefined, indexOf: () => -1 };

/**
 * Draws only the rows of a long list that can be seen, all of one height, and holds still what is being read.
 *
 * Rows that arrive above the first visible one do not move it: the scroll position moves instead. At the very top new
 * rows push in from above, unless the pointer or the focus is in the list.
 *
 * This is what `@lit-labs/virtualizer` (2.1) does not do: there, two rows put on top move what is being read by two rows,
 * and the row that has the focus leaves the document, and takes the focus with it, when it is scrolled away.
 */
export class RowWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #observer = new ResizeObserver(() => this.#measure());
  #scroller: HTMLElement | null = null;
  #sizer: HTMLElement | null = null;
  #rows = noRows;
  #anchor: Anchor | null = null;
  // As long as nothing is measured: what a list of the usual size has.
  #rowHeight = 56;
  #viewHeight = 416;
  #scrollTop = 0;
  /** Where the list must be scrolled once the new rows are in the document; null to leave it. */
  #target: number | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Index of the first row that is drawn among the others. */
  get start(): number {
    return Math.max(0, this.firstVisible - overscan);
  }

  /** Whether a row is drawn apart from the others, for it must not go. */
  isApart(index: number): boolean {
    return index < this.start || index >= this.#end;
  }

  /** Whether nothing lies above what is seen. */
  get isAtTop(): boolean {
    return this.#scrollTop <= 0;
  }

  /** How many whole rows are seen at once. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.#viewHeight / this.#rowHeight));
  }

  /** Index of the first row that is seen, if only in part. */
  get firstVisible(): number {
    return Math.floor(this.#scrollTop / this.#rowHeight);
  }

  /** Says where rows scroll, and what has exactly the height of one. */
  attach(scroller: HTMLElement | null, sizer: HTMLElement | null): void {
    if (this.#scroller === scroller && this.#sizer === sizer) return;
    this.#observer.disconnect();
    [this.#scroller, this.#sizer] = [scroller, sizer];
    if (!scroller || !sizer) return;
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // Tells at once, but after the page is laid out: to ask before would have it laid out for that.
    this.#observer.observe(scroller);
    this.#observer.observe(sizer);
  }

  /** Says which rows there are now, or that they may have changed. Call it while rendering. */
  arrange(rows: RowSequence): void {
    this.#rows = rows;
    const index = this.#anchor ? rows.indexOf(this.#anchor.key) : -1;
    if (this.#anchor && index !== -1) this.#hold(index, this.#anchor);
    else this.#goTo(Math.max(0, Math.min(this.#scrollTop, this.#greatestScrollTop)));
  }

  /** The indices to draw: those seen, some around, and one more that must not go (it has the focus). */
  indices(kept: number): number[] {
    const [start, end] = [this.start, this.#end];
    const indices = Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at);
    if (kept >= 0 && kept < start) return [kept, ...indices];
    return kept >= end && kept < this.#rows.length ? [...indices, kept] : indices;
  }

  /** Scrolls as little as needed to have a row in sight. */
  reveal(index: number): void {
    const top = index * this.#rowHeight;
    if (top < this.#scrollTop) this.scrollTo(top);
    else if (top + this.#rowHeight > this.#scrollTop + this.#viewHeight) {
      this.scrollTo(top + this.#rowHeight - this.#viewHeight);
    }
  }

  scrollTo(top: number): void {
    if (this.#scroller) this.#scroller.scrollTop = top;
    this.#scrolled();
  }

  /** Index behind the last row that is drawn among the others. */
  get #end(): number {
    const endVisible = Math.ceil((this.#scrollTop + this.#viewHeight) / this.#rowHeight);
    return Math.min(this.#rows.length, endVisible + overscan);
  }

  get #greatestScrollTop(): number {
    return this.#rows.length * this.#rowHeight - this.#viewHeight;
  }

  hostDisconnected(): void {
    this.attach(null, null);
  }

  hostUpdated(): void {
    this.#scrollToTarget();
    this.#remember();
  }

  #hold(index: number, anchor: Anchor): void {
    if (this.isAtTop && !this.#isInUse()) return;
    this.#goTo(index * this.#rowHeight + anchor.offset);
  }

  /** Scrolls once the rows are drawn. */
  #goTo(top: number): void {
    if (top !== this.#scrollTop) this.#target = this.#scrollTop = top;
  }

  /** A list without rows may be out of sight, where it does not scroll: it does when it has some again. */
  #scrollToTarget(): void {
    if (this.#target === null || !this.#scroller || this.#rows.length === 0) return;
    this.#scroller.scrollTop = this.#target;
    this.#target = null;
  }

  #isInUse(): boolean {
    return this.#scroller?.matches(':hover, :focus-within') ?? false;
  }

  #remember(): void {
    const key = this.#rows.keyAt(this.firstVisible);
    const offset = this.#scrollTop - this.firstVisible * this.#rowHeight;
    this.#anchor = key === undefined ? null : { key, offset };
  }

  #scrolled(): void {
    this.#scrollTop = Math.max(0, this.#scroller?.scrollTop ?? 0);
    this.#remember();
    this.#host.requestUpdate();
  }

  #measure(): void {
    const [scroller, sizer] = [this.#scroller, this.#sizer];
    // Out of sight nothing has a height, and without rows not that which it will have.
    if (!sizer || !scroller?.clientHeight || this.#rows.length === 0) return;
    const [start, end, rowHeight] = [this.start, this.#end, this.#rowHeight];
    // Not rounded: the rows follow one another, so that any part of a pixel adds up.
    this.#rowHeight = parseFloat(getComputedStyle(sizer).blockSize);
    // What stands above the rows sticks there, and covers what is scrolled beneath it.
    this.#viewHeight = Math.max(this.#rowHeight, scroller.clientHeight - sizer.offsetTop);
    if (this.#anchor && rowHeight !== this.#rowHeight && this.#scrollTop > 0) {
      this.#goTo(this.#rows.indexOf(this.#anchor.key) * this.#rowHeight);
    }
    if (this.#target !== null || start !== this.start || end !== this.#end) this.#host.requestUpdate();
  }
}
