import { addTexts } from './texts.ts';

/** What `<training-chart>` says. */
export const chartTexts = {
  empty: 'The curves appear as training goes.',
  notDrawn: 'The curves cannot be drawn: what draws them could not be loaded. The table has their values.',
  nothingYet: 'nothing yet',
  /** What a log name means beside its twin: `reward` and `val_reward`. */
  training: (metric: string): string => `training ${metric}`,
  validation: (metric: string): string => `validation ${metric}`,
  bestSoFar: 'best so far',
  saved: 'saved',
  best: 'best',
  bestMark: (value: string): string => `best ${value}`,
  untrained: 'untrained',
  epoch: (epoch: string): string => `epoch ${epoch}`,
  savedAs: (path: string): string => `saved as ${path}`,
  savedAsBest: (path: string): string => `saved as ${path}, the best`,
  value: (name: string, value: string): string => `${name} ${value}`,
  row: (epoch: string, parts: readonly string[]): string => `${epoch}: ${parts.join('; ')}`,
  summary: (names: readonly string[], epochs: number, shown: string): string =>
    `${names.join(' and ')} over ${shown} ${epochs === 1 ? 'epoch' : 'epochs'}.`,
  bestAt: (name: string, value: string, epoch: string): string => `Best ${name} ${value} at ${epoch}.`,
  saves: (count: number, shown: string): string =>
    `${shown} ${count === 1 ? 'checkpoint' : 'checkpoints'} saved.`,
  hint: 'Drag across the curves to look closer.',
  lookAt: 'Epoch to look at',
  metric: 'Metric',
  zoom: 'Zoom',
  closer: 'Look closer',
  farther: 'Look from farther away',
  showAll: 'Show all',
  others: 'Earlier runs',
  othersLabel: 'Runs to draw as well',
  reading: 'Reading the earlier runs…',
  noOthers: 'There is no other run in the store.',
  unreadable: (problem: string): string => `The earlier runs cannot be read: ${problem}`,
  /** One run: what it is called, when it was saved last, and its best value. */
  run: (parts: readonly string[]): string => parts.join(' · '),
  table: 'As a table',
  tableLabel: 'The values of the curves',
  epochHead: 'Epoch',
  noValue: '–',
};

addTexts('chart', chartTexts);
