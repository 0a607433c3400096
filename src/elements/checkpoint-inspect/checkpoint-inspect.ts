import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { messageOf } from '../../base/message-of.ts';
import type { CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { readContent } from '../internal/checkpoint-content.ts';
import type { CheckpointContent, ContentProblem } from '../internal/checkpoint-content.ts';
import { CheckpointReader } from '../internal/checkpoint-reading.ts';
import { customElement } from '../internal/custom-element.ts';
import { ElementErrorEvent } from '../internal/element-events.ts';
import type { CheckpointExaminer } from '../internal/examiner.ts';
import { localeOf, shownName } from '../internal/format.ts';
import { proseStyles } from '../internal/prose-styles.ts';
import { StoreSource } from '../internal/store-source.ts';
import { tokens } from '../internal/tokens.ts';
import { CompareRequestEvent, InspectRequestEvent } from '../internal/view-requests.ts';
import { checkpointInspectStyles } from './checkpoint-inspect.styles.ts';
import '../internal/content-texts.ts';
import '../internal/inspect-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { findOutline } from './find-outline.ts';
import { ancestorsOf } from './lineage.ts';
import type { Ancestor } from './lineage.ts';
import type { ProgramOutline } from './program-outline.ts';
import './prompt-view.ts';
import { renderProgram } from './render-program.ts';
import { renderFacts, renderLearned, renderLineage, renderLogs } from './render-sections.ts';
import './try-view.ts';

/** A checkpoint that was read, and what its text says. */
interface Inspected {
  readonly entry: CheckpointEntry;
  readonly text: string;
  readonly content: CheckpointContent | ContentProblem;
}

/**
 * What is in a checkpoint: what was logged with it, its program as a graph, the prompt as a language model will see it,
 * its instructions and examples, and the checkpoints that it goes back to. With a trainer it also answers an input of
 * one's own, next to another checkpoint.
 *
 * It needs the store alone; without a trainer, what needs one says so.
 *
 * @summary One checkpoint, looked into.
 * @slot heading - The heading. Default: a level-2 heading “Inspect a checkpoint”.
 * @fires {InspectRequestEvent} inspect-request - The user wants to look into the checkpoint `path` that this one goes back to. Cancel it to
 *   show it elsewhere; else this element does.
 * @fires {CompareRequestEvent} compare-request - The user wants this checkpoint compared with one that it goes back to. The page does it.
 * @fires {ElementErrorEvent} element-error - The checkpoint could not be read; the element says so too.
 * @csspart base - The whole element.
 * @csspart button - Any button; also `ask-button`.
 * @cssproperty --tidemark-accent - The one accent colour.
 * @cssproperty --tidemark-surface - The ground.
 * @cssproperty --tidemark-text - Colour of text.
 *
 * @example
 * <checkpoint-inspect path="runs/07.json"></checkpoint-inspect>
 */
@customElement('checkpoint-inspect')
export class CheckpointInspect extends LitElement {
  static override styles = [tokens, buttonStyles, proseStyles, checkpointInspectStyles];

  @state() private inspected: Inspected | null = null;
  /** Null while it is not known what the program is made of; `undefined` when that cannot be known. */
  @state() private outline: ProgramOutline | null | undefined = null;
  @state() private ancestors: readonly Ancestor[] = [];
  @state() private others: readonly string[] = [];

  /** The store to read. @default the one named `store-name` */
  @property({ attribute: false }) store: CheckpointStore | null = null;
  /** Name of the store to open when none is given. @default the default store */
  @property({ attribute: 'store-name' }) storeName: string | null = null;
  /** Path of the checkpoint to look into. */
  @property() path: string | null = null;
  /** Who answers for the program; without one there is no prompt, and no answers. @default null */
  @property({ attribute: false }) trainer: CheckpointExaminer | null = null;
  /** The trainer's data set whose samples the prompt is shown for. @default 'validation' */
  @property({ attribute: 'data-set' }) dataSet = 'validation';

  readonly #reader = new CheckpointReader(() => this.#read());
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

  constructor() {
    super();
    followTexts(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store') || changed.has('storeName')) this.#source.use(this.store, this.storeName);
    if (changed.has('path')) this.#read();
    else if (changed.has('trainer') && this.inspected) void this.#outline(this.inspected);
  }

  protected override render(): TemplateResult {
    return html`<section class="base" part="base" tabindex="-1" aria-labelledby="heading">
      <div class="heading" id="heading">
        <slot name="heading"><h2>${texts.inspect.heading}</h2></slot>
      </div>
      ${
        this.path === null
          ? html`<div class="notices"><p class="muted">${texts.inspect.none}</p></div>`
          : html`<p class="which"><bdi class="path" dir="ltr">${shownName(this.path)}</bdi></p>
              ${this.#renderNotices(this.path)}
              ${this.inspected ? this.#renderInspected(this.inspected) : this.#renderWaiting(this.path)}`
      }
    </section>`;
  }

  #renderNotices(path: string): TemplateResult | typeof nothing {
    const problem = this.#problemWith(path);
    const { entry, content } = this.inspected ?? {};
    if (problem !== null)
      return html`<div class="notices">
        <div class="notice problem" role="alert">
          <span>${problem}</span>
          <button type="button" part="button" @click=${this.#retry}>${texts.content.tryAgain}</button>
        </div>
      </div>`;
    const notes = [
      ...(entry?.damaged ? [texts.content.damaged] : []),
      ...(typeof content === 'string' ? [texts.inspect.problems[content]] : []),
    ];
    if (notes.length === 0) return nothing;
    return html`<div class="notices">
      ${notes.map((note) => html`<p class="notice" role="note">${note}</p>`)}
    </div>`;
  }

  #renderWaiting(path: string): TemplateResult {
    return html`<div class="section waiting">
      ${this.#problemWith(path) === null ? html`<p class="muted" role="status">${texts.content.reading}</p>` : nothing}
    </div>`;
  }

  #renderInspected({ entry, content }: Inspected): TemplateResult {
    const locale = localeOf(this);
    return html`<div class="section overview">
        ${renderFacts(entry, locale)}
        <section aria-labelledby="logs">
          <h3 id="logs">${texts.content.logs}</h3>
          ${renderLogs(entry, locale)}
        </section>
      </div>
      ${typeof content === 'string' ? nothing : this.#renderContent(content, entry.path)}
      <section class="section" aria-labelledby="lineage">
        <h3 id="lineage">${texts.inspect.lineage}</h3>
        ${renderLineage(
          this.ancestors,
          {
            inspect: (path) => this.#inspect(path),
            compare: (path) => this.dispatchEvent(new CompareRequestEvent([path, entry.path])),
          },
          locale,
        )}
      </section>`;
  }

  #renderContent(content: CheckpointContent, path: string): TemplateResult {
    const modules = this.outline?.nodes.filter((node) => node.languageModel !== null) ?? [];
    return html`<section class="section" aria-labelledby="program">
        <h3 id="program">${texts.inspect.program}</h3>
        ${renderProgram(this.outline, content.program !== null)}
      </section>
      <section class="section" aria-labelledby="learned">
        <h3 id="learned">${texts.content.prompts}</h3>
        ${renderLearned(content.prompts, localeOf(this))}
      </section>
      <section class="section" aria-labelledby="prompt">
        <h3 id="prompt">${texts.inspect.prompt}</h3>
        <checkpoint-prompt
          exportparts="button"
          .trainer=${this.trainer}
          .path=${path}
          .dataSet=${this.dataSet}
          .modules=${[...new Set(modules.map(({ name }) => name))]}
        ></checkpoint-prompt>
      </section>
      <section class="section" aria-labelledby="try">
        <h3 id="try">${texts.inspect.tryIt}</h3>
        <checkpoint-try
          exportparts="button, ask-button"
          .trainer=${this.trainer}
          .path=${path}
          .inputs=${this.outline?.inputs ?? []}
          .others=${this.others}
        ></checkpoint-try>
      </section>`;
  }

  #problemWith(path: string): string | null {
    if (this.#storeError !== null) return messageOf(this.#storeError);
    const reading = this.#source.store ? this.#reader.of(path) : null;
    if (reading?.state === 'missing') return texts.content.missing;
    return reading?.state === 'failed' ? messageOf(reading.error) : null;
  }

  /** Looks into what has been read, once the page has shown what it knew before. */
  #read(): void {
    this.requestUpdate();
    if (!this.#source.store || this.path === null) return;
    const reading = this.#reader.of(this.path);
    if (reading.state !== 'ready') {
      this.inspected = null;
      return;
    }
    const { entry, text } = reading;
    if (this.inspected?.entry.path !== entry.path) this.inspected = null;
    setTimeout(() => {
      if (this.path === entry.path && this.isConnected) this.#look(entry, text);
    });
  }

  #look(entry: CheckpointEntry, text: string): void {
    const content = this.inspected?.text === text ? this.inspected.content : readContent(text);
    const isNew = this.inspected?.content !== content;
    const inspected = { entry, text, content };
    this.inspected = inspected;
    if (isNew) void this.#outline(inspected);
    void this.#lookAround(inspected);
  }

  async #outline({ content, entry }: Inspected): Promise<void> {
    this.outline = null;
    const outline = await findOutline(content, entry.path, this.trainer);
    if (this.inspected?.content === content) this.outline = outline;
  }

  /** Looks up the checkpoints that this one goes back to, and those it can be tried against. */
  async #lookAround({ entry }: Inspected): Promise<void> {
    const { store } = this.#source;
    if (!store) return;
    try {
      const [ancestors, { entries }] = await Promise.all([
        ancestorsOf(store, entry),
        store.list({ limit: 50 }),
      ]);
      if (this.inspected?.entry.path !== entry.path) return;
      this.ancestors = ancestors;
      this.others = entries
        .filter(({ kind, reason, path }) => kind !== 'other' && reason !== 'backup' && path !== entry.path)
        .map(({ path }) => path);
    } catch (error) {
      this.#fail(error);
    }
  }

  #inspect(path: string): void {
    if (this.dispatchEvent(new InspectRequestEvent(path))) this.path = path;
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

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-inspect': CheckpointInspect;
  }
}
