import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { messageOf } from '../../base/message-of.ts';
import type { CheckpointStore, ImportReport, ImportedFile } from '../../checkpoints/checkpoint-store.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { describeKind } from '../internal/checkpoint-words.ts';
import { customElement } from '../internal/custom-element.ts';
import { dialogStyles } from '../internal/dialog-styles.ts';
import { formatBytes, formatCount, localeOf, nameInWords, shownName } from '../internal/format.ts';
import '../internal/report-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { tokens } from '../internal/tokens.ts';
import { importReportStyles } from './import-report.styles.ts';

/** A zip can hold thousands of files: the rest is counted. */
const mostRows = 200;

/** The report was closed. It stays within the panel. */
export class ImportClosedEvent extends Event {
  /** What was imported, in words; null when nothing was. */
  readonly summary: string | null;

  constructor(summary: string | null) {
    super('import-closed');
    this.summary = summary;
  }
}

/** A file of the user's, and what its import would do. */
interface Reviewed {
  readonly file: File;
  readonly report: ImportReport;
}

/** Shows what an import would do, file by file, and does it when its user agrees. */
@customElement('import-report')
export class ImportReportElement extends LitElement {
  static override styles = [tokens, buttonStyles, dialogStyles, importReportStyles];

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  @state() private reviewed: readonly Reviewed[] = [];
  @state() private isChecking = true;
  @state() private isImporting = false;
  @state() private problem = '';

  @property({ attribute: false }) store: CheckpointStore | null = null;
  @property({ attribute: false }) files: readonly File[] = [];

  constructor() {
    super();
    followTexts(this);
  }

  protected override firstUpdated(): void {
    this.dialog?.showModal();
    void this.#check();
  }

  protected override render(): TemplateResult {
    const locale = localeOf(this);
    const count = this.files.length;
    return html`<dialog aria-labelledby="title" @close=${() => this.#closed(null)}>
      <h2 id="title">${texts.import.heading(count, formatCount(count, locale))}</h2>
      <p class="summary" role="status">${this.#summary(locale)}</p>
      ${this.isChecking ? nothing : this.#renderFiles(locale)}
      ${this.problem && html`<p class="problem" role="alert">${this.problem}</p>`}
      <div class="buttons">${this.#renderButtons(locale)}</div>
    </dialog>`;
  }

  #renderButtons(locale: string | undefined): TemplateResult {
    const count = this.#acceptable.length;
    if (this.isChecking || count === 0) {
      const label = this.isChecking ? texts.import.cancel : texts.import.close;
      return html`<button type="button" class="cancel" @click=${() => this.dialog?.close()}>
        ${label}
      </button>`;
    }
    return html`<button type="button" class="cancel" @click=${() => this.dialog?.close()}>
        ${texts.import.cancel}
      </button>
      <button
        type="button"
        class="primary accept"
        aria-disabled=${this.isImporting}
        @click=${() => void this.#accept()}
      >
        ${texts.import.accept(count, formatCount(count, locale))}
      </button>`;
  }

  #renderFiles(locale: string | undefined): TemplateResult {
    const rows = this.#rows.toSorted((a, b) => weightOf(a) - weightOf(b));
    const hidden = rows.length - mostRows;
    return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="title">
      <ul>
        ${rows.slice(0, mostRows).map((row) => renderFile(row, locale))}
      </ul>
      ${hidden > 0 ? html`<p class="more">${texts.import.more(formatCount(hidden, locale))}</p>` : nothing}
    </div>`;
  }

  get #rows(): readonly ImportedFile[] {
    return this.reviewed.flatMap(({ report }) => report.files);
  }

  /** The checkpoints of all files that would be taken. */
  get #acceptable(): readonly ImportedFile[] {
    return this.reviewed.flatMap(({ report }) => (report.acceptable ? report.files : []));
  }

  #summary(locale: string | undefined): string {
    if (this.isChecking) return texts.import.checking;
    const { news, replaced, problems, summary, wholeOrNothing } = texts.import;
    const rows = this.#rows;
    const parts = [
      [rows.filter((row) => weightOf(row) === 2).length, news],
      [rows.filter((row) => weightOf(row) === 1).length, replaced],
      [rows.filter((row) => weightOf(row) === 0).length, problems],
    ] as const;
    const words = parts.filter(([count]) => count > 0).map(([count, say]) => say(formatCount(count, locale)));
    const isPartly = this.reviewed.some(({ report }) => !report.acceptable && report.files.length > 1);
    return `${summary(words)}${isPartly ? ` ${wholeOrNothing}` : ''}`;
  }

  async #check(): Promise<void> {
    for (const file of this.files) {
      try {
        const report = await this.store?.import(file, { dryRun: true });
        if (report) this.reviewed = [...this.reviewed, { file, report }];
      } catch (error) {
        this.problem = messageOf(error);
      }
    }
    this.isChecking = false;
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>('.accept, .cancel')?.focus();
  }

  async #accept(): Promise<void> {
    if (this.isImporting) return;
    this.isImporting = true;
    this.problem = '';
    const count = this.#acceptable.length;
    try {
      for (const { file, report } of this.reviewed) {
        if (report.acceptable) await this.store?.import(file);
      }
      this.#closed(texts.import.done(count, formatCount(count, localeOf(this))));
    } catch (error) {
      this.problem = messageOf(error);
    }
    this.isImporting = false;
  }

  #closed(summary: string | null): void {
    this.dispatchEvent(new ImportClosedEvent(summary));
  }
}

function renderFile(file: ImportedFile, locale: string | undefined): TemplateResult {
  const { isNew, replaces, refused } = texts.import;
  const verdict =
    file.problem === null ? (file.replaces ? replaces : isNew) : refused(nameInWords(file.problem));
  const facts = [describeKind(file.kind), formatBytes(file.bytes, locale)];
  return html`<li>
    <bdi class="name" dir="ltr">${shownName(file.name)}</bdi>
    <bdi class="facts">${texts.checkpoint.origin(facts)}</bdi>
    <span class="verdict ${file.problem === null ? '' : 'refused'}">${verdict}</span>
  </li>`;
}

/** What needs attention comes first: 0 what is refused, 1 what replaces, 2 what is new. */
function weightOf({ problem, replaces }: ImportedFile): 0 | 1 | 2 {
  if (problem !== null) return 0;
  return replaces ? 1 : 2;
}

declare global {
  interface HTMLElementTagNameMap {
    'import-report': ImportReportElement;
  }
}
