import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TrainerClient } from '../../worker/trainer-client.ts';
import { Announcer } from '../internal/announcer.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { customElement } from '../internal/custom-element.ts';
import { formatCount, localeOf } from '../internal/format.ts';
import '../internal/log-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { tokens } from '../internal/tokens.ts';
import { LogMessages } from './log-messages.ts';
import type { LogLevel, LogMessage } from './log-messages.ts';
import { trainingLogStyles } from './training-log.styles.ts';

/** Nearer to the end than this counts as being there. */
const nearPx = 8;

/**
 * What callbacks say while a trainer trains, as it comes: the messages and warnings that also stand in the worker's
 * console.
 *
 * It keeps the last messages only. It scrolls with what comes as long as its end is in sight; whoever reads further up is
 * left in peace. Screen readers are told of warnings and errors, not of every message.
 *
 * @summary The live messages of a training run.
 * @csspart base - The box that scrolls.
 * @csspart line - One message.
 * @csspart newer - The button that leads to what came since.
 * @cssproperty --tidemark-log-height - Height of the box. Default: 10rem.
 *
 * @example
 * document.querySelector('training-log').trainer = trainer;
 */
@customElement('training-log')
export class TrainingLog extends LitElement {
  static override styles = [tokens, buttonStyles, trainingLogStyles];

  @query('.lines') private readonly lines!: HTMLElement;

  /** The number of the last message that was in sight; null as long as the end is. */
  @state() private heldAt: number | null = null;

  /** The trainer to listen to. @default null */
  @property({ attribute: false }) trainer: TrainerClient | null = null;
  /** How many messages are kept. @default 200 */
  @property({ type: Number }) limit = 200;

  readonly #messages = new LogMessages();
  readonly #announcer = new Announcer(this);
  /** Where it was folded away there was no end to go to. */
  readonly #observer = new ResizeObserver(() => this.#goAlong());
  #session = new AbortController();
  /** The number of the last message that is drawn. */
  #drawn: number | null = null;

  constructor() {
    super();
    followTexts(this);
  }

  /** Adds a message of the page's own. */
  add(level: LogLevel, text: string): void {
    const message = this.#messages.add(level, text);
    // Nothing is taken from above whoever reads there, as long as that can be borne.
    this.#messages.keep(Math.max(1, this.heldAt === null ? this.limit : 2 * this.limit));
    if (level !== 'info') this.#announcer.tell(texts.log.spoken(texts.log.levels[level], message.text));
    this.requestUpdate();
  }

  /** Forgets all messages. */
  clear(): void {
    this.#messages.clear();
    this.heldAt = null;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#session.abort();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#session.signal.aborted) this.#follow(this.trainer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('trainer')) this.#follow(this.trainer);
    // A message may come between a user's scroll and the event that tells of it.
    if (this.hasUpdated && !this.#isAtEnd) this.heldAt ??= this.#drawn;
  }

  protected override firstUpdated(): void {
    this.#observer.observe(this.lines);
  }

  protected override updated(): void {
    this.#drawn = this.#messages.shown.at(-1)?.number ?? null;
    this.#goAlong();
  }

  protected override render(): TemplateResult {
    const { shown, dropped } = this.#messages;
    const locale = localeOf(this);
    const times = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
    return html`<div
        class="lines"
        part="base"
        role="log"
        aria-live="off"
        aria-label=${texts.log.label}
        tabindex="0"
        @scroll=${() => this.#onScroll()}
      >
        ${dropped > 0 ? html`<p class="note">${texts.log.dropped(dropped, formatCount(dropped, locale))}</p>` : nothing}
        ${shown.length === 0 ? html`<p class="note">${texts.log.empty}</p>` : nothing}
        ${repeat(
          shown,
          ({ number }) => number,
          (message) => renderMessage(message, times),
        )}
      </div>
      ${this.#renderNewer(locale)} ${this.#announcer.render()}`;
  }

  #renderNewer(locale: string | undefined): TemplateResult | typeof nothing {
    const count = this.heldAt === null ? 0 : (this.#messages.shown.at(-1)?.number ?? 0) - this.heldAt;
    if (count <= 0) return nothing;
    return html`<button type="button" class="newer" part="newer" @click=${() => this.#goToEnd()}>
      ${texts.log.newer(count, formatCount(count, locale))}
    </button>`;
  }

  #follow(trainer: TrainerClient | null): void {
    this.#session.abort();
    this.#session = new AbortController();
    const { signal } = this.#session;
    trainer?.addEventListener('trainer-message', ({ level, text }) => this.add(level, text), { signal });
    trainer?.addEventListener('trainer-failed', ({ error }) => this.add('error', error.message), { signal });
  }

  get #isAtEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.lines;
    return scrollTop + clientHeight >= scrollHeight - nearPx;
  }

  #goAlong(): void {
    if (this.heldAt === null) this.lines.scrollTop = this.lines.scrollHeight;
  }

  #onScroll(): void {
    if (this.#isAtEnd) this.heldAt = null;
    else this.heldAt ??= this.#drawn;
  }

  /** The button goes with the way there, so the focus goes to where one reads on. */
  #goToEnd(): void {
    this.lines.focus();
    this.lines.scrollTop = this.lines.scrollHeight;
    this.heldAt = null;
  }
}

function renderMessage({ level, text, timeMs }: LogMessage, times: Intl.DateTimeFormat): TemplateResult {
  return html`<div class="line is-${level}" part="line">
    <time datetime=${new Date(timeMs).toISOString()}>${times.format(timeMs)}</time>
    <span class="text"
      >${level === 'info' ? nothing : html`<span class="level">${texts.log.levels[level]}</span> `}<bdi
        >${text}</bdi
      ></span
    >
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'training-log': TrainingLog;
  }
}
