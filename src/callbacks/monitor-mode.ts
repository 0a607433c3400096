import type { MonitorMode } from '../checkpoints/checkpoint-store.ts';
import type { CallbackProgram } from './callback.ts';
import { pythonText } from './log-values.ts';
import type { LogNumber } from './log-values.ts';

/** How to tell the better of two monitored values: by its direction, or by the metric's own (`auto`). */
export type MonitorModeOption = 'auto' | MonitorMode;

/**
 * Checks a mode: one that is not known becomes `auto`, with the reference's warning.
 *
 * @param who the name of the callback
 * @param quote what the reference puts around the mode
 */
export function checkMode(mode: unknown, who: string, quote = ''): MonitorModeOption {
  if (mode === 'auto' || mode === 'min' || mode === 'max') return mode;
  console.warn(`${who} mode ${quote}${pythonText(mode)}${quote} is unknown, fallback to auto mode.`);
  return 'auto';
}

/**
 * Finds the mode of a metric by the direction that it states: `up` is max, `down` is min; null while no metric of that
 * name is known, or it states none. A `val_` before the name does not matter.
 */
export function findMode(monitor: string, program: CallbackProgram | null): MonitorMode | null {
  const name = monitor.startsWith('val_') ? monitor.slice('val_'.length) : monitor;
  const metrics = program?.metrics?.filter((metric) => metric.name === name) ?? [];
  const direction = metrics
    .map((metric) => metric.direction)
    .find((found) => found === 'up' || found === 'down');
  if (direction === undefined) return null;
  return direction === 'up' ? 'max' : 'min';
}

/**
 * Tells whether a value is strictly better than another. NaN is never better, and nothing is better than NaN. As in
 * NumPy, two ints are compared as ints, everything else as floats.
 */
export function isBetter(value: LogNumber, than: LogNumber, mode: MonitorMode): boolean {
  const areInts = typeof value === 'bigint' && typeof than === 'bigint';
  const [one, other] = areInts ? [value, than] : [Number(value), Number(than)];
  return mode === 'min' ? one < other : one > other;
}

/** The value than which every other is better. */
export function worstValue(mode: MonitorMode): number {
  return mode === 'min' ? Infinity : -Infinity;
}
