import { addTexts, texts } from './texts.ts';

/** What the import report says. */
export const importTexts = {
  heading: (count: number, shown: string): string =>
    count === 1 ? 'Import a file?' : `Import ${shown} files?`,
  checking: 'Looking at it…',
  isNew: 'is new here',
  replaces: 'becomes a new generation of the one that is here',
  refused: (problem: string): string => `refused: ${problem}`,
  summary: (parts: readonly string[]): string => `${parts.join(', ')}.`,
  news: (shown: string): string => `${shown} new`,
  replaced: (shown: string): string => `${shown} replaced`,
  problems: (shown: string): string => `${shown} refused`,
  wholeOrNothing: 'Of a file with something refused, nothing is taken.',
  more: (shown: string): string => `and ${shown} more`,
  accept: (count: number, shown: string): string => `Import ${texts.checkpoint.count(count, shown)}`,
  cancel: 'Cancel',
  close: 'Close',
  done: (count: number, shown: string): string => `Imported ${texts.checkpoint.count(count, shown)}.`,
};

/** What the list of decisions says. */
export const activityTexts = {
  heading: 'What was saved, skipped and deleted',
  summary: 'Since this page was opened, the newest first.',
  saved: 'Saved',
  skipped: 'Skipped',
  deleted: 'Deleted',
  back: 'Put back',
  byHand: 'by hand',
  close: 'Close',
};

addTexts('import', importTexts);
addTexts('activity', activityTexts);
