import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { messageOf } from '../../base/message-of.ts';
import type { CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { CheckpointReader } from '../internal/checkpoint-reading.ts';
import type { CheckpointReading } from '../internal/checkpoint-reading.ts';
import { describeOrigin } from '../internal/checkpoint-words.ts';
import { customElement } from '../internal/custom-element.ts';
import { ElementErrorEvent } from '../internal/element-events.ts';
import { formatBytes, formatMoment, localeOf, shownName } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { proseStyles } from '../internal/prose-styles.ts';
import { StoreSource } from '../internal/store-source.ts';
import { Tips, tipStyles } from '../internal/tips.ts';
import { tokens } from '../internal/tokens.ts';
import { checkpointCompareStyles } from './checkpoint-compare.styles.ts';
import '../internal/compare-texts.ts';
import '../internal/content-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { compareFiles } from './comparison.ts';
import type { Comparison, ComparedFile } from './comparison.ts';
import { renderMetrics } from './render-metrics.ts';
import { renderPrompts } from './render-prompts.ts';
import { renderParts, renderPlain } from './render-rest.ts';
import { renderSamples } from './render-samples.ts';
import { SampleJudging } from './sample-judging.ts';
import type { SampleJudge } from './sample-judging.ts';

/**
 * How two checkpoints differ: what they logged, the instructions and examples of their prompts, which samples of the
 * validation data each gets right, and everything else in their files.
 *
 * It needs the store alone. With a trainer it can have both checkpoints judged sample by sample, when asked to.
 *
 * @summary Two checkpoints, side by side.
 * @slot heading - The heading. Default: a level-2 heading “Compare checkpoints”.
 * @fires {ElementErrorEvent} element-error - A checkpoint could not be read, or the samples could not be judged; the element says so too.
 * @csspart base - The whole element.
 * @csspart button - Any button; also `swap-button`, `judge-button`.
 * @cssproperty --tidemark-accent - Colour of what was added or is better.
 * @cssproperty --tidemark-danger - Colour of what was removed or is worse.
 * @cssproperty --tidemark-surface - The ground.
 *
 * @example
 * <checkpoint-compare first="runs/01.json" second="runs/07.json"></checkpoint-compare>
 */
@customElement('checkpoint-compare')
export class CheckpointCompare extends LitElement {
  static override styles = [tokens, buttonStyles, proseStyles, tipStyles, checkpointCompareStyles];

  @state() private comparison: Comparison | null = null;

  /** The store to read. @default the one named `store-name` */
  @property({ attribute: false }) store: CheckpointStore | null = null;
  /** Name of the store to open when none is given. @default the default store */
  @property({ attribute: 'store-name' }) storeName: string | null = null;
  /** Path of the checkpoint to compare from: A. */
  @property() first: string | null = null;
  /** Path of the checkpoint to compare to: B. */
  @property() second: string | null = null;
  /** Paths to choose A and B from, where there are more than two. @default [] */
  @property({ attribute: false }) choices: readonly string[] = [];
  /** Who judges samples; without one only the files are compared. @default null */
  @property({ attribute: false }) trainer: SampleJudge | null = null;
  /** The trainer's data set to judge on. @default 'validation' */
  @property({ attribute: 'data-set' }) dataSet = 'validation';

  readonly #reader = new CheckpointReader(() => this.#read());
  readonly #judging = new SampleJudging(() => this.#judged());
  readonly #source = new StoreSource(this, {
    storeReady: (store) => {
      this.#reader.use(store);
      this.#read();
    },
    storeSaved: ({ entry }) => this.#reader.refresh(entry.path),
    storeDeleted: ({ path }) => this.#reader.refresh(path),
    storeFailed: (error) => this.#fail(error),
  });
  #storeError: unknown = null;
  /** The files that `comparison` is about. */
  #compared: readonly [ComparedFile, ComparedFile] | null = null;

  constructor() {
    super();
    followTexts(this);
    this.addController(new Tips(this));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store') || changed.has('storeName')) this.#source.use(this.store, this.storeName);
    const isOther = (['first', 'second', 'trainer', 'dataSet'] as const).some((name) => changed.has(name));
    if (isOther) this.#judging.reset();
    if (changed.has('first') || changed.has('second')) this.#read();
  }

  protected override render(): TemplateResult {
    return html`<section class="base" part="base" tabindex="-1" aria-labelledby="heading">
      <div class="heading" id="heading">
        <slot name="heading"><h2>${texts.compare.heading}</h2></slot>
      </div>
      ${this.first !== null && this.second !== null ? this.#renderBoth(this.first, this.second) : this.#renderNone()}
    </section>`;
  }

  #renderNone(): TemplateResult {
    return html`<div class="notices"><p class="muted">${texts.compare.none}</p></div>`;
  }

  #renderBoth(first: string, second: string): TemplateResult {
    return html`<div class="sides">
        ${this.#renderSide('A', first)}
        <button
          type="button"
          class="icon swap"
          part="button swap-button"
          aria-label=${texts.compare.swap}
          data-tip=${texts.compare.swap}
          @click=${this.#swap}
        >
          ${icons.swap}
        </button>
        ${this.#renderSide('B', second)}
      </div>
      ${this.#renderNotices([first, second])}
      ${this.comparison ? this.#renderComparison(this.comparison) : this.#renderWaiting([first, second])}`;
  }

  #renderSide(letter: 'A' | 'B', path: string): TemplateResult {
    const reading = this.#reading(path);
    return html`<div class="side" data-side=${letter}>
      <span class="badge">${letter}</span>
      ${
        this.choices.length > 2
          ? this.#renderChoice(letter, path)
          : html`<bdi class="path" dir="ltr">${shownName(path)}</bdi>`
      }
      <p class="facts">${this.#renderFacts(reading)}</p>
    </div>`;
  }

  #renderChoice(letter: 'A' | 'B', path: string): TemplateResult {
    const choices = this.choices.includes(path) ? this.choices : [path, ...this.choices];
    const choose = ({ target }: Event): void => {
      const { value } = target as HTMLSelectElement;
      if (letter === 'A') this.first = value;
      else this.second = value;
    };
    return html`<select aria-label=${texts.compare.choose(letter)} dir="ltr" @change=${choose}>
      ${choices.map(
        (choice) => html`<option value=${choice} .selected=${choice === path}>${shownName(choice)}</option>`,
      )}
    </select>`;
  }

  #renderFacts(reading: CheckpointReading): TemplateResult {
    if (reading.state === 'reading') return html`${texts.content.reading}`;
    if (reading.state === 'missing') return html`${texts.content.missing}`;
    if (reading.state === 'failed') return html`${messageOf(reading.error)}`;
    const { entry } = reading;
    const locale = localeOf(this);
    return html`<bdi>${describeOrigin(entry, locale)}</bdi><br /><bdi
        >${formatMoment(entry.mtime, locale)}</bdi
      >
      ·
      <bdi>${formatBytes(entry.bytes, locale)}</bdi>
      ${entry.damaged ? html`<br />${texts.content.damaged}` : nothing}`;
  }

  #renderNotices(paths: readonly string[]): TemplateResult | typeof nothing {
    const notes = this.comparison?.notes ?? [];
    const isStuck = this.#isStuck(paths);
    if (notes.length === 0 && !isStuck) return nothing;
    return html`<div class="notices">
      ${notes.map((note) => html`<p class="notice" role="note">${texts.compare.notes[note]}</p>`)}
      ${
        isStuck
          ? html`<div class="notice problem" role="alert">
              <span
                >${this.#storeError === null ? texts.compare.unreadable : messageOf(this.#storeError)}</span
              >
              <button type="button" part="button" @click=${this.#retry}>${texts.content.tryAgain}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderWaiting(paths: readonly string[]): TemplateResult {
    return html`<div class="section waiting">
      ${this.#isStuck(paths) ? nothing : html`<p class="muted" role="status">${texts.compare.comparing}</p>`}
    </div>`;
  }

  #isStuck(paths: readonly string[]): boolean {
    return this.#storeError !== null || paths.some((path) => isUnread(this.#reading(path)));
  }

  #renderComparison(comparison: Comparison): TemplateResult {
    const locale = localeOf(this);
    const [before, after] = this.#compared ?? [];
    return html`<section class="section" aria-labelledby="metrics">
        <h3 id="metrics">${texts.content.logs}</h3>
        ${renderMetrics(comparison.metrics, locale)}
      </section>
      ${
        comparison.isPlain
          ? renderPlain(before?.text ?? '', after?.text ?? '')
          : html`<section class="section" aria-labelledby="prompts">
                <h3 id="prompts">${texts.content.prompts}</h3>
                ${renderPrompts(comparison.prompts, locale)}
              </section>
              ${renderSamples(this.#judging, this.trainer !== null, () => this.#judge(), locale)}
              ${renderParts(comparison.parts)}`
      }`;
  }

  #reading(path: string): CheckpointReading {
    return this.#source.store ? this.#reader.of(path) : { state: 'reading' };
  }

  /** Compares what has been read. */
  #read(): void {
    this.requestUpdate();
    if (!this.#source.store || this.first === null || this.second === null) return;
    const [before, after] = [this.#reader.of(this.first), this.#reader.of(this.second)];
    if (before.state !== 'ready' || after.state !== 'ready') {
      this.comparison = null;
      this.#compared = null;
      return;
    }
    const [known, other] = this.#compared ?? [];
    if (known && other && isSame(known, before) && isSame(other, after)) return;
    const compared = [before, after] as const;
    this.#compared = compared;
    this.comparison = null;
    compareFiles(before, after).then(
      (comparison) => {
        if (this.#compared === compared) this.comparison = comparison;
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #swap(): void {
    [this.first, this.second] = [this.second, this.first];
  }

  #judge(): void {
    if (!this.trainer || this.first === null || this.second === null) return;
    void this.#judging.start(this.trainer, this.dataSet, [this.first, this.second]);
  }

  #judged(): void {
    const { state } = this.#judging;
    if (state.state === 'failed') this.dispatchEvent(new ElementErrorEvent(state.error));
    this.requestUpdate();
  }

  #retry(): void {
    if (this.#storeError !== null) this.#source.reopen();
    this.#storeError = null;
    this.#reader.retry();
    // The button goes with the problem.
    this.renderRoot.querySelector<HTMLElement>('.base')?.focus();
  }

  #fail(error: unknown): void {
    this.#storeError = error;
    this.requestUpdate();
    this.dispatchEvent(new ElementErrorEvent(error));
  }
}

/** Whether a file is the one that was compared; a mark or a note may have changed. */
const isSame = (known: ComparedFile, { entry, text }: ComparedFile): boolean =>
  known.text === text && known.entry.path === entry.path && known.entry.mtime === entry.mtime;

const isUnread = ({ state }: CheckpointReading): boolean => state === 'missing' || state === 'failed';

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-compare': CheckpointCompare;
  }
}
