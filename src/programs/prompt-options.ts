import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import type { ConfigReader } from '../data/config-reader.ts';
import type { ChatModel } from '../language-models/chat-model.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { moduleNames } from './module.ts';
import type { ModuleOptions } from './module.ts';

/** An example of a prompt: JSON inputs, and the outputs that are right for them. */
export type ExamplePair = readonly [inputs: JsonObject, outputs: JsonObject];

/** What every module that asks a language model can be given; names and defaults are Synalinks'. */
export interface PromptOptions extends ModuleOptions {
  /** Who answers. It may be missing while a program is only read and written; running it then is an error. */
  readonly languageModel?: ChatModel | null;
  /** A Jinja2 template of the system message. @default Synalinks' own */
  readonly promptTemplate?: string | null;
  /** Examples to begin with. @default none */
  readonly examples?: readonly ExamplePair[] | null;
  /** What the language model is told to do. @default a sentence that names the fields of the answer */
  readonly instructions?: string | null;
  /** Instructions that an optimizer may start from. @default none */
  readonly seedInstructions?: readonly string[] | null;
  /** Shows the schema of the input in the prompt. @default false */
  readonly useInputsSchema?: boolean;
  /** Shows the schema of the answer in the prompt. @default false */
  readonly useOutputsSchema?: boolean;
  /** Sampling parameters under Synalinks' names (`temperature`, `top_p` …); only those that are set are sent. @default none */
  readonly sampling?: JsonObject;
}

export const promptNames: OptionNames<PromptOptions> = {
  ...moduleNames,
  languageModel: true,
  promptTemplate: true,
  examples: true,
  instructions: true,
  seedInstructions: true,
  useInputsSchema: true,
  useOutputsSchema: true,
  sampling: true,
};

/** The sampling parameters, in the order of configs. */
const SAMPLING_KEYS = ['temperature', 'max_tokens', 'top_p', 'top_k', 'reasoning_effort'] as const;

const EFFORTS: readonly JsonValue[] = ['minimal', 'low', 'medium', 'high', 'disable', 'none', null];

/** Config entries of the sampling parameters, null where one is not set. */
export function samplingConfig(options: PromptOptions): readonly (readonly [string, JsonValue])[] {
  return SAMPLING_KEYS.map((key) => [key, options.sampling?.get(key) ?? null]);
}

/** Config entries of template, its variables if any, examples and instructions, null where one is not set. */
export function promptConfig(
  options: PromptOptions,
  variables: readonly (readonly [string, JsonValue])[] = [],
): readonly (readonly [string, JsonValue])[] {
  return [
    ['prompt_template', options.promptTemplate ?? null],
    ...variables,
    ['examples', options.examples?.map(([inputs, outputs]) => [inputs, outputs]) ?? null],
    ['instructions', options.instructions ?? null],
    ['seed_instructions', options.seedInstructions ?? null],
  ];
}

/** Config entries of the two schema flags. */
export function schemaFlags(options: PromptOptions): readonly (readonly [string, JsonValue])[] {
  return [
    ['use_inputs_schema', options.useInputsSchema ?? false],
    ['use_outputs_schema', options.useOutputsSchema ?? false],
  ];
}

/** @throws ArgumentError `bad-reasoning-effort` */
export function checkReasoningEffort({ sampling }: PromptOptions): void {
  const effort = sampling?.get('reasoning_effort') ?? null;
  if (EFFORTS.includes(effort)) return;
  throw new ArgumentError(
    'bad-reasoning-effort',
    `The reasoning effort parameter should be one of: ${repr(EFFORTS)}. Received: ${repr(effort).slice(0, 80)}`,
  );
}

/** Reads what a config has of a prompt. @throws DataError `bad-field` */
export function readPromptOptions(
  reader: ConfigReader,
  reviveModel: (envelope: JsonValue) => ChatModel | null,
): PromptOptions {
  return {
    promptTemplate: reader.string('prompt_template'),
    examples: readExamples(reader),
    instructions: reader.string('instructions'),
    seedInstructions: reader.strings('seed_instructions'),
    useInputsSchema: reader.value('use_inputs_schema') === true,
    useOutputsSchema: reader.value('use_outputs_schema') === true,
    sampling: readSampling(reader),
    languageModel: reviveModel(reader.value('language_model')),
    ...readModuleOptions(reader),
  };
}

/** Reads a module's name, description and whether it is trainable, each only when the config has it. */
export function readModuleOptions(reader: ConfigReader): ModuleOptions {
  const name = reader.string('name');
  const description = reader.string('description');
  return {
    trainable: reader.value('trainable') !== false,
    ...(name === null ? {} : { name }),
    ...(description === null ? {} : { description }),
  };
}

/** Reads the pairs of inputs and outputs. @throws DataError `bad-field` */
export function readExamples(reader: ConfigReader): readonly ExamplePair[] | null {
  const examples = reader.value('examples');
  if (examples === null) return null;
  if (!isJsonArray(examples)) throw reader.wrong('examples', 'a list of pairs');
  return examples.map((example) => {
    const [inputs, outputs] = isJsonArray(example) ? example : [];
    if (!isJsonObject(inputs) || !isJsonObject(outputs)) throw reader.wrong('examples', 'a list of pairs');
    return [inputs, outputs];
  });
}

function readSampling(reader: ConfigReader): JsonObject {
  const entries = SAMPLING_KEYS.map((key) => [key, reader.value(key)] as const);
  return new Map(entries.filter(([, value]) => value !== null));
}
