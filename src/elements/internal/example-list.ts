import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { buttonStyles } from './button-styles.ts';
import type { LearnedExample } from './checkpoint-content.ts';
import { customElement } from './custom-element.ts';
import { formatCount, localeOf } from './format.ts';
import { proseStyles } from './prose-styles.ts';
import { cutText, readableText } from './readable-text.ts';
import './content-texts.ts';
import { followTexts, texts } from './texts.ts';
import { tokens } from './tokens.ts';
import { valueText } from './value-text.ts';
import type { Json } from './plain-json.ts';

const FIRST = 12;
const CHARACTERS = 600;

/** Examples of a prompt: input and output, a few at first. It is part of the elements that show checkpoints. */
@customElement('checkpoint-examples')
export class CheckpointExamples extends LitElement {
  static override styles = [tokens, buttonStyles, proseStyles];

  @state() private shown = FIRST;

  @property({ attribute: false }) examples: readonly LearnedExample[] = [];

  constructor() {
    super();
    followTexts(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('examples')) this.shown = FIRST;
  }

  protected override render(): TemplateResult {
    const left = this.examples.length - this.shown;
    return html`<ul class="examples" role="list">
        ${this.examples
          .slice(0, this.shown)
          .map(
            ({ inputs, outputs }) =>
              html`<li class="example" tabindex="-1">
                ${this.#renderValue(texts.content.input, inputs, '')}
                ${this.#renderValue(texts.content.output, outputs, 'output')}
              </li>`,
          )}
      </ul>
      ${
        left > 0
          ? html`<button type="button" part="button" @click=${this.#showMore}>
              ${texts.content.more(formatCount(left, localeOf(this)))}
            </button>`
          : nothing
      }`;
  }

  #renderValue(label: string, value: Json, kind: string): TemplateResult {
    const { text, left } = cutText(valueText(value), CHARACTERS);
    return html`<div class=${kind} dir="auto">
      <bdi class="unseen">${label}: </bdi
      ><span class="value">${readableText(text)}${left > 0 ? '…' : ''}</span>
    </div>`;
  }

  /** Shows more, and goes there: the button may be gone. */
  async #showMore(): Promise<void> {
    const from = this.shown;
    this.shown += FIRST * 10;
    await this.updateComplete;
    this.renderRoot.querySelectorAll('li')[from]?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-examples': CheckpointExamples;
  }
}
