import type { SaveReason } from '../checkpoints/checkpoint-store.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { Callback, CallbackParams, CallbackProgram, Logs } from './callback.ts';
import { pythonLogs } from './python-logs.ts';

/** Acts at another moment of training than this; only until it first waits. */
type Visit = (save: () => void | Promise<void>) => void | Promise<void>;

/**
 * Calls the same hook of several callbacks, one after the other, each awaited; those that save state last.
 *
 * Logs come as in Synalinks: sorted by name, and numbers wherever that is possible. Follows `synalinks.callbacks.CallbackList`.
 * `Differs from Synalinks:` callbacks that save training state run after the others at each hook, because what they
 * write has to hold what the others did.
 */
export class CallbackList {
  readonly callbacks: readonly Callback[];
  readonly #watching: readonly Callback[];
  readonly #saving: readonly Callback[];

  constructor(
    callbacks: readonly Callback[],
    options: { readonly program?: CallbackProgram; readonly params?: CallbackParams } = {},
  ) {
    this.#watching = callbacks.filter((callback) => !callback.savesState);
    this.#saving = callbacks
      .filter((callback) => callback.savesState)
      .toSorted((one, other) => Number(one.savesLast) - Number(other.savesLast));
    this.callbacks = [...this.#watching, ...this.#saving];
    for (const callback of this.callbacks) {
      if (options.program) callback.setProgram(options.program);
      if (options.params) callback.setParams(options.params);
    }
  }

  /**
   * States of all callbacks, for a training state: by their names, and numbered among those of one name.
   *
   * @param past what `getWatchersState` gave at the moment that is to be gone on from, if that is not now
   */
  getState(past: JsonObject | null = null): JsonObject {
    return statesOf(this.#byKey(), (key, callback) =>
      past && !callback.savesState ? (past.get(key) ?? null) : callback.getState(),
    );
  }

  /** States of those that do not save training states. */
  getWatchersState(): JsonObject {
    const watching = this.#byKey().filter(([, callback]) => !callback.savesState);
    return statesOf(watching, (_key, callback) => callback.getState());
  }

  /** Gives each callback its state back; one that has none in `states` starts anew. */
  setState(states: JsonValue): void {
    if (!isJsonObject(states)) return;
    for (const [key, callback] of this.#byKey()) {
      const state = states.get(key);
      if (state !== undefined && state !== null) callback.setState(state);
    }
  }

  #byKey(): KeyedCallback[] {
    const counts = new Map<string, number>();
    return this.callbacks.map((callback) => {
      const count = counts.get(callback.stateName) ?? 0;
      counts.set(callback.stateName, count + 1);
      return [`${callback.stateName}:${count}`, callback];
    });
  }

  async onTrainBegin(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainBegin(pythonLogs(logs));
  }

  async onTrainEnd(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainEnd(pythonLogs(logs));
  }

  async onTrainRest(): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainRest();
  }

  /**
   * Has all save at once, not one after the other: there may be little time.
   *
   * @param visit takes what is saved back to a moment that can be gone on from
   */
  async onSaveRequest(reason: SaveReason, visit: Visit = (save) => save()): Promise<void> {
    const saves = this.#saving.map(async (callback) => visit(() => callback.onSaveRequest(reason)));
    const failed = (await Promise.allSettled(saves)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  /** @param visit as for `onSaveRequest` */
  async onTrainFailed(error: unknown, visit: Visit = (save) => save()): Promise<void> {
    for (const callback of this.#watching) await callback.onTrainFailed(error);
    for (const callback of this.#saving) await visit(() => callback.onTrainFailed(error));
  }

  async onEpochBegin(epoch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onEpochBegin(epoch, pythonLogs(logs));
  }

  async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.#watching) await callback.onEpochEnd(epoch, pythonLogs(logs));
    for (const callback of this.#saving) callback.foreseeEpochEnd(epoch, pythonLogs(logs));
    for (const callback of this.#saving) await callback.onEpochEnd(epoch, pythonLogs(logs));
  }

  async onTrainBatchBegin(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainBatchBegin(batch, pythonLogs(logs));
  }

  async onTrainBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.#watching) await callback.onTrainBatchEnd(batch, pythonLogs(logs));
    for (const callback of this.#saving) callback.foreseeTrainBatchEnd(batch, pythonLogs(logs));
    for (const callback of this.#saving) await callback.onTrainBatchEnd(batch, pythonLogs(logs));
  }

  async onBatchBegin(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onBatchBegin(batch, pythonLogs(logs));
  }

  async onBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onBatchEnd(batch, pythonLogs(logs));
  }

  async onTestBegin(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTestBegin(pythonLogs(logs));
  }

  async onTestEnd(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTestEnd(pythonLogs(logs));
  }

  async onTestBatchBegin(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTestBatchBegin(batch, pythonLogs(logs));
  }

  async onTestBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onTestBatchEnd(batch, pythonLogs(logs));
  }

  async onPredictBegin(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onPredictBegin(pythonLogs(logs));
  }

  async onPredictEnd(logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onPredictEnd(pythonLogs(logs));
  }

  async onPredictBatchBegin(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onPredictBatchBegin(batch, pythonLogs(logs));
  }

  async onPredictBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    for (const callback of this.callbacks) await callback.onPredictBatchEnd(batch, pythonLogs(logs));
  }
}

type KeyedCallback = readonly [key: string, callback: Callback];

/** The states of callbacks, without those that have none. */
function statesOf(
  callbacks: readonly KeyedCallback[],
  stateOf: (...callback: KeyedCallback) => JsonValue,
): JsonObject {
  const states = callbacks.map(([key, callback]) => [key, stateOf(key, callback)] as const);
  return new Map(states.filter(([, state]) => state !== null));
}
