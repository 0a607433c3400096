import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { messageOf } from '../../base/message-of.ts';
import { texts } from '../internal/texts.ts';
import { runName } from './chart-words.ts';
import { runStyle } from './line-styles.ts';
import { renderSample } from './render-legend.ts';
import type { StoredRun } from './stored-runs.ts';

/** What the choice among the runs of the store shows. */
interface OthersChoice {
  /** Null as long as they are being read. */
  readonly runs: readonly StoredRun[] | null;
  readonly error: unknown;
  /** Ids, in the order in which they were chosen. */
  readonly chosen: readonly string[];
  /** How many runs are drawn before the chosen ones. */
  readonly before: number;
  readonly locale: string | undefined;
  readonly toggled: (id: string) => void;
}

/** Draws the choice among the runs of the store. */
export function renderOthers(choice: OthersChoice): TemplateResult {
  const { othersLabel, reading, noOthers, unreadable } = texts.chart;
  const { runs, error } = choice;
  if (error) {
    const problem = messageOf(error);
    return html`<p class="others" role="status">${unreadable(problem)}</p>`;
  }
  if (!runs) return html`<p class="others" role="status">${reading}</p>`;
  if (runs.length === 0) return html`<p class="others">${noOthers}</p>`;
  return html`<ul class="others" aria-label=${othersLabel}>
    ${runs.map((run) => renderRun(run, choice))}
  </ul>`;
}

function renderRun(run: StoredRun, { chosen, before, locale, toggled }: OthersChoice): TemplateResult {
  const at = chosen.indexOf(run.id);
  return html`<li>
    <label>
      <input type="checkbox" .checked=${live(at !== -1)} @change=${() => toggled(run.id)} />
      <bdi>${runName(run, locale)}</bdi>
      ${at === -1 ? '' : renderSample(runStyle(before + at))}
    </label>
  </li>`;
}
