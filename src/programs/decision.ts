import { checkOptions } from '../base/check-options.ts';
import { jsonObject } from '../python/json-value.ts';
import { decisionNames, DecisionModule } from './decision-module.ts';
import type { DecisionOptions } from './decision-module.ts';

/**
 * Lets a language model choose one label: the answer has the fields `thinking` and `choice`.
 *
 * Follows `synalinks.Decision`. `Differs from Synalinks:` a program with it can be saved; Python's own cannot.
 *
 * @example new Decision({ question: 'Which language is it?', labels: ['Danish', 'Dutch'], languageModel });
 */
export class Decision extends DecisionModule {
  readonly identity = { module: 'synalinks.modules', className: 'Decision' };

  /** @throws ArgumentError `unknown-option`, `missing-question`, `missing-labels`, `bad-labels`, `bad-reasoning-effort` */
  constructor(options: DecisionOptions) {
    if (new.target === Decision) checkOptions('Decision', options, decisionNames);
    super(options, () => ({
      className: 'Decision',
      description: 'Perform a decision on the given input based on a question and a list of labels.',
      task: 'one',
      config: [],
      schema: answerSchema(options.labels),
    }));
  }
}

function answerSchema(labels: readonly string[]): ReturnType<typeof jsonObject> {
  const thinking = jsonObject(
    ['description', 'Your step by step thinking to choose the correct label.'],
    ['title', 'Thinking'],
    ['type', 'string'],
  );
  const choice = jsonObject(['enum', labels], ['title', 'Choice'], ['type', 'string']);
  return jsonObject(
    ['additionalProperties', false],
    ['properties', jsonObject(['thinking', thinking], ['choice', choice])],
    ['required', ['thinking', 'choice']],
    ['title', 'DecisionAnswer'],
    ['type', 'object'],
  );
}
