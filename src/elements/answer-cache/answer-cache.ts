import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { messageOf } from '../../base/message-of.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { customElement } from '../internal/custom-element.ts';
import { ElementErrorEvent } from '../internal/element-events.ts';
import { formatBytes, formatCount, localeOf } from '../internal/format.ts';
import '../internal/answer-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { tokens } from '../internal/tokens.ts';
import { answerCacheStyles } from './answer-cache.styles.ts';
import { CacheClearedEvent, ClearRequestEvent } from './clear-events.ts';

/** A cache tells nobody of its changes, so it is looked at now and then. */
const measureMs = 2000;

/** What the element needs of a cache: `openResponseCache` opens one that has it. */
export interface ClearableCache {
  usage(): Promise<{ readonly bytes: number; readonly count: number }>;
  clear(): Promise<void>;
}

/**
 * Says how much room the answers take that were kept of language models, and lets the user clear them, once more asked, as
 * they cannot be brought back. While none are kept, it shows nothing.
 *
 * @summary The kept answers of language models, and a button to clear them.
 * @fires {ClearRequestEvent} clear-request - The user wants the answers gone. Cancel it to keep them.
 * @fires {CacheClearedEvent} cache-cleared - The answers are gone.
 * @fires {ElementErrorEvent} element-error - They could not be cleared; the element says so too.
 * @csspart button - The button.
 * @cssproperty --tidemark-accent - Colour of the button.
 *
 * @example
 * <answer-cache></answer-cache>
 * <script type="module">
 *   document.querySelector('answer-cache').cache = await openResponseCache();
 * </script>
 */
@customElement('answer-cache')
export class AnswerCache extends LitElement {
  static override styles = [tokens, buttonStyles, answerCacheStyles];

  @state() private usage: { readonly bytes: number; readonly count: number } | null = null;
  /** What came of the last wish to clear. */
  @state() private answer = '';
  /** Whether the user is being asked if that is what is wanted. */
  @state() private isAsking = false;

  /** The cache to show. @default null */
  @property({ attribute: false }) cache: ClearableCache | null = null;

  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    followTexts(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.measure();
    }, measureMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** Looks at once how much the cache holds. */
  async measure(): Promise<void> {
    const { cache } = this;
    // The figure is a courtesy: a cache that cannot be measured says nothing.
    const usage = (await cache?.usage().catch(() => null)) ?? null;
    if (cache !== this.cache) return;
    this.usage = usage;
    if (usage && usage.count > 0) this.answer = '';
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('cache')) void this.measure();
  }

  protected override render(): TemplateResult {
    const { usage, answer } = this;
    return html`${usage && usage.count > 0 ? this.#renderUsage(usage) : nothing}
      <span role="status">${answer}</span>`;
  }

  #renderUsage({ count, bytes }: { readonly bytes: number; readonly count: number }): TemplateResult {
    const locale = localeOf(this);
    const room = texts.answers.kept(count, formatCount(count, locale), formatBytes(bytes, locale));
    const { clear, clearTip, sure, forget, keep } = texts.answers;
    const button = (name: string, label: string, act: () => unknown, tip = ''): TemplateResult =>
      html`<button type="button" class="link ${name}" part="button" title=${tip || nothing} @click=${act}>
        ${label}
      </button>`;
    return this.isAsking
      ? html`<span role="status">${sure(count, formatCount(count, locale))}</span>
          ${button('forget', forget, () => this.#clear())} ${button('keep', keep, () => this.#ask(false))}`
      : html`<bdi>${room}</bdi> ${button('clear', clear, () => this.#ask(true), clearTip)}`;
  }

  /** The button that was pressed goes: the focus goes on to the one that does no harm. */
  async #ask(isAsking: boolean): Promise<void> {
    this.isAsking = isAsking;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(isAsking ? '.keep' : '.clear')?.focus();
  }

  async #clear(): Promise<void> {
    this.isAsking = false;
    if (!this.cache || !this.dispatchEvent(new ClearRequestEvent())) return;
    try {
      await this.cache.clear();
      await this.measure();
      this.answer = texts.answers.cleared;
      this.dispatchEvent(new CacheClearedEvent());
    } catch (error) {
      this.answer = messageOf(error);
      this.dispatchEvent(new ElementErrorEvent(error));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'answer-cache': AnswerCache;
  }
}
