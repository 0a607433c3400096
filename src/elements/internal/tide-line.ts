import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { monitoredValue } from './checkpoint-words.ts';
import type { Ranking } from './checkpoint-words.ts';

const width = 1000;
const height = 24;
/** Room above the highest and below the lowest water, so that the line's whole stroke is seen. */
const margin = 3;

/** One value of the best so far, and how far along it was reached (0 to 1). */
interface TideStep {
  readonly along: number;
  readonly level: number;
}

/**
 * Finds where the best so far rose. What was not logged, and NaN, never rises.
 *
 * @param entries the newest first
 * @returns the steps in the order of time, with levels between 0 (the first) and 1 (the best)
 */
export function tideSteps(entries: readonly CheckpointEntry[], ranking: Ranking): TideStep[] {
  const sign = ranking.mode === 'min' ? -1 : 1;
  const risen: { readonly index: number; readonly value: number }[] = [];
  let highest = -Infinity;
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[entries.length - 1 - index];
    const value = sign * ((entry && monitoredValue(entry, ranking)) ?? Number.NaN);
    if (!Number.isFinite(value) || value <= highest) continue;
    highest = value;
    risen.push({ index, value });
  }
  const lowest = risen[0]?.value ?? 0;
  return risen.map(({ index, value }) => ({
    along: index / entries.length,
    level: (value - lowest) / (highest - lowest || 1),
  }));
}

/** Draws the motif: a rule whose height is the best value so far. It is decoration; its figures stand elsewhere. */
export class TideLine {
  #path = pathOf([]);
  #entries: readonly CheckpointEntry[] = [];
  #ranking: Ranking = { monitor: '', mode: 'max' };

  /** @param entries the newest first; another array whenever something in it has changed */
  render(entries: readonly CheckpointEntry[], ranking: Ranking): TemplateResult {
    const { monitor, mode } = this.#ranking;
    if (entries !== this.#entries || monitor !== ranking.monitor || mode !== ranking.mode) {
      this.#path = pathOf(tideSteps(entries, ranking));
      [this.#entries, this.#ranking] = [entries, ranking];
    }
    return renderPath(this.#path);
  }
}

function renderPath(line: string): TemplateResult {
  return html`<svg
    class="tide-line"
    part="tide-line"
    viewBox="0 0 ${width} ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<path class="water" d="${line}V${height}H0Z" /><path class="line" d="${line}" />`}
  </svg>`;
}

function pathOf(steps: readonly TideStep[]): string {
  const y = (level: number): string => (height - margin - level * (height - 2 * margin)).toFixed(1);
  const risen = steps.map(({ along, level }) => `H${(along * width).toFixed(1)}V${y(level)}`);
  return `M0 ${y(0)}${risen.join('')}H${width}`;
}
