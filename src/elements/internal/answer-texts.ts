import { addTexts } from './texts.ts';

/** What `<answer-cache>` says. */
export const answerTexts = {
  kept: (count: number, shown: string, size: string): string =>
    `${shown} kept ${count === 1 ? 'answer' : 'answers'} of the model · ${size}`,
  clear: 'Clear',
  clearTip: 'Forget the answers: what is asked again costs again',
  cleared: 'The answers are forgotten.',
};

addTexts('answers', answerTexts);
