import { loadPart } from '../base/load-part.ts';
import type { MonitorMode, SaveReason } from '../checkpoints/checkpoint-store.ts';
import type { RetentionLimits } from '../checkpoints/retention.ts';
import type { JsonValue } from '../python/json-value.ts';
import { Callback } from './callback.ts';
import type { Logs } from './callback.ts';
import { checkSaveEveryMs, checkSaveFreq } from './check-save-freq.ts';
import { withBestInStore } from './best-in-store.ts';
import { initialProgress, readProgress, writeProgress } from './checkpoint-progress.ts';
import type { CheckpointProgress } from './checkpoint-progress.ts';
import { batchStep, epochStep } from './checkpoint-step.ts';
import type { CheckpointStep, DueSave } from './checkpoint-step.ts';
import type { CheckpointTexts } from './checkpoint-texts.ts';
import { CheckpointWriter } from './checkpoint-writer.ts';
import { logValues, pythonText, type LogNumber } from './log-values.ts';
import { checkMode, findMode, worstValue, type MonitorModeOption } from './monitor-mode.ts';
import { withSuffix } from './save-beside.ts';
import { checkNames, checkSuffix, readThreshold, readVerbose } from './program-checkpoint-options.ts';
import type { ProgramCheckpointOptions } from './program-checkpoint-options.ts';
import { programInfo, retentionOf } from './program-info.ts';
import { programText } from './program-text.ts';
import { newRunId } from './run-id.ts';
import { decideAlways, decideByBest } from './save-decision.ts';
import type { SaveDecision } from './save-decision.ts';

/**
 * Saves the program, or its variables, at the end of epochs or every so many batches: each time, or only the best.
 *
 * The filepath is a template: `{epoch}` and `{batch}` (1-based) and the log names, in Python's format language. Without
 * a placeholder each save replaces the one before. It is checked when training begins; a log that is only missing once
 * leaves its last known value in the path, or `na`, with a warning.
 *
 * Serves any program with `toProgramFile()` and `toVariablesFile()`. A full disk does not end training: it is warned of,
 * and the next save tries again. Every other error of a save is thrown.
 *
 * Differs from Synalinks: the best value, the message and the count of batches move only once a save is committed, so
 * that a save that failed is made up for; `auto` finds the metric's direction when it is first needed; a path that
 * another run has saved is left alone for `…-v1.json`, if the template has placeholders, or if it is the run that this
 * one was forked from. As there, a callback that is used for a second `fit` keeps its best; `startOver` forgets it.
 *
 * @example
 * const best = new ProgramCheckpoint('runs/{epoch:02d}-{val_reward:.2f}.json', { saveBestOnly: true, mode: 'max' });
 * await program.fit(x, y, { epochs: 10, callbacks: [best] });
 */
export class ProgramCheckpoint extends Callback {
  override readonly stateName: string = 'ProgramCheckpoint';
  override readonly savesState = true;
  readonly filepath: string;
  readonly monitor: string;
  readonly verbose: number;
  readonly saveBestOnly: boolean;
  readonly saveVariablesOnly: boolean;
  /** `auto`, or the mode that was asked for; `modeInForce` tells what it comes to. */
  readonly mode: MonitorModeOption;
  readonly saveFreq: 'epoch' | number;
  readonly saveEveryMs: number | null;
  readonly saveOnStop: boolean;
  readonly retention: RetentionLimits | null;
  readonly #writer: CheckpointWriter;
  readonly #threshold: LogNumber | null;
  /** Loaded when training begins, so that nothing is amid it. */
  #texts: CheckpointTexts | null = null;
  #progress: CheckpointProgress;
  /** What the progress will be if all goes well: what is written in the meantime has to hold that. */
  #expected: CheckpointProgress | null = null;
  /** The id of a run that was given none. */
  readonly #ownRun = newRunId();
  /** By a clock that nobody can set back. */
  #savedAtMs = performance.now();
  #isDirty = false;
  #isResumed = false;
  /** What ended last: a batch of an epoch that has not, or an epoch. */
  #ended: DueSave['moment'] = { epoch: 0, batch: null };

