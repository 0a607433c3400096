import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { icons } from '../internal/icons.ts';
import { texts } from '../internal/texts.ts';

/** What was decided about a checkpoint. */
export type Deed = 'saved' | 'skipped' | 'deleted' | 'back';

/** One decision about a checkpoint, and why it was made. */
export interface Decision {
  readonly deed: Deed;
  readonly path: string;
  /** In words; empty when somebody did it by hand. */
  readonly reason: string;
  readonly timeMs: number;
}

/** More decisions than this are of no use to anybody. */
const mostDecisions = 500;

/** Remembers, as long as the panel is shown, what was saved, left out and deleted, and why; shows it when asked. */
export class Activity implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: unknown) => void;
  #decisions: readonly Decision[] = [];
  #isOpen = false;

  constructor(host: ReactiveControllerHost, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#isOpen = false;
  }

  /** Takes note of a save; of a change that is none, when nothing was written. */
  saved(entry: CheckpointEntry, before: CheckpointEntry | undefined): void {
    if (before?.generation === entry.generation) return;
    const { path, mtime, reason } = entry;
    const isBack = this.#decisions.some(
      (other) => other.path === path && other.deed === 'deleted' && other.timeMs >= mtime,
    );
    this.#add({ deed: isBack ? 'back' : 'saved', path, reason: isBack ? '' : reason, timeMs: Date.now() });
  }

  deleted(path: string, reason: string): void {
    this.#add({ deed: 'deleted', path, reason, timeMs: Date.now() });
  }

  skipped(path: string, reason: string): void {
    this.#add({ deed: 'skipped', path, reason, timeMs: Date.now() });
  }

  clear(): void {
    this.#decisions = [];
  }

  /** Draws the button that shows what was decided, once something was. */
  renderButton(): TemplateResult | typeof nothing {
    if (this.#decisions.length === 0) return nothing;
    return html`<button
      type="button"
      class="icon activity-button"
      part="button activity-button"
      aria-label=${texts.panel.activity}
      data-tip=${texts.panel.activity}
      @click=${() => void this.#open()}
    >
      ${icons.activity}
    </button>`;
  }

  /** Draws what was decided, when it is asked for. */
  render(): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    return html`<activity-report
      .decisions=${this.#decisions}
      @activity-closed=${() => this.#show(false)}
    ></activity-report>`;
  }

  async #open(): Promise<void> {
    try {
      await import('./activity-report.ts');
      this.#show(true);
    } catch (error) {
      this.#failed(error);
    }
  }

  #show(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#host.requestUpdate();
  }

  #add(decision: Decision): void {
    this.#decisions = [decision, ...this.#decisions.slice(0, mostDecisions - 1)];
    this.#host.requestUpdate();
  }
}
