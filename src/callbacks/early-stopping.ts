import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import type { MonitorMode } from '../checkpoints/checkpoint-store.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { Callback } from './callback.ts';
import type { Logs } from './callback.ts';
import { logValues, numberOf } from './log-values.ts';
import { checkMode, findMode, isBetter } from './monitor-mode.ts';
import type { MonitorModeOption } from './monitor-mode.ts';
import { readCount, readNumber, writeNumber } from './state-number.ts';

/** When to stop: the reference's options in camelCase, with its defaults. */
export interface EarlyStoppingOptions {
  /** @default 'val_reward' */
  readonly monitor?: string;
  /** The least change that counts as an improvement; its sign does not matter. @default 0 */
  readonly minDelta?: number;
  /** Stops at once when the value reaches this, whatever the mode; null for never. @default 1 */
  readonly stopAt?: number | null;
  /** How many epochs in a row may go by without an improvement. @default 0 */
  readonly patience?: number;
  /** 1 tells why training ended. @default 0 */
  readonly verbose?: number;
  /** `auto` goes by the metric's own direction, and fails if it has none. @default 'auto' */
  readonly mode?: MonitorModeOption;
  /** As long as this is not surpassed, improvements do not renew the patience. @default null */
  readonly baseline?: number | null;
  /** Puts the trainable variables of the best epoch back when training ends. @default false */
  readonly restoreBestVariables?: boolean;
  /** Epochs before this one, 0-based, only count for `stopAt`. @default 0 */
  readonly startFromEpoch?: number;
}

const names: OptionNames<EarlyStoppingOptions> = {
  monitor: true,
  minDelta: true,
  stopAt: true,
  patience: true,
  verbose: true,
  mode: true,
  baseline: true,
  restoreBestVariables: true,
  startFromEpoch: true,
};

/**
 * Stops training when a monitored value has not improved for a while, or is good enough.
 *
 * Follows `synalinks.callbacks.EarlyStopping`, of which `val_reward` is only monitored in `auto` mode where the program
 * has a metric that says so. Keep `stopAt` in mind in mode `min`: a value *above* it stops training there, too.
 *
 * Differs from Synalinks: an epoch in which the value is missing is warned of and left out; there, training crashes. A run
 * that it has stopped stays stopped when it is resumed, unless `patience` or `stopAt` are raised.
 *
 * @example
 * await program.fit(x, y, { epochs: 50, callbacks: [new EarlyStopping({ mode: 'max', patience: 3 })] });
 */
export class EarlyStopping extends Callback {
  override readonly stateName: string = 'EarlyStopping';
  readonly monitor: string;
  readonly minDelta: number;
  readonly stopAt: number | null;
  readonly patience: number;
  readonly verbose: number;
  readonly mode: MonitorModeOption;
  readonly baseline: number | null;
  readonly restoreBestVariables: boolean;
  readonly startFromEpoch: number;
  /** Epochs since the last improvement. */
  wait = 0;
  /** The 0-based epoch after which patience was over; 0 if it was not. */
  stoppedEpoch = 0;
  /** The best value since training began; null before there is one. */
  best: number | null = null;
  /** The 0-based epoch of the best value. */
  bestEpoch = 0;
  #bestVariables: JsonValue = null;
  /** The last value that was monitored; null before there is one. */
  #last: number | null = null;
  #isResumed = false;

  /** @throws ArgumentError `unknown-option` */
  constructor(options: EarlyStoppingOptions = {}) {
    super();
    if (new.target === EarlyStopping) checkOptions('EarlyStopping', options, names);
    this.monitor = options.monitor ?? 'val_reward';
    this.minDelta = Math.abs(options.minDelta ?? 0);
    this.stopAt = options.stopAt === undefined ? 1 : options.stopAt;
    this.patience = options.patience ?? 0;
    this.verbose = options.verbose ?? 0;
    this.mode = checkMode(options.mode ?? 'auto', 'EarlyStopping');
    this.baseline = options.baseline ?? null;
    this.restoreBestVariables = options.restoreBestVariables ?? false;
    this.startFromEpoch = options.startFromEpoch ?? 0;
  }

