import { addTexts } from './texts.ts';

/** What `<answer-cache>` says. */
export const answerTexts = {
  kept: (count: number, shown: string, size: string): string =>
    `${shown} kept ${count === 1 ? 'answer' : 'answers'} of the model · ${size}`,
  clear: 'Clear',
  clearTip: 'Forget the answers: what is asked again costs again',
  sure: (count: number, shown: string): string =>
    `Forget ${count === 1 ? '1 answer' : `${shown} answers`}? What is asked again costs again.`,
  forget: 'Forget them',
  keep: 'Keep them',
  cleared: 'The answers are forgotten.',
};

addTexts('answers', answerTexts);
