import { formatPath } from '../python/format-path.ts';
import type { LogValue, Logs } from './callback.ts';

/** How far something is. */
export interface ProgressState {
  /** Steps done. */
  readonly done: number;
  /** Steps in all; null when nobody knows. */
  readonly target: number | null;
  readonly elapsedMs: number;
  readonly stepMs: number;
  readonly logs: Logs;
}

const CELLS = 20;

/** A line with a bar, as Synalinks prints it with `verbose=1`, but for the colours that a console has not. */
export function progressBarLine(state: ProgressState, isLast: boolean): string {
  const { done, target, elapsedMs, stepMs } = state;
  const leftMs = target === null || isLast ? elapsedMs : stepMs * (target - done);
  const time = isLast || target === null ? seconds(elapsedMs) : clock(leftMs);
  return `${countText(state)} ${target === null ? '' : `${bar(done / target)} `}${time} ${perStep(stepMs)}${logsText(state.logs)}`;
}

/** A line without a bar, as `verbose=2` is meant to print. */
export function progressTextLine(state: ProgressState): string {
  const { elapsedMs, stepMs, logs } = state;
  return `${countText(state)} - ${seconds(elapsedMs)} - ${perStep(stepMs)}${logsText(logs)}`;
}

function countText({ done, target }: ProgressState): string {
  if (target === null) return `${String(done).padStart(7)}/Unknown`;
  return `${String(done).padStart(String(target).length)}/${target}`;
}

function bar(part: number): string {
  const full = Math.min(CELLS, Math.trunc(CELLS * part));
  return '━'.repeat(full) + '╌'.repeat(CELLS - full);
}

const seconds = (ms: number): string => formatPath('{s:.0f}s', { s: ms / 1000 });

/** Time that is left: `5s`, `1:05`, `1:01:05`. */
function clock(ms: number): string {
  const whole = Math.trunc(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.trunc(whole / 3600), Math.trunc(whole / 60)];
  if (ms > 3_600_000) return `${hours}:${two(minutes % 60)}:${two(whole % 60)}`;
  return ms > 60_000 ? `${minutes}:${two(whole % 60)}` : `${whole}s`;
}

function perStep(ms: number): string {
  if (ms >= 1000 || ms === 0) return formatPath('{s:.0f}s/step', { s: ms / 1000 });
  return ms >= 1 ? formatPath('{ms:.0f}ms/step', { ms }) : formatPath('{us:.0f}us/step', { us: ms * 1000 });
}

function logsText(logs: Logs): string {
  return Object.entries(logs)
    .map(([name, value]) => ` - ${name}: ${valueText(value)}`)
    .join('');
}

/** Of a list, its mean. What is small is written with an exponent. */
function valueText(value: LogValue): string {
  const list = typeof value === 'number' ? [value] : value;
  const v = list.reduce((sum, item) => sum + item, 0) / list.length;
  return formatPath(Math.abs(v) > 1e-3 ? '{v:.4f}' : '{v:.4e}', { v });
}
