import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { messageOf } from '../../base/message-of.ts';
import type { PlainValue } from '../../worker/trainer-client.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { customElement } from '../internal/custom-element.ts';
import type { CheckpointExaminer } from '../internal/examiner.ts';
import { nameInWords, shownName } from '../internal/format.ts';
import type { Json, JsonRecord } from '../internal/plain-json.ts';
import { proseStyles } from '../internal/prose-styles.ts';
import { cutText, readableText } from '../internal/readable-text.ts';
import { tokens } from '../internal/tokens.ts';
import { valueText } from '../internal/value-text.ts';
import { inputFields, readInput } from './input-fields.ts';
import type { InputField } from './input-fields.ts';
import '../internal/content-texts.ts';
import '../internal/inspect-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { tryViewStyles } from './try-view.styles.ts';

const CHARACTERS = 20_000;

/** What came of a question to one checkpoint. */
type Answer =
  | { readonly state: 'waiting' }
  | { readonly state: 'answered'; readonly value: PlainValue }
  | { readonly state: 'failed'; readonly error: unknown };

/** A form for an input of one's own, answered by a checkpoint, and by another one beside it. It is part of `<checkpoint-inspect>`. */
@customElement('checkpoint-try')
export class CheckpointTry extends LitElement {
  static override styles = [tokens, buttonStyles, proseStyles, tryViewStyles];

  @state() private other = '';
  @state() private problem = '';
  @state() private answers: ReadonlyMap<string, Answer> = new Map();

  @property({ attribute: false }) trainer: CheckpointExaminer | null = null;
  @property() path = '';
  /** Schemas of what the program takes. */
  @property({ attribute: false }) inputs: readonly JsonRecord[] = [];
  /** Paths of other checkpoints that can answer beside. */
  @property({ attribute: false }) others: readonly string[] = [];

  /** What was filled in, by field. */
  readonly #filledIn = new Map<string, string>();
  /** Counts questions, so that a late answer does not stand under a later question. */
  #asked = 0;

  constructor() {
    super();
    followTexts(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('path') && !changed.has('trainer')) return;
    this.#asked += 1;
    this.answers = new Map();
    if (this.other === this.path) this.other = '';
  }

  protected override render(): TemplateResult {
    if (!this.trainer) return html`<p class="muted">${texts.inspect.tryNoTrainer}</p>`;
    if (this.inputs.length === 0) return html`<p class="muted">${texts.inspect.tryUnknown}</p>`;
    const fields = inputFields(this.inputs);
    return html`<form novalidate @submit=${this.#onSubmit}>
        ${fields ? fields.map((field) => this.#renderField(field)) : this.#renderWhole()}
        <div class="with">
          ${this.others.length > 0 ? this.#renderOthers() : nothing}
          <button type="submit" class="primary" part="button ask-button">${texts.inspect.ask}</button>
        </div>
        <p class="problem" role="alert">${this.problem}</p>
      </form>
      <div class="answers" role="status">${this.#paths.map((path) => this.#renderAnswer(path))}</div>`;
  }

  #renderField(field: InputField): TemplateResult {
    const { name, label, description, kind } = field;
    const hint = [description, kind === 'json' ? texts.inspect.asJson : '']
      .filter((text) => text !== '')
      .join(' · ');
    return html`<label class="field"
      ><span>${shownName(label)} <bdi class="muted small">${shownName(hint)}</bdi></span>
      ${kind === 'choice' ? this.#renderChoices(field) : this.#renderTextarea(name)}</label
    >`;
  }

  #renderWhole(): TemplateResult {
    return html`<label class="field"
      ><span>${texts.inspect.wholeInput}</span> ${this.#renderTextarea('')}</label
    >`;
  }

  #renderTextarea(name: string): TemplateResult {
    return html`<textarea
      rows="2"
      dir="auto"
      spellcheck="false"
      name=${name}
      .value=${this.#filledIn.get(name) ?? ''}
      @input=${this.#onInput}
      @keydown=${this.#onKeydown}
    ></textarea>`;
  }

  #renderChoices({ name, choices }: InputField): TemplateResult {
    if (!this.#filledIn.has(name)) this.#filledIn.set(name, choices[0] ?? '');
    return html`<select name=${name} @input=${this.#onInput}>
      ${choices.map((choice) => html`<option value=${choice}>${shownName(choice)}</option>`)}
    </select>`;
  }

  #renderOthers(): TemplateResult {
    return html`<label class="other"
      ><span>${texts.inspect.other}</span>
      <select @change=${this.#onOther}>
        <option value="" .selected=${this.other === ''}>${texts.inspect.noOther}</option>
        ${this.others.map(
          (path) => html`<option value=${path} .selected=${path === this.other}>${shownName(path)}</option>`,
        )}
      </select></label
    >`;
  }

  #renderAnswer(path: string): TemplateResult | typeof nothing {
    const answer = this.answers.get(path);
    if (!answer) return nothing;
    return html`<div class="answer">
      <bdi class="path muted" dir="ltr">${shownName(path)}</bdi>
      ${renderAnswer(answer)}
    </div>`;
  }

  get #paths(): readonly string[] {
    return this.other === '' ? [this.path] : [this.path, this.other];
  }

  #onInput({ target }: Event): void {
    const { name, value } = target as HTMLTextAreaElement | HTMLSelectElement;
    this.#filledIn.set(name, value);
  }

  #onOther({ target }: Event): void {
    this.other = (target as HTMLSelectElement).value;
    if (this.answers.size > 0 && this.other !== '' && !this.answers.has(this.other)) this.#ask();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#ask();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.#ask();
  }

  #ask(): void {
    const read = readInput(inputFields(this.inputs), this.#filledIn);
    this.problem =
      'wrong' in read
        ? read.wrong === ''
          ? texts.inspect.badWhole
          : texts.inspect.badJson(nameInWords(read.wrong))
        : '';
    if ('wrong' in read) return;
    this.#asked += 1;
    this.answers = new Map();
    for (const path of this.#paths) void this.#askOne(path, read.input, this.#asked);
  }

  async #askOne(path: string, input: PlainValue, number: number): Promise<void> {
    const show = (answer: Answer): void => {
      if (number === this.#asked) this.answers = new Map([...this.answers, [path, answer]]);
    };
    show({ state: 'waiting' });
    try {
      const [value = null] = (await this.trainer?.predict([input], { checkpoint: path })) ?? [];
      show({ state: 'answered', value });
    } catch (error) {
      show({ state: 'failed', error });
    }
  }
}

function renderAnswer(answer: Answer): TemplateResult {
  if (answer.state === 'waiting') return html`<span class="muted">${texts.inspect.asking}</span>`;
  if (answer.state === 'failed') return html`<span class="problem">${messageOf(answer.error)}</span>`;
  if (answer.value === null) return html`<span class="muted">${texts.content.noAnswer}</span>`;
  const { text, left } = cutText(valueText(answer.value as Json), CHARACTERS);
  return html`<strong class="value" dir="auto">${readableText(text)}${left > 0 ? '…' : ''}</strong>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-try': CheckpointTry;
  }
}
