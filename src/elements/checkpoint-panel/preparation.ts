import { render } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { localeOf } from '../internal/format.ts';
import type { CheckpointList } from './checkpoint-list.ts';
import type { renderRow } from './checkpoint-row.ts';

/** Has all that a row can have, so that all of it is drawn once. */
const specimen: CheckpointEntry = {
  path: 'runs/1.json',
  kind: 'program',
  run: '',
  parent: 'runs/0.json',
  template: 'runs/{epoch}.json',
  epoch: 0,
  batch: 0,
  logs: { val_reward: 0.5 },
  monitor: 'val_reward',
  mode: 'max',
  reason: 'best',
  mtime: Date.now(),
  bytes: 10_000,
  sha256: '',
  resumable: true,
  pinned: false,
  note: 'A note.',
  generation: 1,
  damaged: true,
};

/**
 * Draws a row where nobody sees it, if there is none yet, and takes it away again: then templates, formats, compiled code
 * and fonts are at hand when the first one comes. Amid training it would hold up the page for several times as long as
 * the next: for each font that was not used before, Chromium's page waits for another process.
 */
export function rehearseRow(draw: typeof renderRow, list: CheckpointList | null): void {
  if (!list || list.rows.length > 0) return;
  const row = draw(specimen, {
    ranking: { monitor: 'val_reward', mode: 'max' },
    standings: { latest: specimen, best: specimen },
    selection: new Set(),
    readOnly: false,
    resumeDisabled: false,
    nowMs: Date.now(),
    locale: localeOf(list),
    index: 0,
    isApart: false,
    tabStop: null,
    writing: false,
  });
  const fragment = document.createDocumentFragment();
  render(row, fragment);
  const [drawn] = fragment.children;
  if (!drawn) return;
  list.renderRoot.querySelector('.rows')?.append(drawn);
  // To be asked for its place, it is laid out.
  drawn.getBoundingClientRect();
  drawn.remove();
}

/** Loads what belongs to the panel and is not needed at once. */
export function loadParts(): Promise<unknown> {
  return Promise.all([
    import('./checkpoint-actions.ts'),
    import('./import-report.ts'),
    import('./activity-report.ts'),
  ]);
}
