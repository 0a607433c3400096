import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { messageOf } from '../../base/message-of.ts';
import type { ModulePrompt, PromptMessage, SamplePage, TrainerSample } from '../../worker/trainer-answers.ts';
import type { PlainValue } from '../../worker/trainer-client.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { customElement } from '../internal/custom-element.ts';
import type { CheckpointExaminer } from '../internal/examiner.ts';
import { formatCount, localeOf, nameInWords, shownName } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { isList, textMember } from '../internal/plain-json.ts';
import type { Json } from '../internal/plain-json.ts';
import { proseStyles } from '../internal/prose-styles.ts';
import { cutText, readableText } from '../internal/readable-text.ts';
import { Tips, tipStyles } from '../internal/tips.ts';
import { tokens } from '../internal/tokens.ts';
import { valueText } from '../internal/value-text.ts';
import '../internal/content-texts.ts';
import '../internal/inspect-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { promptViewStyles } from './prompt-view.styles.ts';

/** How much of a message is drawn before somebody asks for more. */
const CHARACTERS = 20_000;

/** What a language model would be sent for a sample. */
interface Shown {
  readonly page: SamplePage<TrainerSample>;
  readonly prompts: readonly ModulePrompt[];
}

/** The prompt of a checkpoint for a sample of a data set. It is part of `<checkpoint-inspect>`. */
@customElement('checkpoint-prompt')
export class CheckpointPrompt extends LitElement {
  static override styles = [tokens, buttonStyles, proseStyles, tipStyles, promptViewStyles];

  /** 0-based. */
  @state() private index = 0;
  @state() private shown: Shown | null = null;
  @state() private error: unknown = null;
  @state() private isBusy = false;
  @state() private isWhole = false;

  @property({ attribute: false }) trainer: CheckpointExaminer | null = null;
  @property() path = '';
  @property({ attribute: false }) dataSet = 'validation';
  /** Names of the modules that ask a language model. */
  @property({ attribute: false }) modules: readonly string[] = [];

  constructor() {
    super();
    followTexts(this);
    this.addController(new Tips(this));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = (['trainer', 'path', 'dataSet'] as const).some((name) => changed.has(name));
    if (isOther) this.shown = null;
    if (isOther) void this.#show(this.index);
  }

  protected override render(): TemplateResult {
    if (!this.trainer) return html`<p class="muted">${texts.inspect.promptNoTrainer}</p>`;
    return html`<p class="muted small">${texts.inspect.promptHint}</p>
      ${this.#renderChooser()}
      ${
        this.error === null
          ? nothing
          : html`<div class="notice problem" role="alert">
              <span>${messageOf(this.error)}</span>
              <button type="button" part="button" @click=${() => this.#show(this.index)}>
                ${texts.content.tryAgain}
              </button>
            </div>`
      }
      <div class="prompts" tabindex="-1" aria-busy=${this.isBusy}>${this.#renderShown()}</div>`;
  }

  #renderChooser(): TemplateResult {
    const total = this.shown?.page.total ?? null;
    const last = (total ?? 1) - 1;
    return html`<div class="chooser">
      ${this.#renderStep(texts.inspect.earlier, 'step-back', this.index > 0, -1)}
      <label
        >${texts.inspect.sampleNumber}
        <input
          type="number"
          inputmode="numeric"
          min="1"
          max=${last + 1}
          .value=${String(this.index + 1)}
          @change=${this.#onChoose}
      /></label>
      <bdi class="muted"
        >${total === null ? nothing : texts.inspect.ofSamples(formatCount(total, localeOf(this)))}</bdi
      >
      ${this.#renderStep(texts.inspect.later, 'step-on', this.index < last, 1)}
    </div>`;
  }

