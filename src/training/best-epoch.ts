import type { Logs } from '../callbacks/callback.ts';
import { readLogs, writeLogs } from '../callbacks/log-state.ts';
import { TRAINABLE_FIELDS } from '../programs/trainable-state.ts';
import type { Variable } from '../programs/variable.ts';
import { jsonEquals } from '../python/equality.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

const BOOKKEEPING: ReadonlySet<string> = new Set(TRAINABLE_FIELDS);

/** What a run has validated best so far: what its variables held, and what was logged of it. */
export class BestEpoch {
  #logs: Logs = {};
  /** Fields by the path of their variable; null before anything was validated. */
  #fields: JsonObject | null = null;

  /**
   * Compares what the variables hold, and the logs of its validation, with the best so far.
   *
   * @returns the logs of the better one, of equals the earlier; what is validated anew has its new logs
   */
  challenge(variables: readonly Variable[], logs: Logs): Logs {
    const fields = new Map(variables.map(({ path, value }) => [path, answeringFields(value)]));
    const [best, reward] = [Number(this.#logs['reward']), Number(logs['reward'])];
    // NaN is better than nothing, and worse than anything.
    const isBetter = !Number.isNaN(reward) && !(best >= reward);
    if (this.#fields === null || isBetter || jsonEquals(this.#fields, fields)) {
      this.#fields = fields;
      this.#logs = logs;
    }
    return this.#logs;
  }

  /** What a variable held in what was validated best; undefined before anything was. */
  of(variable: Variable): JsonObject | undefined {
    const fields = this.#fields?.get(variable.path);
    return isJsonObject(fields) ? fields : undefined;
  }

  /** Gives the variables what was validated best, if anything was. */
  putBack(variables: readonly Variable[]): void {
    for (const variable of variables) variable.update(this.of(variable) ?? []);
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

/** What decides how the program answers, in the order of a candidate: the variable's own fields, then the examples. */
function answeringFields(value: JsonObject): JsonObject {
  const own = [...value].filter(([field]) => !BOOKKEEPING.has(field));
  return new Map([...own, ['examples', value.get('examples') ?? []]]);
}
