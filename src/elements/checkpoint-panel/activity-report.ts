import { LitElement, html } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { SaveReason } from '../../checkpoints/checkpoint-store.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { describeReason } from '../internal/checkpoint-words.ts';
import { customElement } from '../internal/custom-element.ts';
import { dialogStyles } from '../internal/dialog-styles.ts';
import { formatAge, formatMoment, localeOf, shownName, shownWords } from '../internal/format.ts';
import '../internal/report-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { tokens } from '../internal/tokens.ts';
import type { Decision } from './activity.ts';
import { activityReportStyles } from './activity-report.styles.ts';

/** Shows what was saved, left out and deleted, and why. */
@customElement('activity-report')
export class ActivityReport extends LitElement {
  static override styles = [tokens, buttonStyles, dialogStyles, activityReportStyles];

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  /** What was decided, the newest first. */
  @property({ attribute: false }) decisions: readonly Decision[] = [];

  constructor() {
    super();
    followTexts(this);
  }

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  protected override render(): TemplateResult {
    const locale = localeOf(this);
    return html`<dialog
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new Event('activity-closed'))}
    >
      <h2 id="title">${texts.activity.heading}</h2>
      <p class="summary">${texts.activity.summary}</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="title">
        <ul>
          ${this.decisions.map((decision) => renderDecision(decision, locale))}
        </ul>
      </div>
      <div class="buttons">
        <button type="button" class="close" autofocus @click=${() => this.dialog?.close()}>
          ${texts.activity.close}
        </button>
      </div>
    </dialog>`;
  }
}

function renderDecision(decision: Decision, locale: string | undefined): TemplateResult {
  const { deed, path, timeMs } = decision;
  return html`<li>
    <span class="deed ${deed}">${texts.activity[deed]}</span>
    <bdi class="name" dir="ltr">${shownName(path)}</bdi>
    <time datetime=${new Date(timeMs).toISOString()} title=${formatMoment(timeMs, locale)}
      ><bdi>${formatAge(timeMs, Date.now(), locale)}</bdi></time
    >
    <bdi class="reason">${reasonOf(decision)}</bdi>
  </li>`;
}

function reasonOf({ deed, reason }: Decision): string {
  if (deed === 'saved') return describeReason(reason as SaveReason);
  return reason === '' ? texts.activity.byHand : shownWords(reason);
}

declare global {
  interface HTMLElementTagNameMap {
    'activity-report': ActivityReport;
  }
}