  /** @throws ArgumentError `unknown-option`, `invalid-save-freq`, `filepath-suffix`, `invalid-save-every-ms` */
  constructor(filepath: string, options: ProgramCheckpointOptions = {}) {
    super();
    if (new.target === ProgramCheckpoint) checkNames(options);
    const { monitor = 'val_reward', mode = 'auto', saveFreq = 'epoch' } = options;
    this.monitor = typeof monitor === 'string' ? monitor : pythonText(monitor);
    this.verbose = readVerbose(options.verbose);
    this.saveBestOnly = Boolean(options.saveBestOnly);
    this.saveVariablesOnly = Boolean(options.saveVariablesOnly);
    this.mode = checkMode(mode, 'ProgramCheckpoint', "'");
    this.saveFreq = checkSaveFreq(saveFreq);
    this.filepath = checkSuffix(filepath, this.saveVariablesOnly);
    this.saveEveryMs = checkSaveEveryMs(options.saveEveryMs);
    this.saveOnStop = options.saveOnStop ?? false;
    this.retention = options.retention ?? null;
    this.#writer = new CheckpointWriter(options.store ?? null);
    this.#threshold = readThreshold(options.initialValueThreshold);
    this.#progress = initialProgress(this.#threshold);
  }

  /** The best value so far; before there is one, the threshold, else the worst there is. */
  get best(): number {
    return Number(this.#best);
  }

  /** Whether less or more is better: as asked for, or else as the metric says, or else more. */
  get modeInForce(): MonitorMode {
    if (this.mode !== 'auto') return this.mode;
    return this.#progress.mode ?? findMode(this.monitor, this.program) ?? 'max';
  }

  /** Where the callback stands, for a training state; while saves are under way, where it will stand after them. */
  override getState(): JsonValue {
    return writeProgress(this.#expected ?? this.#progress, this.monitor);
  }

  override setState(state: JsonValue): void {
    this.#progress = readProgress(state, { monitor: this.monitor, threshold: this.#threshold });
    this.#isResumed = true;
  }

  /**
   * Checks the filepath and opens the store, so that what is wrong fails now and not after an epoch.
   *
   * @throws ArgumentError `filepath-format`; CheckpointError `run-locked` while another tab trains into the folder
   */
  override async onTrainBegin(): Promise<void> {
    const texts = this.#texts ?? (await this.#loadTexts());
    texts.check(this.params.logNames);
    this.#savedAtMs = performance.now();
    if (this.params.run === undefined) await this.#writer.store();
    else await this.#writer.lease(this.filepath, this.params.run);
    await this.#takePosition();
  }

  override onEpochBegin(epoch: number): void {
    this.#progress = { ...this.#progress, epoch };
  }

  override foreseeTrainBatchEnd(batch: number, logs?: Logs): void {
    this.#foresee(this.#batchStep(batch, logs));
  }

  override async onTrainBatchEnd(batch: number, logs?: Logs): Promise<void> {
    this.#ended = { epoch: this.#progress.epoch ?? 0, batch };
    await this.#take(this.#batchStep(batch, logs));
  }

  override foreseeEpochEnd(epoch: number, logs?: Logs): void {
    this.#foresee(epochStep(this.#progress, epoch, logValues(logs), this.saveFreq));
  }

  override async onEpochEnd(epoch: number, logs?: Logs): Promise<void> {
    this.#ended = { epoch, batch: null };
    await this.#take(epochStep(this.#progress, epoch, logValues(logs), this.saveFreq));
  }

  /** Saves once more if training was stopped early and that is wanted, and lets go of the store. */
  override async onTrainEnd(): Promise<void> {
    const wasStopped = this.program?.stopTraining === true;
    if (this.saveOnStop && wasStopped) await this.saveNow('stopped');
    if (!wasStopped) await this.#dropInterrupted();
    this.#isDirty = false;
    await this.#writer.close();
  }

  /** Saves out of turn: by hand always, for any other reason if `saveOnStop` asks for it. */
  override async onSaveRequest(reason: SaveReason): Promise<void> {
    if (this.saveOnStop || reason === 'manual') await this.saveNow(reason);
  }

  /** Saves once more if that is wanted; a failure of it is warned of, as the error that ended training matters more. */
  override async onTrainFailed(): Promise<void> {
    this.#expected = null;
    try {
      if (this.saveOnStop) await this.saveNow('failed');
      this.#isDirty = false;
      await this.#writer.close();
    } catch (error) {
      console.warn(`ProgramCheckpoint could not save what there was when training failed: ${String(error)}`);
    }
  }

  /**
   * Saves what there is now, unless nothing has happened since the last save: for a page that goes away, say.
   *
   * The path has the reason before its `.json`, so that no best one is replaced by it.
   *
   * @example await checkpoint.saveNow('interrupted'); // 'runs/03-0.75-interrupted.json'
   */
  async saveNow(reason: SaveReason): Promise<void> {
    if (!this.#isDirty) return;
    const { lastBatch, known } = this.#progress;
    const batch = this.saveFreq === 'epoch' ? this.#ended.batch : Math.max(lastBatch, 0);
    const moment = { epoch: this.#ended.epoch, batch };
    const due: DueSave = { moment, logs: known, reason, after: this.#progress };
    const texts = this.#texts ?? (await this.#loadTexts());
    const { path, warnings } = texts.pathOf(due, this.params, this.#progress);
    for (const warning of warnings) console.warn(warning);
    await this.#commit(due, withSuffix(path, `-${reason}`), decideAlways(moment), texts);
  }

  /** Starts where this run stands, which is anew unless it is resumed or the same callback is used again. */
  async #takePosition(): Promise<void> {
    const { filepath: pattern, monitor, modeInForce: mode, saveBestOnly } = this;
    const { run, startsOver = false } = this.params;
    if (startsOver) this.#progress = initialProgress(this.#threshold);
    if (this.#isResumed && saveBestOnly && run !== undefined) {
      const store = await this.#writer.store();
      this.#progress = await withBestInStore(this.#progress, store, { run, pattern, monitor, mode });
    }
    this.#isResumed = false;
  }

  /** What was saved in case the page went away has had its time. */
  async #dropInterrupted(but: string | null = null): Promise<void> {
    const { interrupted } = this.#progress;
    this.#progress = { ...this.#progress, interrupted: but };
    if (interrupted !== null && interrupted !== but) await this.#writer.drop(interrupted, this.#run);
  }

  get #run(): string {
    return this.params.run ?? this.#ownRun;
  }

  get #best(): LogNumber {
    return this.#progress.best ?? worstValue(this.modeInForce);
  }

  #batchStep(batch: number, logs: Logs | undefined): CheckpointStep {
    const isTime = this.saveEveryMs !== null && performance.now() - this.#savedAtMs >= this.saveEveryMs;
    return batchStep(this.#progress, batch, logValues(logs), { saveFreq: this.saveFreq, isTime });
  }

  #foresee({ progress, due }: CheckpointStep): void {
    this.#expected = due ? this.#standing(due, this.#decide(due)) : progress;
  }

  async #take({ progress, due }: CheckpointStep): Promise<void> {
    this.#progress = progress;
    this.#isDirty = true;
    try {
      if (due) await this.#save(due);
    } finally {
      this.#expected = null;
    }
  }

