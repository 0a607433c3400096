import { addTexts } from './texts.ts';

/** What `<resume-offer>` says. */
export const unfinishedTexts = {
  stopped: 'Stopped',
  stoppedAt: (epoch: string, epochs: string): string =>
    `Stopped at epoch ${epoch}${epochs && ` of ${epochs}`}`,
  batch: (batch: string): string => `batch ${batch}`,
  moment: (parts: readonly string[]): string => `${parts.join(', ')}.`,
  damaged: (problem: string): string => `${problem} This is the one before it.`,
  changed: (differences: readonly string[]): string =>
    `It cannot go on as it was: ${differences.join('; ')}. If it goes on all the same, it does so as a run of its own.`,
  resume: 'Resume',
  resumeAnyway: 'Resume anyway',
  tryAgain: 'Try again',
  startOver: 'Start over',
};

addTexts('unfinished', unfinishedTexts);
