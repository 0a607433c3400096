import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { StoreNoticeEvent } from '../../checkpoints/store-events.ts';
import { icons } from '../internal/icons.ts';
import { texts } from '../internal/texts.ts';

/** Keeps what a store has told its user. */
export class PanelNotices {
  readonly #host: ReactiveControllerHost;
  #notices: readonly StoreNoticeEvent[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  add(notice: StoreNoticeEvent): void {
    this.#set([...this.#notices, notice]);
  }

  clear(): void {
    this.#set([]);
  }

  /** Draws what the user must know as long as the store is what it is. */
  renderLasting(): TemplateResult[] {
    return this.#notices.filter(isLasting).map(({ message }) => renderNotice(message));
  }

  /** Draws what the user should know once. */
  renderPassing(): TemplateResult[] {
    const passing = this.#notices.filter((notice) => !isLasting(notice));
    return passing.map((notice) => renderNotice(notice.message, () => this.#dismiss(notice)));
  }

  #dismiss(gone: StoreNoticeEvent): void {
    this.#set(this.#notices.filter((notice) => notice !== gone));
  }

  #set(notices: readonly StoreNoticeEvent[]): void {
    this.#notices = notices;
    this.#host.requestUpdate();
  }
}

function isLasting({ code }: StoreNoticeEvent): boolean {
  return code === 'not-durable';
}

function renderNotice(message: string, dismiss?: () => void): TemplateResult {
  return html`<div class="notice" part="notice" role="note">
    <span>${message}</span>
    ${
      dismiss
        ? html`<button
            type="button"
            class="icon"
            part="button"
            aria-label=${texts.panel.dismiss}
            @click=${dismiss}
          >
            ${icons.close}
          </button>`
        : nothing
    }
  </div>`;
}
