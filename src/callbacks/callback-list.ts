import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { Callback, CallbackParams, CallbackProgram, Logs } from './callback.ts';

const sortLogs = (logs: Logs): Logs =>
  Object.fromEntries(Object.entries(logs).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Calls the same hook of several callbacks, one after the other, each awaited; those that save state last.
 *
 * Logs come with their names sorted, as in Synalinks. Follows `synalinks.callbacks.CallbackList`.
 * `Differs from Synalinks:` callbacks that save training state run after the others at each hook, because what they
 * write has to hold what the others did.
 */
export class CallbackList {
  readonly callbacks: readonly Callback[];

  constructor(
    callbacks: readonly Callback[],
    options: { readonly program?: CallbackProgram; readonly params?: CallbackParams } = {},
  ) {
    this.callbacks = [
      ...callbacks.filter((callback) => !callback.savesState),
      ...callbacks.filter((callback) => callback.savesState),
    ];
    for (const callback of this.callbacks) {
      if (options.program) callback.setProgram(options.program);
      if (options.params) callback.setParams(options.params);
    }
  }

  /** States of all callbacks by position and class name, for a training state. */
  getState(): JsonObject {
    return new Map(this.callbacks.map((callback, index) => [keyOf(callback, index), callback.getState()]));
  }

  /** Gives each callback its state back; one that has none in `states` starts anew. */
  setState(states: JsonValue): void {
    if (!isJsonObject(states)) return;
    this.callbacks.forEach((callback, index) => {
      const state = states.get(keyOf(callback, index));
      if (state !== undefined && state !== null) callback.setState(state);
    });
  }

  async onTrainBegin(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainBegin(sortLogs(logs));
  }

  async onTrainEnd(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainEnd(sortLogs(logs));
  }

  async onTrainFailed(error: unknown): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainFailed(error);
  }

  async onEpochBegin(epoch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onEpochBegin(epoch, sortLogs(logs));
  }

  async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onEpochEnd(epoch, sortLogs(logs));
  }

  async onTrainBatchBegin(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainBatchBegin(batch, sortLogs(logs));
  }

  async onTrainBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainBatchEnd(batch, sortLogs(logs));
  }

  async onTestBegin(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTestBegin(sortLogs(logs));
  }

  async onTestEnd(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTestEnd(sortLogs(logs));
  }

  async onTestBatchBegin(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTestBatchBegin(batch, sortLogs(logs));
  }

  async onTestBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTestBatchEnd(batch, sortLogs(logs));
  }

  async onPredictBegin(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onPredictBegin(sortLogs(logs));
  }

  async onPredictEnd(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onPredictEnd(sortLogs(logs));
  }

  async onPredictBatchBegin(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onPredictBatchBegin(batch, sortLogs(logs));
  }

  async onPredictBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onPredictBatchEnd(batch, sortLogs(logs));
  }
}

const keyOf = (callback: Callback, index: number): string => `${index}:${callback.constructor.name}`;
