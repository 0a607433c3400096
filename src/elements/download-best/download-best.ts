import { LitElement, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { messageOf } from '../../base/message-of.ts';
import type { CheckpointEntry, CheckpointStore, MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { explainBest } from '../internal/checkpoint-words.ts';
import { customElement } from '../internal/custom-element.ts';
import { downloadCheckpoint } from '../internal/download.ts';
import { CheckpointDownloadedEvent, ElementErrorEvent } from '../internal/element-events.ts';
import { localeOf, pathInWords } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { bestQuery } from '../internal/best-query.ts';
import { StandingsWatch, bestLabel } from '../internal/standings.ts';
import type { Standing } from '../internal/standings.ts';
import { StoreSource } from '../internal/store-source.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { Tips, tipStyles } from '../internal/tips.ts';
import { tokens } from '../internal/tokens.ts';
import { downloadBestStyles } from './download-best.styles.ts';

/**
 * A button that downloads the best checkpoint of a store, as the file that Synalinks (Python) reads.
 *
 * It follows the store: while there is no checkpoint, it says so and does nothing. Where the store cannot be opened or
 * read, it says why, and tries again when it is pressed.
 *
 * @summary The best checkpoint, one click away.
 * @slot - The button's label. Default: “Download best”.
 * @fires {CheckpointDownloadedEvent} checkpoint-downloaded - A file was handed to the browser.
 * @fires {ElementErrorEvent} element-error - The checkpoint could not be read.
 * @csspart button - The button.
 * @cssproperty --tidemark-accent - Colour of the button.
 * @cssproperty --tidemark-on-accent - Colour of the text on it.
 *
 * @example
 * <download-best store-name="tidemark" monitor="val_reward" mode="max"></download-best>
 */
@customElement('download-best')
export class DownloadBest extends LitElement {
  static override styles = [tokens, buttonStyles, tipStyles, downloadBestStyles];

  @state() private best: CheckpointEntry | null = null;
  @state() private problem = '';
  @state() private standing: Standing = 'looking';

  /** The store to read. @default the one named `store-name` */
  @property({ attribute: false }) store: CheckpointStore | null = null;
  /** Name of the store to open when none is given. @default the default store */
  @property({ attribute: 'store-name' }) storeName: string | null = null;
  /** The log name that decides. @default what the newest checkpoint monitored */
  @property() monitor: string | null = null;
  /** Which of two values is better: `min` or `max`. @default the direction in force for the newest checkpoint */
  @property() mode: MonitorMode | null = null;
  /** Only checkpoints whose path matches this template, such as `runs/{epoch:02d}.json`. */
  @property() pattern: string | null = null;

  readonly #watch = new StandingsWatch((error) => this.#looked(error));
  readonly #source = new StoreSource(this, {
    storeReady: () => this.#look(),
    storeSaved: () => this.#watch.refresh(),
    storeDeleted: () => this.#watch.refresh(),
    storeFailed: (error) => {
      this.standing = 'unknown';
      this.#fail(error);
    },
  });

  constructor() {
    super();
    followTexts(this);
    this.addController(new Tips(this));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store') || changed.has('storeName')) this.#source.use(this.store, this.storeName);
    if (changed.has('monitor') || changed.has('mode') || changed.has('pattern')) this.#look();
  }

  protected override render(): TemplateResult {
    const { best } = this;
    return html`<button
        type="button"
        class="primary"
        part="button"
        aria-disabled=${best === null && !this.#hasFailed}
        data-tip=${this.#tip()}
        @click=${() => (this.#hasFailed ? this.#tryAgain() : this.download())}
      >
        ${icons.download}
        <slot>${this.#hasFailed ? texts.panel.tryAgain : bestLabel(best, this.standing)}</slot>
      </button>
      <span class="problem" role="status">${this.problem}</span>`;
  }

  /** Downloads the best checkpoint, as a click does. @returns the file's name; null when nothing was downloaded */
  async download(): Promise<string | null> {
    const [store, best] = [this.#source.store, this.best];
    if (!store || !best) return null;
    try {
      const fileName = await downloadCheckpoint(store, best.path);
      this.problem = '';
      this.dispatchEvent(new CheckpointDownloadedEvent(best, fileName));
      return fileName;
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  /** Whether nothing could be opened or read, so that there is nothing to download. */
  get #hasFailed(): boolean {
    return this.standing === 'unknown' && this.best === null;
  }

  #tryAgain(): void {
    [this.standing, this.problem] = ['looking', ''];
    if (this.#source.store) this.#look();
    else this.#source.reopen();
  }

  #look(): void {
    this.#watch.watch(this.#source.store, bestQuery(this));
  }

  #looked(error: unknown): void {
    const { standing, standings } = this.#watch;
    if (standing === 'known' && this.standing === 'unknown') this.problem = '';
    this.standing = standing;
    this.best = standings.best;
    if (standing === 'unknown') this.#fail(error);
  }

  #tip(): string {
    const { best } = this;
    if (this.problem) return this.problem;
    if (!best) return this.standing === 'known' ? texts.downloadBest.noneTip : '';
    const monitor = this.monitor ?? best.monitor ?? 'val_reward';
    const why = explainBest(best, { monitor, mode: this.mode ?? best.mode ?? 'max' }, localeOf(this));
    return texts.downloadBest.tip(pathInWords(best.path), why);
  }

  #fail(error: unknown): void {
    this.problem = messageOf(error);
    this.dispatchEvent(new ElementErrorEvent(error));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'download-best': DownloadBest;
  }
}
