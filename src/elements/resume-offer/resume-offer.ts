import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { backupPaths } from '../../checkpoints/find-backup.ts';
import type { UnfinishedRun } from '../../checkpoints/find-backup.ts';
import type { TrainerClient } from '../../worker/trainer-client.ts';
import { buttonStyles } from '../internal/button-styles.ts';
import { customElement } from '../internal/custom-element.ts';
import { ElementErrorEvent } from '../internal/element-events.ts';
import { localeOf } from '../internal/format.ts';
import { StoreSource } from '../internal/store-source.ts';
import '../internal/unfinished-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { Ticker } from '../internal/ticker.ts';
import { tokens } from '../internal/tokens.ts';
import {
  ResumeRequestEvent,
  StartOverRequestEvent,
  unansweredRequest,
} from '../internal/training-request.ts';
import { resumeOfferStyles } from './resume-offer.styles.ts';
import { describeFailure, describeStop, isChanged, isLocked } from './resume-words.ts';
import { RunWatch } from './run-watch.ts';

const ageUpdateMs = 10_000;

/** What is offered: to go on from a checkpoint. */
interface Offer {
  readonly entry: CheckpointEntry;
  /** What is wrong with a newer backup; null when nothing is. */
  readonly damage: string | null;
  /** Why going on from it has failed; null when that was not tried. */
  readonly failure: unknown;
}

/**
 * Offers to go on with a run that was interrupted: “Stopped at epoch 7 of 20, 3 minutes ago. Resume / Start over”.
 *
 * It finds the run by what `BackupAndRestore` left in the store, and shows nothing while there is none, or while it is
 * under way, here or in another tab. Give it the trainer, and it trains; or answer its events. When the program or the
 * data have changed since, it says what differs, and offers to go on all the same.
 *
 * @summary Offers to resume a run that was interrupted.
 * @fires {ResumeRequestEvent} resume-request - The user wants training to go on from `entry`. Cancel it, or use `answerWith`, to do it yourself.
 * @fires {StartOverRequestEvent} start-over-request - The user wants training to begin anew. The backups are deleted first, unless it is cancelled.
 * @fires {ElementErrorEvent} element-error - Something the user asked for has failed; the element says so too.
 * @csspart base - The offer.
 * @csspart button - Any button; also `resume-button`, `start-over-button`.
 * @cssproperty --tidemark-accent - The one accent colour.
 *
 * @example
 * <resume-offer backup-dir="backup"></resume-offer>
 * <script type="module">
 *   document.querySelector('resume-offer').trainer = trainer;
 * </script>
 */
@customElement('resume-offer')
export class ResumeOffer extends LitElement {
  static override styles = [tokens, buttonStyles, resumeOfferStyles];

  @state() private offer: Offer | null = null;
  /** Whether what the user chose is being done. */
  @state() private isAnswered = false;

  /** The store to look into. @default the one named `store-name` */
  @property({ attribute: false }) store: CheckpointStore | null = null;
  /** Name of the store to open when none is given. @default the default store */
  @property({ attribute: 'store-name' }) storeName: string | null = null;
  /** The folder that was given to `BackupAndRestore`. @default 'backup' */
  @property({ attribute: 'backup-dir' }) backupDir = 'backup';
  /** Resumes without being asked what the page finds when it opens. @default false */
  @property({ type: Boolean }) auto = false;
  /** The trainer that trains when nobody else does, and while it does, nothing is offered. @default null */
  @property({ attribute: false }) trainer: TrainerClient | null = null;

