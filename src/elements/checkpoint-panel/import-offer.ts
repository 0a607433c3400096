import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { icons } from '../internal/icons.ts';
import { texts } from '../internal/texts.ts';
import type { ImportClosedEvent } from './import-report.ts';

/** Who hears how an import ended. */
interface ImportListener {
  done(text: string): void;
  failed(error: unknown): void;
}

/** Files that the user has brought, and where they are to go. */
interface Pending {
  readonly store: CheckpointStore;
  readonly files: readonly File[];
}

/**
 * Lets the user bring files in, by a button or by dropping them, and shows what their import would do before it is done.
 */
export class ImportOffer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #listener: ImportListener;
  #pending: Pending | null = null;
  /** How deep within the panel files are being dragged; 0 when none are. */
  #depth = 0;

  constructor(host: ReactiveControllerHost, listener: ImportListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#pending = null;
    this.#depth = 0;
  }

  renderButton(store: CheckpointStore | null): TemplateResult {
    return html`<label class="import" part="button import-button" data-tip=${texts.panel.importTip}>
      <input
        type="file"
        class="unseen"
        multiple
        accept=".json,.zip,application/json,application/zip"
        aria-label=${texts.panel.importTip}
        ?disabled=${store === null}
        @change=${(event: Event) => store && this.#choose(store, event.currentTarget as HTMLInputElement)}
      />
      ${icons.upload}<span>${texts.panel.import}</span>
    </label>`;
  }

  /** Draws where files may be dropped, while some are being dragged, and what their import would do. */
  render(): TemplateResult {
    return html`${this.#depth > 0 ? html`<div class="drop" part="drop">${texts.panel.drop}</div>` : nothing}
    ${
      this.#pending
        ? html`<import-report
            .store=${this.#pending.store}
            .files=${this.#pending.files}
            @import-closed=${(event: ImportClosedEvent) => this.#settle(event)}
          ></import-report>`
        : nothing
    }`;
  }

  /** Follows files that are dragged over the panel, and takes them when they are dropped. */
  dragged(event: DragEvent, store: CheckpointStore | null): void {
    if (!store || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const before = this.#depth;
    if (event.type === 'dragenter') this.#depth += 1;
    if (event.type === 'dragleave') this.#depth = Math.max(0, this.#depth - 1);
    if (event.type === 'drop') {
      this.#depth = 0;
      void this.#review(store, [...event.dataTransfer.files]);
    }
    if (before !== this.#depth) this.#host.requestUpdate();
  }

  #choose(store: CheckpointStore, input: HTMLInputElement): void {
    void this.#review(store, [...(input.files ?? [])]);
    // The same file can be chosen again.
    input.value = '';
  }

  async #review(store: CheckpointStore, files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    try {
      await import('./import-report.ts');
      this.#pending = { store, files };
    } catch (error) {
      this.#listener.failed(error);
    }
    this.#host.requestUpdate();
  }

  #settle({ summary }: ImportClosedEvent): void {
    this.#pending = null;
    if (summary !== null) this.#listener.done(summary);
    this.#host.requestUpdate();
  }
}
