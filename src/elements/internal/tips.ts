import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { css } from 'lit';

/** How long the pointer rests before a tip comes. */
const hoverDelayMs = 350;
/** Distance from what it explains, and from the edges of the window. */
const gapPx = 6;

/** Styles of the one tip that an element shows at a time. */
export const tipStyles = css`
  .tip {
    position: fixed;
    inset: auto;
    margin: 0;
    max-inline-size: min(30rem, calc(100vw - 1rem));
    padding: 0.35rem 0.6rem;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_text);
    color: var(--_surface);
    font: inherit;
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
`;

/**
 * Explains what has a `data-tip`, to the pointer and to the keyboard alike.
 *
 * A tip stays while the pointer is on it, and goes with Escape. What it says must be in the element's name or description
 * too: screen readers are not told of it.
 */
export class Tips implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #tip: HTMLElement | null = null;
  #target: Element | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listening: AbortController | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#host.addEventListener('pointerleave', () => this.#hideSoon(), { signal });
    // Of a focus that moves within the element nobody outside hears.
    const root = this.#host.shadowRoot;
    const on = (type: string, listen: (event: Event) => void): void =>
      root?.addEventListener(type, listen, { signal, capture: true });
    on('pointerover', (event) => this.#pointed(event as PointerEvent));
    on('focusin', (event) => this.#focused(event));
    on('focusout', () => this.hide());
    on('pointerdown', () => this.hide());
    on('keydown', (event) => (event as KeyboardEvent).key === 'Escape' && this.#dismiss(event));
  }

  hostDisconnected(): void {
    this.hide();
    this.#listening?.abort();
  }

  /** What is explained may have gone, or says something else now. */
  hostUpdated(): void {
    const text = this.#target?.isConnected ? this.#target.getAttribute('data-tip') : null;
    if (!this.#tip || text === this.#tip.textContent) return;
    if (text && this.#target) this.#show(this.#target, text);
    else this.hide();
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#tip?.remove();
    this.#tip = null;
    this.#target = null;
  }

  #pointed(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const { target } = event;
    if (this.#tip && target === this.#tip) return clearTimeout(this.#timer);
    const explained = target instanceof Element ? target.closest('[data-tip]') : null;
    if (explained === this.#target) return clearTimeout(this.#timer);
    clearTimeout(this.#timer);
    if (!explained) return this.#hideSoon();
    this.#timer = setTimeout(() => this.#explain(explained), this.#tip ? 0 : hoverDelayMs);
  }

  #focused({ target }: Event): void {
    if (target instanceof Element && target.matches('[data-tip]:focus-visible')) this.#explain(target);
  }

  #dismiss(event: Event): void {
    if (!this.#tip) return;
    // What else Escape does is done at the next press.
    event.stopPropagation();
    this.hide();
  }

  #hideSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), gapPx * 20);
  }

  #explain(target: Element): void {
    const text = target.getAttribute('data-tip');
    if (text && target.isConnected) this.#show(target, text);
  }

  #show(target: Element, text: string): void {
    this.hide();
    const tip = document.createElement('div');
    tip.className = 'tip';
    tip.setAttribute('aria-hidden', 'true');
    tip.popover = 'manual';
    tip.textContent = text;
    target.getRootNode().appendChild(tip);
    tip.showPopover();
    this.#tip = tip;
    this.#target = target;
    placeBeside(tip, target);
  }
}

/** Below what it explains, or above where there is no room below; never beyond the window's edges. */
function placeBeside(tip: HTMLElement, target: Element): void {
  const [at, size] = [target.getBoundingClientRect(), tip.getBoundingClientRect()];
  const { clientWidth, clientHeight } = document.documentElement;
  const below = at.bottom + gapPx;
  const top = below + size.height > clientHeight ? at.top - gapPx - size.height : below;
  const left = at.left + (Math.min(at.width, clientWidth) - size.width) / 2;
  tip.style.top = `${Math.max(0, top)}px`;
  tip.style.left = `${Math.max(gapPx, Math.min(left, clientWidth - size.width - gapPx))}px`;
}
