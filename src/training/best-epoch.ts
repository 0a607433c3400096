import type { Logs } from '../callbacks/callback.ts';
import { readLogs, writeLogs } from '../callbacks/log-state.ts';
import { TRAINABLE_FIELDS } from '../programs/trainable-state.ts';
import type { Variable } from '../programs/variable.ts';
import { jsonEquals } from '../python/equality.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/** What training keeps in a variable for itself; what is beside it decides how the program answers. */
const BOOKKEEPING: ReadonlySet<string> = new Set(TRAINABLE_FIELDS.filter((field) => field !== 'examples'));

/** What a run has validated best so far: what its variables held, and what was logged of it. */
export class BestEpoch {
  #logs: Logs = {};
  /** Fields by the path of their variable; null before anything was validated. */
  #fields: JsonObject | null = null;

  /**
   * Compares what the variables hold, and the logs of its validation, with the best so far.
   *
   * @returns the logs of the better one; what is validated anew has its new ones
   */
  challenge(variables: readonly Variable[], logs: Logs): Logs {
    const fields = new Map(variables.map(({ path, value }) => [path, answeringFields(value)]));
    const isBetter = !(Number(logs['reward']) < Number(this.#logs['reward']));
    if (this.#fields === null || isBetter || jsonEquals(this.#fields, fields)) {
      this.#fields = fields;
      this.#logs = logs;
    }
    return this.#logs;
  }

  /** Gives the variables what was validated best, if anything was. */
  putBack(variables: readonly Variable[]): void {
    for (const variable of variables) {
      const fields = this.#fields?.get(variable.path);
      if (isJsonObject(fields)) variable.update(fields);
    }
  }

  /** For a training state. */
  getState(): JsonValue {
    return this.#fields && jsonObject(['logs', writeLogs(this.#logs)], ['fields', this.#fields]);
  }

  setState(state: JsonValue): void {
    if (!isJsonObject(state)) return;
    const fields = state.get('fields');
    this.#fields = isJsonObject(fields) ? fields : null;
    this.#logs = readLogs(state.get('logs'));
  }
}

function answeringFields(value: JsonObject): JsonObject {
  return new Map([...value].filter(([field]) => !BOOKKEEPING.has(field)));
}
