import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { CheckpointStore, ImportReport, ImportedFile } from '../../checkpoints/checkpoint-store.ts';
import { icons } from '../internal/icons.ts';

/** A file that waits for the user's word, with what its import would do. */
interface Pending {
  readonly store: CheckpointStore;
  readonly file: File;
  readonly report: ImportReport;
}

/** Who hears how an import ended. */
interface ImportListener {
  done(text: string): void;
  failed(error: unknown): void;
}

/**
 * Lets the user bring a checkpoint file in: looks at it first, asks when something would be replaced, shows what is
 * wrong when it cannot be taken.
 */
export class ImportOffer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #listener: ImportListener;
  #pending: Pending | null = null;

  constructor(host: ReactiveControllerHost, listener: ImportListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#pending = null;
  }

  renderButton(store: CheckpointStore | null): TemplateResult {
    return html`<label class="import" part="button import-button" title="Bring in a checkpoint file">
      <input
        type="file"
        class="unseen"
        accept=".json,.zip,application/json,application/zip"
        aria-label="Import a checkpoint file"
        ?disabled=${store === null}
        @change=${(event: Event) => store && void this.#choose(store, event.currentTarget as HTMLInputElement)}
      />
      ${icons.upload}<span>Import</span>
    </label>`;
  }

  renderReport(): TemplateResult | typeof nothing {
    if (!this.#pending) return nothing;
    const { file, report } = this.#pending;
    const refused = report.files.filter(({ problem }) => problem !== null);
    const replaced = report.files.filter(({ replaces }) => replaces);
    return html`<div class="notice" part="notice" role="alert">
      <div>
        ${
          report.acceptable
            ? html`<bdi>${file.name}</bdi> holds what is already here under another text.`
            : html`<bdi>${file.name}</bdi> was not imported.`
        }
        <ul>
          ${report.acceptable ? replaced.map(renderReplaced) : refused.map(renderRefused)}
        </ul>
      </div>
      ${
        report.acceptable
          ? html`<button type="button" part="button" @click=${() => void this.#accept()}>Replace</button>`
          : nothing
      }
      <button type="button" part="button" @click=${() => this.#settle()}>
        ${report.acceptable ? 'Cancel' : 'Dismiss'}
      </button>
    </div>`;
  }

  async #choose(store: CheckpointStore, input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (!file) return;
    try {
      const report = await store.import(file, { dryRun: true });
      this.#pending = { store, file, report };
      const isHarmless = report.acceptable && report.files.every(({ replaces }) => !replaces);
      if (isHarmless) await this.#accept();
    } catch (error) {
      this.#listener.failed(error);
    }
    // The same file can be chosen again.
    input.value = '';
    this.#host.requestUpdate();
  }

  async #accept(): Promise<void> {
    const pending = this.#pending;
    this.#settle();
    if (!pending) return;
    try {
      const { files } = await pending.store.import(pending.file);
      this.#listener.done(
        files.length === 1 ? `Imported ${files[0]?.path}.` : `Imported ${files.length} checkpoints.`,
      );
    } catch (error) {
      this.#listener.failed(error);
    }
  }

  #settle(): void {
    this.#pending = null;
    this.#host.requestUpdate();
  }
}

function renderReplaced({ path }: ImportedFile): TemplateResult {
  return html`<li><bdi dir="ltr">${path}</bdi> would get a new generation</li>`;
}

function renderRefused({ name, problem }: ImportedFile): TemplateResult {
  return html`<li><bdi>${name}</bdi>: ${problem}</li>`;
}
