import type { LanguageModelError } from '../base/errors.ts';
import { excerpt, modelError } from './model-errors.ts';

/** Why asking again is of no use, by the reason that a model gives for its end. */
const reasons: Readonly<Record<string, string>> = {
  length:
    'the limit of tokens was reached before it began. Raise `max_tokens`, lower the reasoning effort, or shorten the prompt',
  content_filter: 'the provider blocked it. Change the prompt, or ask another model',
  safety: 'the provider blocked it. Change the prompt, or ask another model',
};

/** Makes an error of an answer without a word, `refused-answer` or `empty-answer`. */
export function emptyAnswer(finishReason: string | null, refusal: string | null = null): LanguageModelError {
  if (refusal) {
    return modelError('refused-answer', `The language model refused to answer: ${excerpt(refusal)}`);
  }
  const reason = finishReason !== null && Object.hasOwn(reasons, finishReason) ? reasons[finishReason] : null;
  return modelError(
    'empty-answer',
    `The language model's answer is empty: ${reason ?? 'it stopped without a word. Ask again, or ask another model'}.`,
    { details: { finishReason, lasting: reason !== null } },
  );
}
