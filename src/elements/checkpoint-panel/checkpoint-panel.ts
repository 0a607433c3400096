import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CheckpointStore, MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { customElement } from '../internal/custom-element.ts';
import { fieldStyles } from '../internal/field-styles.ts';
import { ElementErrorEvent } from '../internal/element-events.ts';
import { formatCount, localeOf } from '../internal/format.ts';
import { loadEarly } from '../internal/load-early.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { TideLine } from '../internal/tide-line.ts';
import { Tips, tipStyles } from '../internal/tips.ts';
import { tokens } from '../internal/tokens.ts';
import './checkpoint-list.ts';
import { checkpointPanelStyles } from './checkpoint-panel.styles.ts';
import { renderRow } from './checkpoint-row.ts';
import { RankingChangedEvent } from './checkpoint-requests.ts';
import { HeldHeight } from './held-height.ts';
import { ImportOffer } from './import-offer.ts';
import type { FoldEvent, OrderEvent, RowActionEvent, SelectionEvent } from './list-events.ts';
import { noFilter } from './list-state.ts';
import { PanelContent } from './panel-content.ts';
import { panelFooterStyles } from './panel-footer.styles.ts';
import { renderHeader } from './panel-header.ts';
import { renderFilters } from './panel-filters.ts';
import { renderEmpty, renderNothingFound, renderPlaceholder, renderProblem } from './panel-states.ts';
import { renderSelectionBar } from './selection-bar.ts';

/**
 * A live list of the checkpoints in a store: which is the latest, which the best and why, each a click away from a
 * download, from deletion (with undo), and from going on with training.
 *
 * It needs nothing but a store: no trainer, no page code. What other tabs and workers save appears at once. Only the
 * rows that are seen are drawn, so 100,000 checkpoints scroll like ten. The list can be sorted, filtered, split by run
 * and ranked by any logged value; several checkpoints can be compared, exported, pinned and deleted together.
 *
 * By keyboard the list is one stop of the Tab key. Arrows, Home, End, PageUp and PageDown move in it; Space selects,
 * Shift with an arrow or Space selects on, Control A selects all and Escape none; Enter looks into a checkpoint, F2 writes
 * its note, Delete deletes it, and Control Z brings back what was deleted.
 *
 * @summary The checkpoints of a store, live.
 * @slot heading - The panel's heading. Default: a level-2 heading “Checkpoints”.
 * @slot empty - What an empty list says.
 * @slot storage - What else takes room: an `<answer-cache>`, say.
 * @fires {ResumeRequestEvent} resume-request - The user wants training to go on from `entry`. The page does it, with `answerWith`, or cancels it.
 * @fires {DownloadRequestEvent} download-request - The user wants `entry` as a file. Cancel it to answer in another way.
 * @fires {DeleteRequestEvent} delete-request - The user wants `entry` gone. Cancel it to keep it.
 * @fires {InspectRequestEvent} inspect-request - The user wants to look into the checkpoint of a `path`.
 * @fires {CompareRequestEvent} compare-request - The user wants to see how the checkpoints of some `paths` differ.
 * @fires {ExportRequestEvent} export-request - The user wants the checkpoints of some `paths` as one file. Cancel it to answer in another way.
 * @fires {RankingChangedEvent} ranking-changed - The user ranks by another `monitor` or `mode` now.
 * @fires {CheckpointDownloadedEvent} checkpoint-downloaded - A file was handed to the browser.
 * @fires {ElementErrorEvent} element-error - Something the user asked for has failed; the panel says so too.
 * @csspart base - The whole panel.
 * @csspart header - Heading, best checkpoint and actions.
 * @csspart tide-line - The rule below the header: the best value so far, drawn as a step line.
 * @csspart rank - By what checkpoints are ranked.
 * @csspart filters - What the list can be narrowed down by.
 * @csspart choice - Any choice of several.
 * @csspart list - The scrolling list.
 * @csspart row - A checkpoint; the best one is also `row-best`, and the header of a run is also `row-run`.
 * @csspart tag - A mark: `tag-best`, `tag-latest`, `tag-damaged`.
 * @csspart button - Any button; also `import-button`, `resume-button`, `fork-button`, `download-button`, `pin-button`, `note-button`, `delete-button`, `arrivals-button`, `activity-button`, `download-best-button`, `undo-button`.
 * @csspart toast - What came of the user's last action, for a while; the offer to undo a deletion is also `undo`.
 * @csspart drop - Where files can be dropped, while some are being dragged.
 * @csspart notice - What the user should know of the store.
 * @csspart selection - What can be done with the selected checkpoints.
 * @csspart footer - How much room is used.
 * @csspart meter - The bar that shows how much room is used.
 * @cssproperty --tidemark-accent - The one accent colour.
 * @cssproperty --tidemark-surface - The panel's ground.
 * @cssproperty --tidemark-text - Colour of text.
 * @cssproperty --tidemark-list-height - The list's greatest height. Default: 28rem.
 *
 * @example
 * <checkpoint-panel monitor="val_reward" mode="max"></checkpoint-panel>
 */
