import type { LanguageModelError } from '../base/errors.ts';
import { excerpt, modelError } from './model-errors.ts';

const blocked = ['the provider blocked it.', 'Change the prompt, or ask another model.'] as const;

/** Why asking again is of no use, and what is, by the reason that a model gives for its end. */
const reasons: Readonly<Record<string, readonly [why: string, advice: string]>> = {
  length: [
    'the limit of tokens was reached before it began.',
    'Raise `max_tokens`, lower the reasoning effort, or shorten the prompt.',
  ],
  content_filter: blocked,
  safety: blocked,
};

const noReason = ['it stopped without a word.', 'Ask again, or ask another model.'] as const;

/** Makes an error of an answer without a word, `refused-answer` or `empty-answer`. */
export function emptyAnswer(finishReason: string | null, refusal: string | null = null): LanguageModelError {
  if (refusal) {
    return modelError('refused-answer', `The language model refused to answer: ${excerpt(refusal)}`);
  }
  const reason = finishReason !== null && Object.hasOwn(reasons, finishReason) ? reasons[finishReason] : null;
  const [why, advice] = reason ?? noReason;
  return modelError('empty-answer', `The language model's answer is empty: ${why}`, {
    details: { finishReason, lasting: reason !== null },
    advice,
  });
}
