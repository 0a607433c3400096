import { describe, expect, it } from 'vitest';
import { inFormWords, isRefusal } from '../../../src/demo/refusal-words.ts';
import { TrainingError } from '../../../src/index.ts';

function refusal(changed: readonly string[], differences: readonly string[]): TrainingError {
  return new TrainingError('run-changed', 'It has changed.', { details: { changed, differences } });
}

describe('the refusal of a run that has changed', () => {
  it('is told in the words of the page, where it has some', () => {
    const told = inFormWords(
      refusal(
        ['program', 'batchSize', 'training data'],
        ['the program is another', 'batchSize was 4 and is 8', 'the training data is another'],
      ),
    );
    expect(isRefusal(told) && told.details['differences']).toEqual([
      'another task or another language model is chosen',
      '“Batch size” is set to something else',
      'the training data is another',
    ]);
  });

  it('is all that is told otherwise', () => {
    const error = new Error('no');
    expect(inFormWords(error)).toBe(error);
    const unsaid = new TrainingError('run-changed', 'It has changed.');
    expect(inFormWords(unsaid)).toBe(unsaid);
  });
});
