import { LanguageModelError, ProgramError } from '../base/errors.ts';
import { concat } from '../data/concat.ts';
import { JsonDataModel, SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import type { ChatMessage, ChatModel } from '../language-models/chat-model.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { parseJson } from '../python/json-text.ts';
import { repr } from '../python/repr.ts';
import { languageModelEnvelope } from './language-model-envelope.ts';
import { Module } from './module.ts';
import type { CallOptions, DataValue, ModuleOptions } from './module.ts';
import { DEFAULT_PROMPT_TEMPLATE, renderPrompt } from './prompt-template.ts';
import type { Structured } from './structure.ts';
import { INSTRUCTIONS_SCHEMA, initialState } from './trainable-state.ts';
import type { Variable } from './variable.ts';

const DESCRIPTION = 'Use a `LanguageModel` to generate a data model from an arbitrary input data model.';

/** What a Generator is made from; names and defaults are Synalinks'. */
export interface GeneratorOptions extends ModuleOptions {
  /** The form of the answer. */
  readonly dataModel: { readonly schema: JsonSchema };
  /** Who answers. It may be missing while a program is only read and written; running it then is an error. */
  readonly languageModel?: ChatModel | null;
  /** A Jinja2 template of the system message. @default Synalinks' own */
  readonly promptTemplate?: string | null;
  /** Examples to begin with: pairs of JSON inputs and outputs. @default none */
  readonly examples?: readonly (readonly [JsonObject, JsonObject])[];
  /** @default `Your task is to answer with a JSON containing the following keys: [...]` */
  readonly instructions?: string | null;
  /** Instructions that an optimizer may start from. @default none */
  readonly seedInstructions?: readonly string[];
  /** Shows the schema of the input in the prompt. @default false */
  readonly useInputsSchema?: boolean;
  /** Shows the schema of the answer in the prompt. @default false */
  readonly useOutputsSchema?: boolean;
  /** Sampling parameters under Synalinks' names; only those that are set are sent. @default none */
  readonly sampling?: JsonObject;
  /** Gives the inputs back with the answer, concatenated. @default false */
  readonly returnInputs?: boolean;
}

/** The sampling parameters of a Generator, in the order of its config. */
export const SAMPLING_KEYS = ['temperature', 'max_tokens', 'top_p', 'top_k', 'reasoning_effort'] as const;

/**
 * Asks a language model for a data model, with instructions and examples that training can change.
 *
 * Its one variable, `<name>/state_<name>`, holds them. Follows `synalinks.Generator`.
 *
 * @example const outputs = await new Generator({ dataModel: Answer, languageModel }).call(Input(Query));
 */
export class Generator extends Module {
  readonly identity = { module: 'synalinks.modules', className: 'Generator' };
  override readonly takesTraining = true;
  readonly schema: JsonSchema;
  readonly languageModel: ChatModel | null;
  /** The instructions and examples, with what the optimizer knows of them. */
  readonly state: Variable;
  readonly #options: GeneratorOptions;
  readonly #instructions: string;
  /** The system message for the state it was made from: the same for all samples of a batch. */
  #rendered: { examples: JsonValue; instructions: JsonValue; message: string } | undefined;

  constructor(options: GeneratorOptions) {
    super('Generator', DESCRIPTION, options);
    this.#options = options;
    this.schema = options.dataModel.schema;
    this.languageModel = options.languageModel ?? null;
    this.#instructions = options.instructions ?? defaultInstructions(this.schema);
    this.state = this.addVariable(
      `state_${this.name}`,
      INSTRUCTIONS_SCHEMA,
      initialState({
        examples: (options.examples ?? []).map(([inputs, outputs]) =>
          jsonObject(['inputs', inputs], ['outputs', outputs]),
        ),
        seedCandidates: (options.seedInstructions ?? []).map((text) => jsonObject(['instructions', text])),
        instructions: this.#instructions,
      }),
    );
  }

  getConfig(): JsonObject {
    const options = this.#options;
    return jsonObject(
      ['schema', this.schema],
      ['prompt_template', options.promptTemplate ?? DEFAULT_PROMPT_TEMPLATE],
      ['examples', (options.examples ?? []).map(([inputs, outputs]) => [inputs, outputs])],
      ['instructions', this.#instructions],
      ['seed_instructions', [...(options.seedInstructions ?? [])]],
      ['use_inputs_schema', options.useInputsSchema ?? false],
      ['use_outputs_schema', options.useOutputsSchema ?? false],
      ['return_inputs', options.returnInputs ?? false],
      ...SAMPLING_KEYS.map((key) => [key, options.sampling?.get(key) ?? null] as const),
      ['streaming', false],
      ['tool_schemas', null],
      ...this.commonConfig(),
      ['language_model', this.languageModel ? languageModelEnvelope(this.languageModel) : null],
    );
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): SymbolicDataModel {
    const output = new SymbolicDataModel(this.schema);
    return this.#options.returnInputs && inputs instanceof SymbolicDataModel
      ? concat(inputs, output)
      : output;
  }

  protected async forward(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    if (inputs === null) return null;
    if (!(inputs instanceof JsonDataModel)) throw severalInputs(this.name);
    const answer = await this.#ask(inputs, options.signal);
    if (answer === null) return null;
    if (options.training) this.#record(inputs.json, answer, options);
    const output = new JsonDataModel(this.schema, answer);
    return this.#options.returnInputs ? concat(inputs, output) : output;
  }

  /** Asks the model; null when it gave no usable answer, as Synalinks does. */
  async #ask(inputs: JsonDataModel, signal: AbortSignal | undefined): Promise<JsonObject | null> {
    const model = this.languageModel;
    if (!model) throw noModel(this.name);
    try {
      const reply = await model.complete({
        messages: this.#messages(inputs),
        schema: this.schema,
        ...(this.#options.sampling ? { parameters: this.#options.sampling } : {}),
        ...(signal ? { signal } : {}),
      });
      const answer = parseJson(reply.content.trim());
      return isJsonObject(answer) ? answer : null;
    } catch (error) {
      if (signal?.aborted || !isUnusableAnswer(error)) throw error;
      console.warn(`No answer from ${model.config.model} for ${this.name}: ${error.message}`);
      return null;
    }
  }

  #messages(inputs: JsonDataModel): readonly ChatMessage[] {
    return [
      { role: 'system', content: this.#systemMessage(inputs.schema) },
      { role: 'user', content: `<input>\n${repr(inputs.json)}\n</input>\n<output>\n` },
    ];
  }

  #systemMessage(inputsSchema: JsonSchema): string {
    const examples = this.state.get('examples') ?? [];
    const instructions = this.state.get('instructions') ?? null;
    const known = this.#rendered;
    if (known?.examples === examples && known.instructions === instructions) return known.message;
    const message = renderPrompt(this.#options.promptTemplate ?? DEFAULT_PROMPT_TEMPLATE, {
      instructions: typeof instructions === 'string' ? instructions : repr(instructions),
      inputs_schema: this.#options.useInputsSchema ? repr(inputsSchema) : null,
      outputs_schema: this.#options.useOutputsSchema ? repr(this.schema) : null,
      examples: examplePairs(examples),
    });
    this.#rendered = { examples, instructions, message };
    return message;
  }

  #record(inputs: JsonObject, outputs: JsonObject, options: CallOptions): void {
    const prediction = jsonObject(['inputs', inputs], ['outputs', outputs], ['reward', null]);
    if (options.record) {
      options.record(this.state, prediction);
      return;
    }
    const before = this.state.get('current_predictions');
    this.state.update([['current_predictions', [...(Array.isArray(before) ? before : []), prediction]]]);
  }
}

function examplePairs(examples: JsonValue): readonly (readonly [string, string])[] {
  if (!Array.isArray(examples)) return [];
  return examples
    .filter(isJsonObject)
    .map((example) => [repr(example.get('inputs') ?? null), repr(example.get('outputs') ?? null)]);
}

function defaultInstructions(schema: JsonSchema): string {
  const properties = schema.get('properties');
  const keys = isJsonObject(properties) ? [...properties.keys()] : [];
  return `Your task is to answer with a JSON containing the following keys: ${repr(keys)}`;
}

function isUnusableAnswer(error: unknown): error is Error {
  return (
    error instanceof LanguageModelError ||
    (error instanceof Error && 'code' in error && error.code === 'bad-json')
  );
}

function noModel(name: string): ProgramError {
  return new ProgramError(
    'no-language-model',
    `The module "${name}" has no language model to ask. Pass one: loadProgram(path, { languageModel }).`,
    { details: { module: name } },
  );
}

function severalInputs(name: string): ProgramError {
  return new ProgramError(
    'several-inputs',
    `The Generator "${name}" was called with several inputs. Expected one data model: put a Concat or an And before it.`,
    { details: { module: name } },
  );
}
