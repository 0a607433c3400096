import { isJsonArray, isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { Callback } from './callback.ts';
import type { LogValue, Logs } from './callback.ts';
import { readLogValue, writeLogValue } from './log-state.ts';
import { readCount } from './state-number.ts';

/**
 * Records the logs of every epoch; each `fit` makes one and answers it.
 *
 * Follows `synalinks.callbacks.History`. A run that is resumed goes on from what it had recorded.
 *
 * @example
 * const { epoch, history } = await program.fit(x, y, { epochs: 3 });
 * epoch; // [0, 1, 2]
 * history['val_reward']; // [0.4, 0.6, 0.8]
 */
export class History extends Callback {
  override readonly stateName: string = 'History';
  /** 0-based epochs, since training began. */
  epoch: number[] = [];
  /** Log name → one value for each epoch in which it was logged. */
  history: Record<string, LogValue[]> = {};
  #isResumed = false;

  override onTrainBegin(): void {
    if (!this.#isResumed) this.epoch = [];
    this.#isResumed = false;
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) this.#valuesOf(name).push(value);
  }

  override getState(): JsonValue {
    const history = new Map(
      Object.entries(this.history).map(([name, values]) => [name, values.map(writeLogValue)]),
    );
    return jsonObject(['epoch', this.epoch.map(BigInt)], ['history', history]);
  }

  override setState(state: JsonValue): void {
    if (!isJsonObject(state)) return;
    const [epoch, history] = [state.get('epoch'), state.get('history')];
    if (!isJsonArray(epoch) || !isJsonObject(history)) return;
    const epochs = epoch.map(readCount).filter((count) => count !== null);
    if (epochs.length < epoch.length) return;
    this.epoch = epochs;
    this.history = Object.fromEntries([...history].map(([name, values]) => [name, readValues(values)]));
    this.#isResumed = true;
  }

  /** A metric may be called as anything that every object has, such as `constructor`. */
  #valuesOf(name: string): LogValue[] {
    if (!Object.hasOwn(this.history, name)) this.history[name] = [];
    return this.history[name] ?? [];
  }
}

function readValues(values: JsonValue): LogValue[] {
  return isJsonArray(values) ? values.map(readLogValue) : [];
}
