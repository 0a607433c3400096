import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { decisionNames, DecisionModule } from './decision-module.ts';
import type { DecisionOptions } from './decision-module.ts';

/** What a MultiDecision is made from. */
export interface MultiDecisionOptions extends DecisionOptions {
  /** Writes the labels where they are used in the schema, and not as a definition. @default false */
  readonly inline?: boolean;
}

const names: OptionNames<MultiDecisionOptions> = { ...decisionNames, inline: true };

/**
 * Lets a language model choose one or more labels: the answer has the fields `thinking` and `choices`.
 *
 * Follows `synalinks.MultiDecision`.
 */
export class MultiDecision extends DecisionModule {
  readonly identity = { module: 'synalinks.modules', className: 'MultiDecision' };

  /** @throws ArgumentError `unknown-option`, `missing-question`, `missing-labels`, `bad-labels`, `bad-reasoning-effort` */
  constructor(options: MultiDecisionOptions) {
    if (new.target === MultiDecision) checkOptions('MultiDecision', options, names);
    const inline = options.inline ?? false;
    super(options, () => ({
      className: 'MultiDecision',
      description: 'Perform a multi-label selection on the given input.',
      task: 'one or more of',
      config: [['inline', inline]],
      schema: answerSchema(options.labels, inline),
    }));
  }
}

function answerSchema(labels: readonly string[], inline: boolean): JsonObject {
  const thinking = jsonObject(
    ['description', 'Your step by step thinking to choose the correct labels.'],
    ['title', 'Thinking'],
    ['type', 'string'],
  );
  const items = inline
    ? jsonObject(['type', 'string'], ['enum', labels])
    : jsonObject(['$ref', '#/$defs/Choices']);
  const choices = jsonObject(
    ['description', 'The chosen labels (one or more).'],
    ['items', items],
    ['title', 'Choices'],
    ['type', 'array'],
  );
  const definition = jsonObject(['enum', labels], ['title', 'Choices'], ['type', 'string']);
  return new Map<string, JsonValue>([
    ...(inline ? [] : [['$defs', jsonObject(['Choices', definition])] as const]),
    ['additionalProperties', false],
    ['properties', jsonObject(['thinking', thinking], ['choices', choices])],
    ['required', ['thinking', 'choices']],
    ['title', 'MultiDecisionAnswer'],
    ['type', 'object'],
  ]);
}
