import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CheckpointEntry, CheckpointStore, MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import '../download-best/download-best.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { localeOf } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';
import { renderBestLine } from './best-line.ts';

/** The panel, as far as its header shows it. */
interface HeaderPanel extends HTMLElement {
  readonly storeName: string | null;
  readonly monitor: string | null;
  readonly mode: MonitorMode | null;
  readonly pattern: string | null;
}

/** What else the header shows. */
interface HeaderView {
  readonly store: CheckpointStore | null;
  readonly best: CheckpointEntry | null;
  readonly ranking: Ranking;
  /** The logged names to rank by. */
  readonly monitors: readonly string[];
  readonly importButton: unknown;
  readonly chooseRanking: (ranking: Ranking) => void;
}

/** Draws the panel's heading, its main actions, and which checkpoint is the best. */
export function renderHeader(panel: HeaderPanel, view: HeaderView): TemplateResult {
  const { store, best, ranking, monitors, importButton, chooseRanking } = view;
  return html`<header class="header" part="header">
    <div class="heading" id="heading">
      <slot name="heading"><h2>${texts.panel.heading}</h2></slot>
    </div>
    <div class="header-actions">
      ${importButton}
      <download-best
        .store=${store}
        .storeName=${panel.storeName}
        .monitor=${panel.monitor}
        .mode=${panel.mode}
        .pattern=${panel.pattern}
        exportparts="button"
      ></download-best>
    </div>
    ${renderBestLine({ best, ranking, monitors, locale: localeOf(panel), choose: chooseRanking })}
  </header>`;
}