  /** The path comes first, as in the reference: a wrong one fails even if nothing is to be saved. */
  async #save(due: DueSave): Promise<void> {
    const texts = this.#texts ?? (await this.#loadTexts());
    const { path, warnings } = texts.pathOf(due, this.params, this.#progress);
    const decision = this.#decide(due);
    if (decision.warning !== null) console.warn(decision.warning);
    if (!decision.saves) {
      this.#progress = this.#standing(due, decision);
      const message = decision.message?.(texts.shown) ?? null;
      this.#say(message);
      return await this.#writer.skip(path, message ?? decision.warning ?? '');
    }
    for (const warning of warnings) console.warn(warning);
    await this.#commit(due, path, decision, texts);
  }

  async #loadTexts(): Promise<CheckpointTexts> {
    const { checkpointTexts } = await loadPart(() => import('./checkpoint-texts.ts'));
    return (this.#texts ??= checkpointTexts(this));
  }

  #decide({ moment, logs }: DueSave): SaveDecision {
    if (!this.saveBestOnly) return decideAlways(moment);
    const { monitor, modeInForce } = this;
    return decideByBest(logs, { monitor, best: this.#best, mode: modeInForce, epoch: moment.epoch });
  }

  /** Where the callback stands after a decision: once there is a best value, its mode stays. */
  #standing({ after }: DueSave, { newBest }: SaveDecision): CheckpointProgress {
    if (newBest === null) return after;
    return { ...after, best: newBest, mode: this.modeInForce };
  }

  async #commit(due: DueSave, path: string, decision: SaveDecision, texts: CheckpointTexts): Promise<void> {
    const isInterrupted = due.reason === 'interrupted';
    const after = this.#standing(due, decision);
    this.#expected = { ...after, interrupted: isInterrupted ? path : null };
    try {
      const info = programInfo(this, this.#run, due, decision);
      const text = await programText(this.program, this.saveVariablesOnly);
      const spares = texts.hasNames || (this.params.origin ?? null) !== null;
      const retention = retentionOf(this.retention, info);
      const entry = await this.#writer.write(path, text, info, { spares, retention });
      if (entry === null) return;
      this.#progress = after;
      await this.#dropInterrupted(isInterrupted ? entry.path : null);
      this.#savedAtMs = performance.now();
      this.#isDirty = false;
      this.#say(decision.message && decision.message(texts.shown) + entry.path);
    } catch (error) {
      throw texts.errorOf(error, path);
    }
  }

  #say(message: string | null): void {
    if (message !== null && this.verbose > 0) console.info(message);
  }
}