@customElement('checkpoint-panel')
export class CheckpointPanel extends LitElement {
  static override styles = [
    tokens,
    buttonStyles,
    fieldStyles,
    tipStyles,
    panelFooterStyles,
    checkpointPanelStyles,
  ];

  @state() private failure: unknown = null;
  /** Whether list and filters are drawn, if out of sight: to draw them together with the first row would take twice as long. */
  @state() private isAtRest = false;

  /** The store to show. @default the one named `store-name` */
  @property({ attribute: false }) store: CheckpointStore | null = null;
  /** Name of the store to open when none is given. @default the default store */
  @property({ attribute: 'store-name' }) storeName: string | null = null;
  /** The log name that decides which is the best; the user may choose another. @default what the newest checkpoint monitored */
  @property() monitor: string | null = null;
  /** Which of two values is better: `min` or `max`. @default the direction in force for the newest checkpoint */
  @property() mode: MonitorMode | null = null;
  /** Only checkpoints whose path matches this template, such as `runs/{epoch:02d}.json`. */
  @property() pattern: string | null = null;
  /** Whether *resume from here* is out of reach just now (training is under way, say). */
  @property({ type: Boolean, reflect: true, attribute: 'resume-disabled' }) resumeDisabled = false;
  /** Whether checkpoints can be looked at and downloaded, but not changed, and no training resumed. */
  @property({ type: Boolean, reflect: true, attribute: 'readonly' }) readOnly = false;

