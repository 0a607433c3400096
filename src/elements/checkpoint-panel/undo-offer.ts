import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Checkpoint, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { visibleText } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';

/** How long the offer stays, unless the pointer or the focus is on it. */
const offerMs = 15_000;

/**
 * Keeps what was just deleted, and offers to put it back.
 *
 * Deletions while the offer stands join it: one undo brings all of them back.
 */
export class UndoOffer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: unknown) => void;
  #deleted: { readonly store: CheckpointStore; readonly checkpoint: Checkpoint }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    host.addController(this);
  }

  /** Whether there is something to put back. */
  get stands(): boolean {
    return this.#deleted.length > 0;
  }

  hostDisconnected(): void {
    this.#withdraw();
  }

  /** Offers to put one more checkpoint back. */
  offer(store: CheckpointStore, checkpoint: Checkpoint): void {
    this.#deleted = [...this.#deleted, { store, checkpoint }];
    this.#wait();
    this.#host.requestUpdate();
  }

  /** Puts everything on offer back. @returns what to say about it */
  async undo(): Promise<string> {
    const deleted = this.#deleted;
    this.#withdraw();
    try {
      for (const { store, checkpoint } of deleted) await store.restore(checkpoint);
      return deleted.length === 1
        ? `${deleted[0]?.checkpoint.entry.path} is back.`
        : `${deleted.length} are back.`;
    } catch (error) {
      this.#failed(error);
      return '';
    }
  }

  render(undo: () => void): TemplateResult | typeof nothing {
    if (!this.stands) return nothing;
    return html`<div
      class="undo"
      part="undo"
      @pointerenter=${() => clearTimeout(this.#timer)}
      @pointerleave=${() => this.#wait()}
      @focusin=${() => clearTimeout(this.#timer)}
      @focusout=${() => this.#wait()}
    >
      <span class="undo-text">${this.#text()}</span>
      <button type="button" class="undo-button" part="button undo-button" @click=${undo}>Undo</button>
      <button type="button" class="icon" aria-label="Dismiss" @click=${() => this.#withdraw()}>
        ${icons.close}
      </button>
    </div>`;
  }

  #text(): TemplateResult {
    const [first, ...others] = this.#deleted;
    if (others.length > 0) return html`Deleted ${this.#deleted.length} checkpoints.`;
    return html`Deleted <bdi dir="ltr">${visibleText(first?.checkpoint.entry.path ?? '')}</bdi>.`;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#withdraw(), offerMs);
  }

  #withdraw(): void {
    clearTimeout(this.#timer);
    this.#deleted = [];
    this.#host.requestUpdate();
  }
}