  override getState(): JsonValue {
    return jsonObject(
      ['monitor', this.monitor],
      ['wait', BigInt(this.wait)],
      ['stopped_epoch', BigInt(this.stoppedEpoch)],
      ['best', this.best === null ? null : writeNumber(this.best)],
      ['best_epoch', BigInt(this.bestEpoch)],
      ['best_variables', this.#bestVariables],
      ['last', this.#last === null ? null : writeNumber(this.#last)],
    );
  }

  override setState(state: JsonValue): void {
    if (!isJsonObject(state) || (state.get('monitor') ?? this.monitor) !== this.monitor) return;
    this.wait = readCount(state.get('wait')) ?? 0;
    this.stoppedEpoch = readCount(state.get('stopped_epoch')) ?? 0;
    this.best = readNumber(state.get('best'));
    this.bestEpoch = readCount(state.get('best_epoch')) ?? 0;
    this.#bestVariables = state.get('best_variables') ?? null;
    this.#last = readNumber(state.get('last'));
    this.#isResumed = true;
  }

  /** Starts anew; or goes on, which may mean that training is to stop at once, as it was about to when it was killed. */
  override onTrainBegin(): void {
    if (this.#isResumed) this.#goOn();
    else {
      this.wait = this.stoppedEpoch = this.bestEpoch = 0;
      this.best = this.#bestVariables = this.#last = null;
    }
    this.#isResumed = false;
    if (this.restoreBestVariables && this.program && !this.program.getTrainableState) {
      console.warn(
        'EarlyStopping received restoreBestVariables=true, but this program has no `getTrainableState()`: training ends ' +
          'with the variables of its last epoch. Load what ProgramCheckpoint has kept as the best, or give the program ' +
          '`getTrainableState()` and `setTrainableState(state)`.',
      );
    }
  }

  /** @throws ArgumentError `unknown-direction`, in `auto` mode without a metric that says what is better */
  override onEpochEnd(epoch: number, logs?: Logs): void {
    const mode = this.#modeInForce();
    const value = this.#monitored(logs);
    if (value === null) return;
    this.#last = value;
    if (this.#isGoodEnough(value)) {
      this.#stop();
      return;
    }
    if (epoch < this.startFromEpoch) return;
    if (this.#bestVariables === null) this.#keepVariables();
    this.wait += 1;
    if (this.best === null || this.#improves(value, this.best, mode)) {
      this.best = value;
      this.bestEpoch = epoch;
      this.#keepVariables();
      if (this.baseline === null || this.#improves(value, this.baseline, mode)) this.wait = 0;
    } else if (this.wait >= this.patience && epoch > 0) {
      this.stoppedEpoch = epoch;
      this.#stop();
    }
  }

  override onTrainEnd(): void {
    if (this.stoppedEpoch > 0) this.#say(`Epoch ${this.stoppedEpoch + 1}: early stopping`);
    if (!this.restoreBestVariables || this.#bestVariables === null) return;
    this.#say(`Restoring model variables from the end of the best epoch: ${this.bestEpoch + 1}.`);
    this.program?.setTrainableState?.(this.#bestVariables);
  }

  /** A run that could not even begin leaves nothing to the next one. */
  override onTrainFailed(): void {
    this.#isResumed = false;
  }

  #modeInForce(): MonitorMode {
    const mode = this.mode === 'auto' ? findMode(this.monitor, this.program) : this.mode;
    if (mode !== null) return mode;
    throw new ArgumentError(
      'unknown-direction',
      `EarlyStopping callback received monitor=${this.monitor} but Synalinks isn't able to automatically determine ` +
        "whether that metric should be maximized or minimized. Pass `mode='max'` in order to do early stopping based " +
        "on the highest metric value, or pass `mode='min'` in order to use the lowest value.",
      { details: { monitor: this.monitor } },
    );
  }

  #monitored(logs: Logs | undefined): number | null {
    const values = logValues(logs);
    const value = numberOf(values.get(this.monitor));
    if (value !== null) return Number(value);
    const available = [...values.keys()].join(',');
    console.warn(
      `Early stopping conditioned on metric \`${this.monitor}\` which is not available. ` +
        `Available metrics are: ${available}`,
    );
    return null;
  }

  #isGoodEnough(value: number): boolean {
    return this.stopAt !== null && value >= this.stopAt;
  }

  /** Options may have changed: whoever grants more patience trains on. */
  #goOn(): void {
    const isOver = this.stoppedEpoch > 0 && this.wait >= this.patience;
    if (isOver || (this.#last !== null && this.#isGoodEnough(this.#last))) this.#stop();
    if (!isOver) this.stoppedEpoch = 0;
  }

  #improves(value: number, than: number, mode: MonitorMode): boolean {
    return isBetter(mode === 'min' ? value + this.minDelta : value - this.minDelta, than, mode);
  }

  #keepVariables(): void {
    if (this.restoreBestVariables) this.#bestVariables = this.program?.getTrainableState?.() ?? null;
  }

  #stop(): void {
    if (this.program) this.program.stopTraining = true;
  }

  #say(message: string): void {
    if (this.verbose > 0) console.info(message);
  }
}
