import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { explainBest } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { pathInWords } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { bestLabel } from '../internal/standings.ts';
import type { Standing } from '../internal/standings.ts';
import { texts } from '../internal/texts.ts';
import { renderBestLine } from './best-line.ts';

/** What the header shows. */
interface HeaderView {
  readonly best: CheckpointEntry | null;
  readonly standing: Standing;
  readonly ranking: Ranking;
  /** The logged names to rank by. */
  readonly monitors: readonly string[];
  readonly locale: string | undefined;
  readonly importButton: unknown;
  readonly download: (entry: CheckpointEntry) => void;
  readonly chooseRanking: (ranking: Ranking) => void;
}

/** Draws the panel's heading, its main actions, and which checkpoint is the best. */
export function renderHeader(view: HeaderView): TemplateResult {
  const { best, ranking, monitors, locale, importButton, chooseRanking } = view;
  return html`<header class="header" part="header">
    <div class="heading" id="heading">
      <slot name="heading"><h2>${texts.panel.heading}</h2></slot>
    </div>
    <div class="header-actions">${importButton} ${renderDownload(view)}</div>
    ${renderBestLine({ best, ranking, monitors, locale, choose: chooseRanking })}
  </header>`;
}

/** As `<download-best>` does, but by what the panel knows anyway. */
function renderDownload({ best, standing, ranking, locale, download }: HeaderView): TemplateResult {
  const { noneTip, tip } = texts.downloadBest;
  const why = best && tip(pathInWords(best.path), explainBest(best, ranking, locale));
  return html`<button
    type="button"
    class="primary download-best"
    part="button download-best-button"
    aria-disabled=${best === null}
    data-tip=${why ?? (standing === 'known' ? noneTip : '')}
    @click=${() => best && download(best)}
  >
    ${icons.download} ${bestLabel(best, standing)}
  </button>`;
}
