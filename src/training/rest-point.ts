import type { Variable } from '../programs/variable.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { Trainer } from './trainer.ts';

/** How far a run is. */
export interface RunPosition {
  /** 0-based epoch to go on with. */
  readonly epoch: number;
  /** 0-based batch to go on with. */
  readonly batch: number;
  /** With `stepsPerEpoch`: how many batches of this pass over the data came before the epoch at hand. */
  readonly offset: number;
  /** The order of the rows in the epoch at hand; null when the next epoch draws a new one. */
  readonly order: readonly number[] | null;
}

/**
 * Where a run stood when it last rested, between two batches. While a batch is under way, nothing else can be gone on
 * from: draws have been made, and candidates are being tried.
 */
export class RestPoint {
  readonly position: RunPosition;
  /** Both random streams. */
  readonly streams: JsonValue;
  /** States of the callbacks that save none, which hear of a batch before it has ended. */
  readonly callbacks: JsonObject;
  /** Values are never changed in place, so that keeping them costs nothing. */
  readonly #values: ReadonlyMap<Variable, JsonObject>;

  constructor(trainer: Trainer, position: RunPosition, callbacks: JsonObject) {
    this.position = position;
    this.callbacks = callbacks;
    this.streams = trainer.streams.getState();
    this.#values = valuesOf(variablesOf(trainer));
  }

  /** Gives the program the values of then for as long as `act` runs without waiting. */
  visit<Result>(act: () => Result): Result {
    const now = valuesOf(this.#values.keys());
    assignAll(this.#values);
    try {
      return act();
    } finally {
      assignAll(now);
    }
  }
}

function variablesOf({ program: { body }, optimizer, judge }: Trainer): readonly Variable[] {
  return [...body.variables, ...(optimizer?.variables ?? []), ...judge.values().keys()];
}

function valuesOf(variables: Iterable<Variable>): ReadonlyMap<Variable, JsonObject> {
  return new Map([...variables].map((variable) => [variable, variable.value]));
}

function assignAll(values: ReadonlyMap<Variable, JsonObject>): void {
  for (const [variable, value] of values) variable.assign(value);
}
