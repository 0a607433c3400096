import { addTexts } from './texts.ts';

/** What `<training-log>` says. */
export const logTexts = {
  label: 'Messages of the training',
  empty: 'No messages yet. What callbacks say appears here.',
  levels: { info: 'Message', warning: 'Warning', error: 'Error' },
  /** A warning or an error, for screen readers; other messages are not read out. */
  spoken: (level: string, text: string): string => `${level}: ${text}`,
  dropped: (count: number, shown: string): string =>
    `${shown} earlier ${count === 1 ? 'message is' : 'messages are'} not kept.`,
  newer: (count: number, shown: string): string => `${shown} newer ${count === 1 ? 'message' : 'messages'}`,
};

addTexts('log', logTexts);
