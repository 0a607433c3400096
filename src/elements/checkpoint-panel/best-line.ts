import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CheckpointEntry, MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import { describeMoment, explainBest, monitoredValue } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { formatValue, shownName } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';
import { renderChoice } from './choice.ts';

/** What the line under the heading shows. */
interface BestView {
  readonly best: CheckpointEntry | null;
  readonly ranking: Ranking;
  /** The logged names to choose from. */
  readonly monitors: readonly string[];
  readonly locale: string | undefined;
  readonly choose: (ranking: Ranking) => void;
}

/** Draws which checkpoint is the best, and by what: both can be chosen anew. */
export function renderBestLine(view: BestView): TemplateResult {
  return html`<p class="best-line">${renderBest(view)}</p>
    ${
      view.monitors.length > 0
        ? html`<div class="rank" part="rank" role="group" aria-label=${texts.panel.rankBy}>
            ${renderRank(view)}
          </div>`
        : nothing
    }`;
}

function renderBest({ best, ranking, locale }: BestView): TemplateResult | string {
  if (!best) return texts.panel.noBest;
  const value = monitoredValue(best, ranking);
  const details = [value === null ? '' : formatValue(value, locale), describeMoment(best, locale)];
  const why = texts.row.bestTip(explainBest(best, ranking, locale));
  return html`<strong data-tip=${why}>${texts.panel.best}</strong>
    <bdi class="path" dir="ltr">${shownName(best.path)}</bdi>
    <span class="best-details">${texts.checkpoint.origin(details.filter((part) => part !== ''))}</span>`;
}

function renderRank({ ranking, monitors, choose }: BestView): TemplateResult {
  const { monitor, mode } = ranking;
  const known = monitors.includes(monitor) ? monitors : [monitor, ...monitors];
  const { rankBy, direction, highest, lowest } = texts.panel;
  return html`<span aria-hidden="true">${rankBy}</span> ${renderChoice<MonitorMode>({
      label: direction,
      value: mode,
      options: [
        ['max', highest],
        ['min', lowest],
      ],
      choose: (chosen) => choose({ monitor, mode: chosen }),
    })}
    ${renderChoice({
      label: rankBy,
      value: monitor,
      options: known.map((name) => [name, shownName(name)]),
      choose: (chosen) => choose({ monitor: chosen, mode }),
    })}`;
}
