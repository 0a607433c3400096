import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type {
  CheckpointEntry,
  CheckpointSavedEvent,
  CheckpointStore,
  MonitorMode,
} from '../../checkpoints/checkpoint-store.ts';
import '../download-best/download-best.ts';
import { bestQuery, rankingInForce } from '../internal/best-query.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { explainBest, monitoredValue } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { downloadCheckpoint } from '../internal/download.ts';
import { CheckpointDownloadedEvent, ElementErrorEvent } from '../internal/element-events.ts';
import { localeOf, visibleText } from '../internal/format.ts';
import { StandingsWatch } from '../internal/standings.ts';
import { StoreSource } from '../internal/store-source.ts';
import { renderTideLine } from '../internal/tide-line.ts';
import { tokens } from '../internal/tokens.ts';
import { requestResume } from '../internal/training-request.ts';
import { UsageWatch } from '../internal/usage-watch.ts';
import './checkpoint-list.ts';
import { CheckpointPages } from './checkpoint-pages.ts';
import { checkpointPanelStyles } from './checkpoint-panel.styles.ts';
import { DeleteRequestEvent, DownloadRequestEvent } from './checkpoint-requests.ts';
import { ImportOffer } from './import-offer.ts';
import { renderEmpty, renderPlaceholder, renderProblem } from './panel-states.ts';
import type { RowAction, RowActionEvent } from './row-action.ts';
import { UndoOffer } from './undo-offer.ts';
import { describeLasting, describeRoom } from './usage-words.ts';

