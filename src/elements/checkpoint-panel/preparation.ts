import { render } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
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
  damaged: false,
};

/**
 * Draws a row that nobody sees: templates, formats and compiled code are at hand then when the first one comes, which
 * amid training would hold up the page for three times as long as the next.
 */
export function rehearseRow(draw: typeof renderRow, locale: string | undefined): void {
  const row = draw(specimen, {
    ranking: { monitor: 'val_reward', mode: 'max' },
    standings: { latest: specimen, best: specimen },
    selection: new Set(),
    readOnly: false,
    resumeDisabled: false,
    nowMs: Date.now(),
    locale,
    index: 0,
    isApart: false,
    tabStop: null,
    writing: false,
  });
  render(row, document.createDocumentFragment());
}

/** Loads what belongs to the panel and is not needed at once. */
export function loadParts(): Promise<unknown> {
  return Promise.all([
    import('./checkpoint-actions.ts'),
    import('./import-report.ts'),
    import('./activity-report.ts'),
  ]);
}