  #renderStep(label: string, kind: string, isPossible: boolean, by: number): TemplateResult {
    return html`<button
      type="button"
      class="icon ${kind}"
      part="button"
      aria-label=${label}
      data-tip=${label}
      aria-disabled=${!isPossible}
      @click=${() => isPossible && this.#show(this.index + by)}
    >
      ${icons.up}
    </button>`;
  }

  #renderShown(): TemplateResult | typeof nothing {
    if (!this.shown)
      return this.error === null
        ? html`<p class="muted" role="status">${texts.content.reading}</p>`
        : nothing;
    const { page, prompts } = this.shown;
    if (page.total === 0) return html`<p class="muted">${texts.content.noSamples}</p>`;
    const silent = this.modules.filter((name) => !prompts.some(({ module }) => module === name));
    return html`${prompts.map((prompt) => this.#renderPrompt(prompt))}
    ${prompts.length === 0 ? html`<p class="muted">${texts.inspect.noQuestions}</p>` : nothing}
    ${silent.length > 0 && prompts.length > 0 ? this.#renderSilent(silent) : nothing}
    ${page.samples.map(
      ({ target }) =>
        html`<p class="small">
          <span class="muted">${texts.content.expected}:</span> ${renderValue(target)}
        </p>`,
    )}`;
  }

  #renderSilent(modules: readonly string[]): TemplateResult {
    return html`<div class="silent">
      <p class="muted">${texts.inspect.otherModules(nameInWords(modules.join(', ')))}</p>
      <button type="button" part="button" @click=${this.#ask}>${texts.inspect.askToShow}</button>
    </div>`;
  }

  #renderPrompt({ module, messages, schema }: ModulePrompt): TemplateResult {
    return html`<section class="asked" data-module=${module}>
      <h4><bdi class="path">${shownName(module)}</bdi></h4>
      ${messages.map((message) => this.#renderMessage(message))}
      ${
        schema === null
          ? nothing
          : html`<details>
              <summary>${texts.inspect.schema}</summary>
              ${this.#renderText(texts.inspect.schema, JSON.stringify(schema, null, 2))}
            </details>`
      }
    </section>`;
  }

  #renderMessage({ role, content, fields }: PromptMessage): TemplateResult {
    const name = Object.hasOwn(texts.inspect.roles, role)
      ? (texts.inspect.roles[role] ?? role)
      : shownName(role);
    const extra = fields === undefined ? '' : `\n${JSON.stringify(fields, null, 2)}`;
    return html`<div class="message ${role === 'system' ? 'system' : ''}">
      <h5>${name}</h5>
      ${this.#renderText(texts.inspect.messageOf(name), messageText(content) + extra)}
    </div>`;
  }

  #renderText(label: string, whole: string): TemplateResult {
    const { text, left } = this.isWhole ? { text: whole, left: 0 } : cutText(whole, CHARACTERS);
    return html`<pre class="text mono" dir="auto" tabindex="0" role="group" aria-label=${label}>
${readableText(text)}</pre>
      ${
        left > 0
          ? html`<button type="button" part="button" @click=${this.#showWhole}>
              ${texts.content.moreCharacters(formatCount(left, localeOf(this)))}
            </button>`
          : nothing
      }`;
  }

  /** Asks for what is missing, and goes there: the button is gone then. */
  async #ask(): Promise<void> {
    this.renderRoot.querySelector<HTMLElement>('.prompts')?.focus();
    await this.#show(this.index, true);
  }

  #showWhole({ target }: Event): void {
    this.isWhole = true;
    (target as HTMLElement).parentElement?.querySelector('pre')?.focus();
  }

  #onChoose({ target }: Event): void {
    const input = target as HTMLInputElement;
    const last = Math.max(0, (this.shown?.page.total ?? 1) - 1);
    const wanted = Math.round(input.valueAsNumber) - 1;
    const index = Number.isNaN(wanted) ? this.index : Math.min(Math.max(0, wanted), last);
    input.value = String(index + 1);
    void this.#show(index);
  }

  /** Shows the prompt for a sample; what was shown stands until then. */
  async #show(index: number, ask = false): Promise<void> {
    const { trainer, path, dataSet } = this;
    if (!trainer) return;
    this.index = index;
    this.isBusy = true;
    this.error = null;
    const isCurrent = (): boolean =>
      trainer === this.trainer && path === this.path && dataSet === this.dataSet && index === this.index;
    try {
      const page = await trainer.samples(dataSet, { start: index, count: 1 });
      const [sample] = page.samples;
      const prompts = sample ? await trainer.prompt(sample.input, { checkpoint: path, ask }) : [];
      if (isCurrent()) this.shown = { page, prompts };
    } catch (error) {
      if (isCurrent()) this.error = error;
    }
    if (isCurrent()) this.isBusy = false;
  }
}

/** Text as it is; of parts, the text in them; anything else as JSON. */
function messageText(content: PlainValue): string {
  const value = content as Json;
  if (typeof value === 'string') return value;
  if (!isList(value)) return JSON.stringify(value, null, 2);
  return value.map((part) => textMember(part, 'text') ?? JSON.stringify(part, null, 2)).join('\n');
}

function renderValue(value: PlainValue): TemplateResult {
  return html`<bdi class="value">${readableText(cutText(valueText(value as Json), CHARACTERS).text)}</bdi>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-prompt': CheckpointPrompt;
  }
}
