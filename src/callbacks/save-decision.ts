import type { MonitorMode } from '../checkpoints/checkpoint-store.ts';
import { toText } from '../python/format-conversion.ts';
import type { JsonValue } from '../python/json-value.ts';
import { numberOf } from './log-values.ts';
import type { LogNumber, LogValues } from './log-values.ts';
import { isBetter } from './monitor-mode.ts';

/** Writes a value for a message. */
type Shown = (value: LogNumber) => string;

/** What to do at one moment, and what to say about it. */
export interface SaveDecision {
  readonly saves: boolean;
  /** The value that becomes the best once the save is committed; null when there is none. */
  readonly newBest: LogNumber | null;
  /** The message for whoever asked for it; without the path, where one was saved. Null when there is nothing to say. */
  readonly message: ((shown: Shown) => string) | null;
  readonly warning: string | null;
}

/** Against what a value is judged. */
export interface Standing {
  readonly monitor: string;
  readonly best: LogNumber;
  readonly mode: MonitorMode;
  /** 0-based. */
  readonly epoch: number;
}

/** Saves whatever it is. */
export function decideAlways({ epoch }: Pick<Standing, 'epoch'>): SaveDecision {
  const message = (): string => `\nEpoch ${epoch + 1}: saving model to `;
  return { saves: true, newBest: null, message, warning: null };
}

/** Saves what is better than the best; the words are the reference's. */
export function decideByBest(logs: LogValues, standing: Standing): SaveDecision {
  const { monitor, best, mode, epoch } = standing;
  const value = logs.get(monitor) ?? null;
  if (value === null) {
    const warning = `Can save best model only with ${monitor} available, skipping.`;
    return { saves: false, newBest: null, message: null, warning };
  }
  const current = numberOf(value);
  if (current === null) return { ...decideAlways(standing), warning: notScalar(value) };
  const start = `\nEpoch ${epoch + 1}: ${monitor}`;
  if (!isBetter(current, best, mode)) {
    const message = (shown: Shown): string => `${start} did not improve from ${shown(best)}`;
    return { saves: false, newBest: null, message, warning: null };
  }
  const message = (shown: Shown): string =>
    `${start} improved from ${shown(best)} to ${shown(current)}, saving program to `;
  return { saves: true, newBest: current, message, warning: null };
}

function notScalar(value: JsonValue): string {
  return (
    'Can save best model only when `monitor` is a scalar value. ' +
    `Received: ${toText(value)}. Falling back to \`save_best_only=False\`.`
  );
}
