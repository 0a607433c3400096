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
 * Finds where the best so far rose. NaN never rises.
 *
 * @param values in the order of time
 * @returns the steps, with levels between 0 (the first) and 1 (the best)
 */
export function tideSteps(values: readonly number[], mode: 'min' | 'max'): TideStep[] {
  const sign = mode === 'min' ? -1 : 1;
  const risen: { index: number; value: number }[] = [];
  for (const [index, value] of values.entries()) {
    if (Number.isFinite(value) && sign * value > (risen.at(-1)?.value ?? -Infinity)) {
      risen.push({ index, value: sign * value });
    }
  }
  const [lowest, highest] = [risen[0]?.value ?? 0, risen.at(-1)?.value ?? 0];
  const range = highest - lowest || 1;
  return risen.map(({ index, value }) => ({
    along: index / Math.max(1, values.length),
    level: (value - lowest) / range,
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
      const values = entries.map((entry) => monitoredValue(entry, ranking) ?? Number.NaN).reverse();
      this.#path = pathOf(tideSteps(values, ranking.mode));
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
