import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { TrainerClient } from '../../worker/trainer-client.ts';
import type { TrainerStatus } from '../../worker/trainer-events.ts';
import { customElement } from '../internal/custom-element.ts';
import { localeOf } from '../internal/format.ts';
import '../internal/progress-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { Ticker } from '../internal/ticker.ts';
import { tokens } from '../internal/tokens.ts';
import { ProgressClock } from './progress-clock.ts';
import { describePlace, describeTime, describeWork, shareDone } from './progress-words.ts';
import type { ProgressState, ProgressStatus } from './progress-words.ts';
import { trainingProgressStyles } from './training-progress.styles.ts';

const updateMs = 1000;
/** With more epochs than this, their marks on the bar would touch. */
const maxMarkedEpochs = 50;

/**
 * How far training is: epoch, batch, speed and time left.
 *
 * Give it the trainer, and how many epochs are planned; or set `status`, `epoch` and `batch` yourself. All is said in
 * words; the bar shows the same.
 *
 * @summary Progress of a training run, with the time left.
 * @slot - What more there is to say. It stands in the last line, which is empty when no batch is under way.
 * @csspart base - The whole element.
 * @csspart bar - The bar's ground.
 * @csspart fill - The part that is done.
 * @cssproperty --tidemark-accent - Colour of the bar.
 *
 * @example
 * const progress = document.querySelector('training-progress');
 * progress.trainer = trainer;
 * progress.epochs = 10;
 */
@customElement('training-progress')
export class TrainingProgress extends LitElement {
  static override styles = [tokens, trainingProgressStyles];

  @state() private isValidating = false;
  @state() private knownBatches: number | null = null;

  /** The trainer to follow; what it tells overwrites `status`, `epoch` and `batch`. @default null */
  @property({ attribute: false }) trainer: TrainerClient | null = null;
  /** How many epochs are planned. @default unknown */
  @property({ type: Number }) epochs: number | null = null;
  /** How many batches an epoch has. @default known after the first epoch */
  @property({ type: Number }) batches: number | null = null;
  /** How many samples a batch has, so that speed can be told in samples. @default unknown: it is told in batches */
  @property({ type: Number, attribute: 'batch-size' }) batchSize: number | null = null;
  /** 0-based epoch that is under way. @default null */
  @property({ type: Number }) epoch: number | null = null;
  /** 0-based batch that ended last in this epoch. @default null */
  @property({ type: Number }) batch: number | null = null;
  /** What training is at. @default 'idle' */
  @property() status: ProgressStatus = 'idle';

  #clock = new ProgressClock();
  #session = new AbortController();
  #epochsDone = 0;

  constructor() {
    super();
    followTexts(this);
    this.addController(new Ticker(this, updateMs));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#session.abort();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.trainer && this.#session.signal.aborted) this.#follow(this.trainer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('trainer')) this.#follow(this.trainer);
    if (changed.has('status')) this.#keepTime(changed.get('status') ?? 'idle');
    if (changed.has('epoch') && !this.trainer) this.#epochsDone = this.epoch ?? 0;
  }

