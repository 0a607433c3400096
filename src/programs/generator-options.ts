import type { OptionNames } from '../base/check-options.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { promptNames } from './prompt-options.ts';
import type { PromptOptions } from './prompt-options.ts';

/** What a Generator is made from; names and defaults are Synalinks'. */
export interface GeneratorOptions extends PromptOptions {
  /** The form of the answer; without one the answer is a chat message. @default null */
  readonly dataModel?: { readonly schema: JsonSchema } | null;
  /**
   * More values for the prompt template, under their names; the template's own four win. Training never changes them.
   * Files that have some need Synalinks 0.9.15 or later in Python. @default none
   */
  readonly promptVariables?: JsonObject | null;
  /** Gives the inputs back with the answer, concatenated. @default false */
  readonly returnInputs?: boolean;
  /** Kept for Python, which can stream answers without a data model; nothing is streamed here. @default false */
  readonly streaming?: boolean;
  /** Kept for Python, which can offer tools; a Generator that has some refuses to run here. @default null */
  readonly toolSchemas?: JsonValue;
}

export const generatorNames: OptionNames<GeneratorOptions> = {
  ...promptNames,
  dataModel: true,
  promptVariables: true,
  returnInputs: true,
  streaming: true,
  toolSchemas: true,
};

/** The config entry of the prompt variables; none without them, since older versions of Synalinks refuse it. */
export function promptVariablesConfig({
  promptVariables,
}: GeneratorOptions): readonly (readonly [string, JsonValue])[] {
  return promptVariables && promptVariables.size > 0 ? [['prompt_variables', promptVariables]] : [];
}