  readonly #content = new PanelContent(this, (error) => this.#fail(error));
  readonly #tide = new TideLine();
  readonly #height = new HeldHeight();
  readonly #import = new ImportOffer(this, {
    done: (text) => this.#content.announcer.answer(text),
    failed: (error) => this.#fail(error),
  });

  constructor() {
    super();
    followTexts(this);
    this.addController(new Tips(this));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { source } = this.#content;
    if (changed.has('store') || changed.has('storeName')) source.use(this.store, this.storeName);
    if (!source.store || !this.hasUpdated) return;
    if (changed.has('pattern')) this.#content.storeReady(source.store);
    else if (changed.has('monitor') || changed.has('mode')) this.#content.rank(source.store);
  }

  protected override firstUpdated(): void {
    loadEarly(() => this.#prepare());
  }

  /** Makes ready what is needed later: by then the network may be gone, or the page busy with training. */
  async #prepare(): Promise<void> {
    this.isAtRest = true;
    const { loadParts, rehearseRow } = await import('./preparation.ts');
    rehearseRow(renderRow, this.renderRoot.querySelector('checkpoint-list'));
    await loadParts();
  }

  protected override render(): TemplateResult {
    const store = this.readOnly ? null : this.#content.source.store;
    const dragged = (event: DragEvent): void => this.#import.dragged(event, store);
    return html`<section
      class="panel"
      part="base"
      aria-labelledby="heading"
      @keydown=${(event: KeyboardEvent) => this.#content.keyPressed(event)}
      @dragenter=${dragged}
      @dragover=${dragged}
      @dragleave=${dragged}
      @drop=${dragged}
    >
      ${this.#renderHeader()} ${this.#content.notices.renderLasting()}
      ${this.isAtRest || this.#content.list.entries.length > 0 ? renderFilters(this.#content) : nothing}
      ${this.#renderStage()} ${this.#renderNews()} ${this.#renderFooter()} ${this.#import.render()}
      ${this.#content.activity.render()} ${this.#content.announcer.render()}
    </section>`;
  }

  #renderHeader(): TemplateResult {
    const { view, facets, entries } = this.#content.list;
    return html`${renderHeader({
      best: this.#content.standings.best,
      standing: this.#content.standing,
      ranking: view.ranking,
      monitors: facets.logs,
      locale: localeOf(this),
      importButton: this.readOnly ? nothing : this.#import.renderButton(this.#content.source.store),
      download: (entry) => this.#content.act((actions) => actions.export([entry])),
      chooseRanking: (ranking) => this.#chooseRanking(ranking),
    })}
    ${this.#tide.render(entries, view.ranking)}`;
  }

  #renderStage(): TemplateResult {
    const isEmpty = this.#content.list.rows.found === 0;
    return html`<div class="stage" .style=${`min-block-size: ${this.#held}px`}>
      ${isEmpty ? this.#renderNothing() : nothing}
      ${isEmpty && !this.isAtRest ? nothing : this.#renderList(isEmpty)} ${this.#content.renderToast()}
    </div>`;
  }

  #renderList(hidden: boolean): TemplateResult {
    const { rows, version, view, selection, isReading } = this.#content.list;
    return html`<checkpoint-list
      ?hidden=${hidden}
      exportparts="list, row, row-best, row-run, tag, tag-best, tag-latest, tag-damaged, button, resume-button, fork-button, download-button, pin-button, note-button, delete-button, arrivals-button"
      .rows=${rows}
      .version=${version}
      .selection=${selection}
      .standings=${this.#content.standings}
      .ranking=${view.ranking}
      .isReading=${isReading}
      .readOnly=${this.readOnly}
      .resumeDisabled=${this.resumeDisabled}
      @row-action=${({ action, entry, note }: RowActionEvent) => this.#content.act((actions) => actions.act(action, entry, note))}
      @selection-changed=${({ paths }: SelectionEvent) => this.#content.select(paths)}
      @order-changed=${({ order }: OrderEvent) => this.#content.orderBy(order)}
      @fold-changed=${({ run }: FoldEvent) => this.#content.list.fold(run)}
    ></checkpoint-list>`;
  }

  #renderNothing(): TemplateResult {
    const { hasBegun, isReading, isFiltered } = this.#content.list;
    if (this.#isUnreadable) return renderPlaceholder(texts.panel.unreadable);
    if (!hasBegun || isReading) return renderPlaceholder(texts.panel.reading);
    return isFiltered ? renderNothingFound(() => this.#content.narrow(noFilter)) : renderEmpty(this.pattern);
  }

  get #held(): number {
    return this.#height.hold(
      this.#content.list.isFiltered,
      this.renderRoot.querySelector<HTMLElement>('.stage'),
    );
  }

  /** What came up while the list was in use stands below it, so that no row moves. */
  #renderNews(): TemplateResult {
    const problem = this.failure;
    const answer = this.#isUnreadable ? texts.panel.tryAgain : texts.panel.dismiss;
    return html`${this.#content.notices.renderPassing()}
    ${problem ? renderProblem(problem, answer, () => this.#answerProblem()) : nothing}`;
  }

  #renderFooter(): TemplateResult {
    const { selection, isReading, entries } = this.#content.list;
    const view = { readOnly: this.readOnly, locale: localeOf(this) };
    const isWhole = !this.pattern && !isReading && !this.#isUnreadable;
    const count = isWhole ? entries.length : null;
    return html`<footer class="footer" part="footer">
      ${
        selection.size > 0
          ? renderSelectionBar(this.#content, view)
          : isReading && entries.length > 0
            ? texts.panel.readingMore(formatCount(entries.length, view.locale))
            : html`${this.#content.storage.render({ ...view, count })}
                <slot name="storage"></slot> ${this.#content.activity.renderButton()}`
      }
    </footer>`;
  }

  /** Whether there is nothing to show because opening the store, or reading it, failed. */
  get #isUnreadable(): boolean {
    const { hasBegun, isUnreadable } = this.#content.list;
    return hasBegun ? isUnreadable : this.failure !== null;
  }

  #chooseRanking({ monitor, mode }: Ranking): void {
    Object.assign(this, { monitor, mode });
    this.dispatchEvent(new RankingChangedEvent(monitor, mode));
  }

  /** Shows that something has failed, and tells the page; null takes that back. */
  #fail(error: unknown): void {
    this.failure = error;
    if (error !== null) this.dispatchEvent(new ElementErrorEvent(error));
  }

  #answerProblem(): void {
    if (this.#isUnreadable) this.#content.readAgain();
    else this.failure = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-panel': CheckpointPanel;
  }
}
