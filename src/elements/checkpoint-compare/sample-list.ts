import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { JudgedSample } from '../../worker/trainer-answers.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { customElement } from '../internal/custom-element.ts';
import { formatCount, formatValue, localeOf } from '../internal/format.ts';
import type { Json } from '../internal/plain-json.ts';
import { proseStyles } from '../internal/prose-styles.ts';
import { cutText, readableText } from '../internal/readable-text.ts';
import { tokens } from '../internal/tokens.ts';
import { valueText } from '../internal/value-text.ts';
import '../internal/compare-texts.ts';
import '../internal/content-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import type { SampleGroup, SampleGroups, SamplePair } from './sample-groups.ts';
import { sampleListStyles } from './sample-list.styles.ts';

const FIRST = 20;
const CHARACTERS = 600;

/** Samples as two checkpoints answer them, by whom they speak for. It is part of `<checkpoint-compare>`. */
@customElement('checkpoint-samples')
export class CheckpointSamples extends LitElement {
  static override styles = [tokens, buttonStyles, proseStyles, sampleListStyles];

  @state() private chosen: SampleGroup = 'after';
  @state() private shown = FIRST;

  @property({ attribute: false }) judged: SampleGroups = { isBinary: true, groups: new Map() };

  constructor() {
    super();
    followTexts(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('judged')) this.#choose(this.#firstToShow);
  }

  protected override render(): TemplateResult {
    const pairs = this.judged.groups.get(this.chosen) ?? [];
    const left = pairs.length - this.shown;
    return html`<fieldset class="groups">
        <legend class="unseen">${texts.compare.groupLabel}</legend>
        ${[...this.judged.groups].map(([group, { length }]) => this.#renderChoice(group, length))}
      </fieldset>
      ${pairs.length === 0 ? html`<p class="muted nothing">${texts.compare.noneInGroup}</p>` : nothing}
      <ul role="list">
        ${pairs.slice(0, this.shown).map((pair) => this.#renderPair(pair))}
      </ul>
      ${
        left > 0
          ? html`<button type="button" part="button" @click=${this.#showMore}>
              ${texts.content.more(formatCount(left, localeOf(this)))}
            </button>`
          : nothing
      }`;
  }

  /** Where the two differ is what is wanted; without such a sample, where they do not. */
  get #firstToShow(): SampleGroup {
    const filled = [...this.judged.groups].find(([, pairs]) => pairs.length > 0);
    return filled?.[0] ?? 'after';
  }

  #renderChoice(group: SampleGroup, count: number): TemplateResult {
    const isDegree = !this.judged.isBinary && (group === 'after' || group === 'before');
    const label = isDegree ? texts.compare.degrees[group] : texts.compare.groups[group];
    return html`<label class="choice">
      <input
        type="radio"
        name="group"
        value=${group}
        .checked=${group === this.chosen}
        @change=${() => this.#choose(group)}
      />
      <span>${label} <bdi class="count">${formatCount(count, localeOf(this))}</bdi></span>
    </label>`;
  }

  #renderPair({ index, before, after }: SamplePair): TemplateResult {
    const place = formatCount(index + 1, localeOf(this));
    return html`<li class="pair" tabindex="-1">
      <div class="given">
        <span class="muted small">${texts.compare.sample(place)}</span>
        ${this.#renderText(before.input, 'input')}
      </div>
      <dl>
        <div>
          <dt class="muted small">${texts.content.expected}</dt>
          <dd>${this.#renderText(before.target, '')}</dd>
        </div>
        ${this.#renderAnswer('A', before)} ${this.#renderAnswer('B', after)}
      </dl>
    </li>`;
  }

  #renderAnswer(letter: string, { answer, reward }: JudgedSample): TemplateResult {
    const isRight = reward === 1;
    const verdict = this.judged.isBinary
      ? isRight
        ? texts.compare.right
        : texts.compare.wrong
      : texts.compare.reward(formatValue(reward, localeOf(this)));
    const kind = this.judged.isBinary ? (isRight ? 'right' : 'wrong') : '';
    return html`<div class="answer ${kind}">
      <dt><span class="badge">${letter}</span></dt>
      <dd>
        ${answer === null ? html`<span class="muted">${texts.content.noAnswer}</span>` : this.#renderText(answer, '')}
        <span class="mark ${kind}">${verdict}</span>
      </dd>
    </div>`;
  }

  #renderText(value: unknown, kind: string): TemplateResult {
    const { text, left } = cutText(valueText(value as Json), CHARACTERS);
    return html`<div class="value ${kind}" dir="auto">${readableText(text)}${left > 0 ? '…' : ''}</div>`;
  }

  #choose(group: SampleGroup): void {
    this.chosen = group;
    this.shown = FIRST;
  }

  /** Shows more, and goes there: the button may be gone. */
  async #showMore(): Promise<void> {
    const from = this.shown;
    this.shown += FIRST * 5;
    await this.updateComplete;
    this.renderRoot.querySelectorAll('li')[from]?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-samples': CheckpointSamples;
  }
}
