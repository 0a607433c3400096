import type { PauseGate } from './pause-gate.ts';

/** What holds or ends calls of language models, from outside. */
export interface CallControl {
  /** Ends the work between two calls; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** No call begins while it is closed; those under way go on. @default always open */
  readonly gate?: PauseGate;
}

/** The control alone, to hand on. */
export function controlOf({ signal, gate }: CallControl): CallControl {
  return { ...(signal ? { signal } : {}), ...(gate ? { gate } : {}) };
}
