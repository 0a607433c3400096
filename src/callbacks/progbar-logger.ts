import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { Callback } from './callback.ts';
import type { CallbackParams, Logs } from './callback.ts';
import { progressBarLine, progressTextLine } from './progress-line.ts';
import type { ProgressState } from './progress-line.ts';

/** How much is printed: nothing, a bar every few seconds, or one line an epoch; `'auto'` is a bar. */
export type Verbosity = 'auto' | 0 | 1 | 2;

/** The number that a verbosity stands for. */
export const verbosityOf = (verbose: Verbosity): number => (verbose === 'auto' ? 1 : verbose);

/** What a `ProgbarLogger` can be given. */
export interface ProgbarLoggerOptions {
  /** How long to wait between two lines of one epoch, at least, in milliseconds. @default 5000 */
  readonly intervalMs?: number;
}

const names: OptionNames<ProgbarLoggerOptions> = { intervalMs: true };

/**
 * Prints how far training, judging or answering is, through `console.info`.
 *
 * `fit`, `evaluate` and `predict` make one where their `verbose` is not 0; among the callbacks it prints all the same.
 * With 1, a line with a bar, the time that is left
 * and the logs every few seconds, and one at the end of each epoch; with 2, that last line alone, without a bar. What
 * is judged within `fit` prints nothing of its own. Follows `synalinks.callbacks.ProgbarLogger`.
 *
 * `Differs from Synalinks:` a console cannot draw a line again, so lines come at an interval; and `verbose: 2` prints
 * what it is meant to, where Synalinks prints no line at all.
 *
 * @example
 * await program.fit(x, y, { epochs: 2, verbose: 2 });
 * // Epoch 1/2
 * // 3/3 - 1s - 305ms/step - reward: 0.2500 - val_reward: 0.3000
 */
export class ProgbarLogger extends Callback {
  readonly intervalMs: number;
  /** Batches that have ended in the epoch at hand. */
  #done = 0;
  #target: number | null = null;
  #startMs = 0;
  /** When the first batch had ended: it often takes longer than the others, and is left out of their mean. */
  #firstEndMs: number | null = null;
  #lastLineMs = 0;
  #isFitting = false;

  /** @throws ArgumentError `unknown-option` */
  constructor(options: ProgbarLoggerOptions = {}) {
    super();
    if (new.target === ProgbarLogger) checkOptions('ProgbarLogger', options, names);
    this.intervalMs = options.intervalMs ?? 5000;
  }

  override setParams(params: CallbackParams): void {
    super.setParams(params);
    this.#target = params.steps ?? null;
  }

  override onTrainBegin(): void {
    this.#isFitting = true;
  }

  override onTrainEnd(): void {
    this.#isFitting = false;
  }

  override onTrainFailed(): void {
    this.#isFitting = false;
  }

  override onEpochBegin(epoch: number): void {
    this.#begin();
    const { epochs = 1 } = this.params;
    if (epochs > 1) console.info(`Epoch ${epoch + 1}/${epochs}`);
  }

  override onTrainBatchEnd(batch: number, logs: Logs): void {
    this.#update(batch, logs);
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    this.#end(logs);
  }

  override onTestBegin(): void {
    if (!this.#isFitting) this.#begin();
  }

  override onTestBatchEnd(batch: number, logs: Logs): void {
    if (!this.#isFitting) this.#update(batch, logs);
  }

  override onTestEnd(logs: Logs): void {
    if (!this.#isFitting) this.#end(logs);
  }

  override onPredictBegin(): void {
    this.#begin();
  }

  override onPredictBatchEnd(batch: number): void {
    this.#update(batch, {});
  }

  override onPredictEnd(): void {
    this.#end({});
  }

  /** Whoever adds one of these to the callbacks wants to read what it prints. */
  get #verbose(): number {
    return this.params.verbose === 2 ? 2 : 1;
  }

  #begin(): void {
    this.#done = 0;
    this.#startMs = performance.now();
    this.#firstEndMs = null;
    this.#lastLineMs = this.#startMs;
  }

  #update(batch: number, logs: Logs): void {
    const now = performance.now();
    if (batch === 0) this.#firstEndMs = now;
    this.#done = batch + 1;
    if (this.#verbose !== 1 || now - this.#lastLineMs < this.intervalMs) return;
    this.#lastLineMs = now;
    console.info(progressBarLine(this.#state(now, logs), false));
  }

  /** An epoch that was cut short has as many steps as it had; one that nobody knew the length of has them from now on. */
  #end(logs: Logs): void {
    this.#target ??= this.#done;
    const state = this.#state(performance.now(), logs);
    if (this.#verbose === 1) console.info(progressBarLine(state, true));
    if (this.#verbose === 2) console.info(progressTextLine(state));
  }

  #state(now: number, logs: Logs): ProgressState {
    const elapsedMs = now - this.#startMs;
    const stepMs =
      this.#firstEndMs === null || this.#done <= 1
        ? elapsedMs / Math.max(1, this.#done)
        : (now - this.#firstEndMs) / (this.#done - 1);
    return { done: this.#done, target: this.#target, elapsedMs, stepMs, logs };
  }
}

/** The callbacks, and one more that prints if that is asked for and none of them does. */
export function withProgress(
  callbacks: readonly Callback[],
  verbose: Verbosity,
  steps: number | null,
): readonly Callback[] {
  const own = callbacks.find((callback) => callback instanceof ProgbarLogger);
  if (verbose === 0 && !own) return callbacks;
  const logger = own ?? new ProgbarLogger();
  logger.setParams({ ...logger.params, verbose: verbosityOf(verbose), steps });
  return own ? callbacks : [...callbacks, logger];
}