  protected override render(): TemplateResult {
    const now = this.#now;
    const locale = localeOf(this);
    const share = shareDone(now);
    const [place, time] = [describePlace(now, locale), describeTime(now, locale)];
    return html`<div class="progress is-${this.status}" part="base">
      <div class="line">
        <span class="place">${place}</span>
        <span class="time">${time}</span>
      </div>
      <div
        class="bar"
        part="bar"
        role="progressbar"
        aria-label=${texts.progress.label}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${share === null ? nothing : Math.round(share * 100)}
        aria-valuetext=${texts.progress.spoken([place, time].filter((text) => text !== ''))}
        .style=${`--_epochs: ${this.#markedEpochs}`}
      >
        <div class="fill" part="fill" .style=${`inline-size: ${(share ?? 0) * 100}%`}></div>
      </div>
      <div class="last"><span class="work">${describeWork(now, locale)}</span><slot></slot></div>
    </div>`;
  }

  get #now(): ProgressState {
    const epochsLeft = (this.epochs ?? 0) - this.#epochsDone;
    return {
      status: this.status,
      epochs: this.epochs,
      epochsDone: this.#epochsDone,
      batches: this.batches ?? this.knownBatches,
      batchesDone: this.batch === null ? 0 : this.batch + 1,
      isValidating: this.isValidating,
      elapsedMs: this.trainer ? this.#clock.elapsedMs : null,
      leftMs: this.epochs === null ? null : this.#clock.leftMs(epochsLeft),
      batchesPerSecond: this.#clock.batchesPerSecond,
      batchSize: this.batchSize,
    };
  }

  get #markedEpochs(): number {
    return this.epochs !== null && this.epochs <= maxMarkedEpochs ? this.epochs : 1;
  }

  #follow(trainer: TrainerClient | null): void {
    this.#session.abort();
    this.#session = new AbortController();
    const { signal } = this.#session;
    if (!trainer) return;
    this.#restart();
    this.status = 'idle';
    this.#setStatus(trainer.status);
    trainer.addEventListener('status-changed', ({ status }) => this.#setStatus(status), { signal });
    trainer.addEventListener('trainer-failed', () => (this.status = 'failed'), { signal });
    trainer.addEventListener('train-begin', () => this.#restart(), { signal });
    trainer.addEventListener('train-end', () => this.#endTraining(), { signal });
    trainer.addEventListener('epoch-begin', ({ epoch }) => this.#beginEpoch(epoch ?? 0), { signal });
    trainer.addEventListener('epoch-end', ({ epoch }) => this.#endEpoch(epoch ?? 0), { signal });
    trainer.addEventListener('train-batch-end', ({ batch }) => this.#endBatch(batch ?? 0), { signal });
    trainer.addEventListener('test-begin', () => (this.isValidating = this.status === 'training'), {
      signal,
    });
    trainer.addEventListener('test-end', () => (this.isValidating = false), { signal });
  }

  /** How a run ended stays to be read when its trainer is idle again, or gone. */
  #setStatus(status: TrainerStatus): void {
    const isOver = this.status === 'finished' || this.status === 'stopped' || this.status === 'failed';
    if (isOver && (status === 'idle' || status === 'terminated')) return;
    if (status !== 'terminated') this.status = status;
    else this.status = this.status === 'idle' || this.status === 'starting' ? 'idle' : 'stopped';
  }

  #keepTime(before: ProgressStatus): void {
    const isHeld = this.status === 'paused' || this.status === 'finished' || this.status === 'stopped';
    if (isHeld || this.status === 'failed') this.#clock.pause();
    else if (before === 'paused') this.#clock.resume();
  }

  #restart(): void {
    this.#clock = new ProgressClock();
    this.#epochsDone = 0;
    [this.epoch, this.batch, this.knownBatches] = [null, null, null];
    this.isValidating = false;
    if (this.status === 'finished' || this.status === 'stopped') this.status = 'training';
  }

  #beginEpoch(epoch: number): void {
    [this.epoch, this.batch] = [epoch, null];
    this.#epochsDone = epoch;
  }

  #endBatch(batch: number): void {
    this.batch = batch;
    const batches = this.batches ?? this.knownBatches;
    this.#clock.endBatch(batches === null ? null : (batch + 1) / batches);
  }

  #endEpoch(epoch: number): void {
    this.knownBatches = this.batch === null ? this.knownBatches : this.batch + 1;
    this.batch = null;
    this.#epochsDone = epoch + 1;
    this.#clock.endEpoch();
    this.requestUpdate();
  }

  #endTraining(): void {
    const wasStopped = this.epochs !== null && this.#epochsDone < this.epochs;
    this.isValidating = false;
    this.status = wasStopped ? 'stopped' : 'finished';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'training-progress': TrainingProgress;
  }
}