  readonly #watch = new RunWatch(
    (run) => this.#found(run),
    (error) => this.#fail(error),
  );
  readonly #source = new StoreSource(this, {
    storeReady: (store) => this.#watch.watch(store, this.backupDir),
    storeSaved: ({ entry }) => this.#watch.saved(entry.path),
    storeDeleted: ({ path }) => this.#deleted(path),
    storeFailed: (error) => this.#fail(error),
  });
  #session = new AbortController();
  #hasLooked = false;
  /** Whether what was found first is to be resumed, but there was no trainer yet. */
  #isAutoDue = false;

  constructor() {
    super();
    followTexts(this);
    this.addController(new Ticker(this, ageUpdateMs));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#session.signal.aborted) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#session.abort();
    this.#watch.stop();
  }

  /**
   * Offers what can be done about a checkpoint that training could not go on from, wherever that was tried.
   *
   * @param failure what `fit` threw
   */
  explain(entry: CheckpointEntry, failure: unknown): void {
    this.offer = { entry, damage: null, failure };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('trainer')) {
      this.#follow();
      if (this.#isAutoDue && this.offer) void this.#resume(this.offer.entry, false);
    }
    if (changed.has('store') || changed.has('storeName')) this.#source.use(this.store, this.storeName);
    else if (changed.has('backupDir')) this.#watch.watch(this.#source.store, this.backupDir);
  }

  protected override render(): TemplateResult {
    const offer = this.isAnswered || this.#isTraining ? null : this.offer;
    return html`<div role="status">${offer ? this.#renderOffer(offer) : nothing}</div>`;
  }

  #renderOffer({ entry, damage, failure }: Offer): TemplateResult {
    const words = texts.unfinished;
    const label = isChanged(failure) ? words.resumeAnyway : failure === null ? words.resume : words.tryAgain;
    const resume = (): unknown => this.#resume(entry, isChanged(failure));
    return html`<div class="offer" part="base">
      <div class="words">
        <p>${describeStop(entry, Date.now(), localeOf(this))}</p>
        ${damage === null ? nothing : html`<p class="damage">${words.damaged(damage)}</p>`}
        ${failure === null ? nothing : html`<p class="failure">${describeFailure(failure)}</p>`}
      </div>
      <div class="buttons">
        <button type="button" class="primary" part="button resume-button" @click=${resume}>${label}</button>
        <button type="button" part="button start-over-button" @click=${() => this.#startOver(entry)}>
          ${words.startOver}
        </button>
      </div>
    </div>`;
  }

  get #isTraining(): boolean {
    const status = this.trainer?.status;
    return status === 'training' || status === 'paused' || status === 'stopping';
  }

  /** Hides while the trainer trains, and looks again when it has ended. */
  #follow(): void {
    this.#session.abort();
    this.#session = new AbortController();
    const changed = (): void => {
      if (this.#isTraining) {
        this.#isAutoDue = false;
        this.offer = null;
      } else void this.#watch.look();
      this.requestUpdate();
    };
    this.trainer?.addEventListener('status-changed', changed, {
      signal: this.#session.signal,
    });
  }

  #found(run: UnfinishedRun | null): void {
    const isFirst = !this.#hasLooked;
    this.#hasLooked = true;
    if (isFirst) this.#isAutoDue = this.auto && run !== null;
    const entry = run?.checkpoint.entry;
    // A failure stays until something is done about it.
    if ((this.offer?.failure ?? null) !== null) return;
    this.offer = run && entry ? { entry, damage: run.problem, failure: null } : null;
    if (isFirst && this.#isAutoDue && entry && !this.#isTraining) void this.#resume(entry, false);
  }

  #deleted(path: string): void {
    if (path === this.offer?.entry.path) this.offer = null;
    this.#watch.deleted(path);
  }

  async #resume(entry: CheckpointEntry, allowChanges: boolean): Promise<void> {
    const event = new ResumeRequestEvent(entry, { allowChanges });
    if (!this.dispatchEvent(event)) {
      this.#isAutoDue = false;
      return;
    }
    const train = event.answer ?? this.#trainWith(event.fitOptions);
    if (train) return await this.#answer(entry, train);
    // One that resumes by itself waits for its trainer.
    if (!this.#isAutoDue) await this.#answer(entry, () => Promise.reject(unansweredRequest(entry)));
  }

  async #startOver(entry: CheckpointEntry): Promise<void> {
    const event = new StartOverRequestEvent(entry);
    if (!this.dispatchEvent(event)) return;
    const train = event.answer ?? this.#trainWith(event.fitOptions);
    await this.#answer(entry, async () => {
      await this.#deleteBackups();
      await train?.();
    });
  }

  #trainWith(options: Parameters<TrainerClient['fit']>[0]): (() => Promise<unknown>) | null {
    const { trainer } = this;
    return trainer && ((): Promise<unknown> => trainer.fit(options));
  }

  async #answer(entry: CheckpointEntry, act: () => Promise<unknown>): Promise<void> {
    if (this.isAnswered) return;
    this.isAnswered = true;
    this.#isAutoDue = false;
    try {
      await act();
      this.offer = null;
    } catch (error) {
      // Another tab was quicker: while it trains there is nothing to offer.
      if (isLocked(error)) this.offer = null;
      else this.explain(entry, error);
      this.dispatchEvent(new ElementErrorEvent(error));
    } finally {
      this.isAnswered = false;
      void this.#watch.look();
    }
  }

  async #deleteBackups(): Promise<void> {
    const { store } = this.#source;
    for (const path of backupPaths(this.backupDir)) {
      if ((await store?.info(path))?.reason === 'backup') await store?.delete(path, '', { forGood: true });
    }
  }

  #fail(error: unknown): void {
    this.offer = null;
    this.dispatchEvent(new ElementErrorEvent(error));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'resume-offer': ResumeOffer;
  }
}