/**
 * A live list of the checkpoints in a store: which is the latest, which the best and why, each a click away from a
 * download, from deletion (with undo), and from going on with training.
 *
 * It needs nothing but a store: no trainer, no page code. What other tabs and workers save appears at once. Only the
 * rows that are seen are drawn, so 10,000 checkpoints scroll like ten.
 *
 * @summary The checkpoints of a store, live.
 * @slot heading - The panel's heading. Default: a level-2 heading “Checkpoints”.
 * @slot empty - What an empty list says.
 * @fires {ResumeRequestEvent} resume-request - The user wants training to go on from `entry`. The page does it, with `answerWith`.
 * @fires {DownloadRequestEvent} download-request - The user wants `entry` as a file. Cancel it to answer in another way.
 * @fires {DeleteRequestEvent} delete-request - The user wants `entry` gone. Cancel it to keep it.
 * @fires {CheckpointDownloadedEvent} checkpoint-downloaded - A file was handed to the browser.
 * @fires {ElementErrorEvent} element-error - Something the user asked for has failed; the panel says so too.
 * @csspart base - The whole panel.
 * @csspart header - Heading, best checkpoint and actions.
 * @csspart tide-line - The rule below the header: the best value so far, drawn as a step line.
 * @csspart list - The scrolling list.
 * @csspart row - A checkpoint; the best one is also `row-best`.
 * @csspart tag - A mark: `tag-best`, `tag-latest`, `tag-damaged`.
 * @csspart button - Any button; also `import-button`, `resume-button`, `download-button`, `pin-button`, `delete-button`, `undo-button`.
 * @csspart undo - The offer to undo a deletion.
 * @csspart notice - What the user should know of the store.
 * @csspart footer - How much room is used.
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
  static override styles = [tokens, buttonStyles, checkpointPanelStyles];

  @state() private pages: CheckpointPages | null = null;
  @state() private notice = '';
  @state() private failure: unknown = null;
  @state() private announcement = '';

  /** The store to show. @default the one named `store-name` */
  @property({ attribute: false }) store: CheckpointStore | null = null;
  /** Name of the store to open when none is given. @default the default store */
  @property({ attribute: 'store-name' }) storeName: string | null = null;
  /** The log name that decides which is the best. @default what the newest checkpoint monitored */
  @property() monitor: string | null = null;
  /** Which of two values is better: `min` or `max`. @default the direction in force for the newest checkpoint */
  @property() mode: MonitorMode | null = null;
  /** Only checkpoints whose path matches this template, such as `runs/{epoch:02d}.json`. */
  @property() pattern: string | null = null;
  /** Whether *resume from here* is out of reach just now (training is under way, say). */
  @property({ type: Boolean, reflect: true, attribute: 'resume-disabled' }) resumeDisabled = false;

  readonly #watch = new StandingsWatch(() => this.#standingsChanged());
  readonly #usage = new UsageWatch(this);
  readonly #undo = new UndoOffer(this, (error) => this.#fail(error));
  readonly #import = new ImportOffer(this, {
    done: (text) => (this.announcement = text),
    failed: (error) => this.#fail(error),
  });
  readonly #source = new StoreSource(this, {
    storeReady: (store) => this.#begin(store),
    storeSaved: (event) => this.#saved(event),
    storeDeleted: ({ path }) => this.#deleted(path),
    storeNoticed: ({ message }) => (this.notice = message),
    storeFailed: (error) => this.#fail(error),
  });
  #bestPath: string | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store') || changed.has('storeName')) this.#source.use(this.store, this.storeName);
    const { store } = this.#source;
    if (!store || !this.hasUpdated) return;
    if (changed.has('pattern')) this.#begin(store);
    else if (changed.has('monitor') || changed.has('mode')) this.#watch.watch(store, bestQuery(this));
  }

  protected override render(): TemplateResult {
    return html`<section class="panel" part="base" aria-labelledby="heading" @keydown=${this.#onKeydown}>
      ${this.#renderHeader()} ${this.#renderNotice()} ${this.#renderList()} ${this.#renderNews()}
      ${this.#undo.render(() => this.#undoLast())} ${this.#renderFooter()}
      <span class="unseen" role="status">${this.announcement}</span>
    </section>`;
  }

  #renderHeader(): TemplateResult {
    const ranking = this.#ranking;
    const values = this.#entries.map((entry) => monitoredValue(entry, ranking) ?? Number.NaN).reverse();
    return html`<header class="header" part="header">
        <div class="heading" id="heading">
          <slot name="heading"><h2>Checkpoints</h2></slot>
        </div>
        <div class="header-actions">
          ${this.#import.renderButton(this.#source.store)}
          <download-best
            .store=${this.#source.store}
            .storeName=${this.storeName}
            .monitor=${this.monitor}
            .mode=${this.mode}
            .pattern=${this.pattern}
            exportparts="button"
          ></download-best>
        </div>
        <p class="best-line">${this.#renderBestLine(ranking)}</p>
      </header>
      ${renderTideLine(values, ranking.mode)}`;
  }

  #renderBestLine(ranking: Ranking): TemplateResult {
    const { best } = this.#watch.standings;
    if (!best) return html`The best one will be named here, with the reason why.`;
    return html`<strong>Best:</strong> <bdi class="path" dir="ltr">${visibleText(best.path)}</bdi>,
      ${explainBest(best, ranking, localeOf(this))}`;
  }

  #renderNotice(): TemplateResult | typeof nothing {
    return this.notice ? html`<div class="notice" part="notice" role="note">${this.notice}</div>` : nothing;
  }

  /** What came up while the list was in use stands below it, so that no row moves. */
  #renderNews(): TemplateResult {
    const problem = this.failure ?? this.pages?.error;
    const answer = this.#isUnreadable ? 'Try again' : 'Dismiss';
    return html`${problem ? renderProblem(problem, answer, () => this.#retry()) : nothing}
    ${this.#import.renderReport()}`;
  }

  #renderList(): TemplateResult {
    if (this.#entries.length === 0) return this.#renderNothing();
    return html`<checkpoint-list
      exportparts="list, row, row-best, tag, tag-best, tag-latest, tag-damaged, button, resume-button, download-button, pin-button, delete-button, arrivals-button"
      .entries=${this.#entries}
      .hasMore=${this.pages?.hasMore ?? false}
      .standings=${this.#watch.standings}
      .ranking=${this.#ranking}
      .resumeDisabled=${this.resumeDisabled}
      @row-action=${this.#onRowAction}
      @more-request=${this.#readMore}
    ></checkpoint-list>`;
  }

  #renderNothing(): TemplateResult {
    if (this.#isUnreadable) return renderPlaceholder('The checkpoints cannot be shown.');
    if (!this.pages || this.pages.hasMore) return renderPlaceholder('Reading checkpoints…');
    return renderPlaceholder(renderEmpty(this.pattern));
  }

  #renderFooter(): TemplateResult {
    const { usage } = this.#usage;
    return html`<footer class="footer" part="footer">
      <bdi>${usage && describeRoom(usage, localeOf(this))}</bdi>
      <bdi>${usage && describeLasting(usage)}</bdi>
    </footer>`;
  }

  get #entries(): readonly CheckpointEntry[] {
    return this.pages?.entries ?? [];
  }

  /** Whether there is nothing to show because reading failed. */
  get #isUnreadable(): boolean {
    return Boolean(this.pages ? this.pages.error : this.failure);
  }

  get #ranking(): Ranking {
    return rankingInForce(this.#entries, bestQuery(this));
  }

  #begin(store: CheckpointStore): void {
    this.failure = null;
    this.notice = '';
    try {
      this.pages = new CheckpointPages(store, this.pattern ? { pattern: this.pattern } : {}, () =>
        this.requestUpdate(),
      );
      this.#watch.watch(store, bestQuery(this));
    } catch (error) {
      this.pages = null;
      this.#fail(error);
    }
    this.#usage.watch(store);
    this.#readMore();
  }

  #readMore(): void {
    if (!this.pages?.error) void this.pages?.readMore();
  }

  #saved({ entry }: CheckpointSavedEvent): void {
    this.pages?.put(entry);
    this.#watch.refresh();
    this.#usage.refresh();
  }

  #deleted(path: string): void {
    this.pages?.remove(path);
    this.#watch.refresh();
    this.#usage.refresh();
  }

  #standingsChanged(): void {
    const { best } = this.#watch.standings;
    // The first look tells what was there before; only what changes later is news.
    if (best && this.#bestPath !== null && best.path !== this.#bestPath) {
      this.announcement = `New best: ${explainBest(best, this.#ranking, localeOf(this))}`;
    }
    this.#bestPath = best?.path ?? '';
    this.requestUpdate();
  }

  #onRowAction({ action, entry }: RowActionEvent): void {
    const actions: Record<RowAction, (entry: CheckpointEntry) => unknown> = {
      resume: () => requestResume(this, entry),
      download: () => this.#download(entry),
      pin: () => this.#source.store?.pin(entry.path, !entry.pinned),
      delete: () => this.#delete(entry),
    };
    void Promise.resolve(actions[action](entry)).catch((error: unknown) => this.#fail(error));
  }

  async #download(entry: CheckpointEntry): Promise<void> {
    const store = this.#source.store;
    if (!store || !this.dispatchEvent(new DownloadRequestEvent(entry))) return;
    const fileName = await downloadCheckpoint(store, entry.path);
    this.dispatchEvent(new CheckpointDownloadedEvent(entry, fileName));
  }

  async #delete(entry: CheckpointEntry): Promise<void> {
    const store = this.#source.store;
    if (!store || !this.dispatchEvent(new DeleteRequestEvent(entry))) return;
    const deleted = await store.delete(entry.path);
    if (!deleted) return;
    this.#undo.offer(store, deleted);
    this.announcement = `Deleted ${entry.path}. Control Z brings it back.`;
  }

  async #undoLast(): Promise<void> {
    this.announcement = await this.#undo.undo();
  }

  #onKeydown(event: KeyboardEvent): void {
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || !this.#undo.stands) return;
    event.preventDefault();
    void this.#undoLast();
  }

  #retry(): void {
    const isUnreadable = this.#isUnreadable;
    this.failure = null;
    if (isUnreadable && this.#source.store) this.#begin(this.#source.store);
    else if (isUnreadable) this.#source.reopen();
  }

  #fail(error: unknown): void {
    this.failure = error;
    this.dispatchEvent(new ElementErrorEvent(error));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-panel': CheckpointPanel;
  }
}
