import { addTexts } from './texts.ts';

/** What elements say that show what a checkpoint holds. */
export const contentTexts = {
  reading: 'Reading…',
  missing: 'There is no such checkpoint any more.',
  tryAgain: 'Try again',
  damaged: 'The newest text failed its check: what is shown is the generation before it.',
  logs: 'Logged values',
  prompts: 'Instructions and examples',
  noPrompts: 'No instructions and examples stand in it.',
  instructions: 'Instructions',
  noInstructions: 'No instructions.',
  examples: 'Examples',
  input: 'Input',
  output: 'Output',
  expected: 'Expected',
  noAnswer: 'no answer',
  more: (shown: string): string => `Show ${shown} more`,
  moreCharacters: (shown: string): string => `Show ${shown} more characters`,
  leftOut: (shown: string): string => `… ${shown} more characters`,
  noSamples: 'The data set has no samples.',
};

addTexts('content', contentTexts);
