import { controlOf } from '../base/call-control.ts';
import { LanguageModelError, ProgramError, TidemarkError } from '../base/errors.ts';
import { concat } from '../data/concat.ts';
import { JsonDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { sentSchema } from '../language-models/structured-output.ts';
import { isJsonArray, isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { parseJson } from '../python/parse-json.ts';
import { pythonStrip } from '../python/python-strip.ts';
import { chatMessagesOf } from './chat-messages.ts';
import { CHAT_MESSAGE_SCHEMA } from './chat-schemas.ts';
import { checkIntegers } from './check-integers.ts';
import { DEFAULT_PROMPT_TEMPLATE } from './default-prompt-template.ts';
import type { Generator } from './generator.ts';
import type { GeneratorOptions } from './generator-options.ts';
import type { CallOptions, DataValue } from './module.ts';
import { objectOrNull } from './object-or-null.ts';
import { renderPrompt } from './prompt-template.ts';
import type { Structured } from './structure.ts';

/** Asks the language model of a Generator, and reads its answers. */
export class GeneratorAsker {
  readonly #generator: Generator;
  readonly #options: GeneratorOptions;
  readonly #answerSchema: JsonSchema;
  /** The system message for the state it was made from: the same for all samples of a batch. */
  #rendered:
    { examples: JsonValue; instructions: JsonValue; inputs: JsonSchema; message: string } | undefined;

  constructor(generator: Generator, options: GeneratorOptions) {
    this.#generator = generator;
    this.#options = options;
    this.#answerSchema = answerSchema(generator, options);
  }

  /** Answers inputs; null when there is no usable answer. */
  async answer(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    if (!(inputs instanceof JsonDataModel)) throw severalInputs(this.#generator.name);
    checkIntegers(inputs.json);
    const answer = await this.#ask(inputs, options);
    if (answer === undefined) return null;
    if (options.training) this.#record(inputs.json, answer, options);
    // Synalinks takes whatever JSON it gets, null too: what needs an object asks `objectOrNull`.
    const output = new JsonDataModel(this.#answerSchema, answer as JsonObject);
    if (!this.#options.returnInputs) return output;
    return objectOrNull(output) && concat(inputs, output);
  }

  /** Asks the model; undefined when it gave no usable answer. */
  async #ask(inputs: JsonDataModel, options: CallOptions): Promise<JsonValue | undefined> {
    const { signal, gate, preview } = options;
    const { name, schema: form, languageModel: model } = this.#generator;
    const messages = chatMessagesOf(inputs, () => this.#systemMessage(inputs.schema));
    const schema = form && this.#answerSchema;
    if (preview && !preview({ module: name, messages, schema })) return undefined;
    if (!model) throw noModel(name);
    if (this.#options.toolSchemas) throw hasTools(name);
    await gate?.pass(signal);
    try {
      const reply = await model.complete({
        messages,
        schema,
        parameters: this.#parameters(),
        ...controlOf(options),
      });
      return this.#readAnswer(pythonStrip(reply.content), reply.reasoning ?? null);
    } catch (error) {
      if (signal?.aborted || !isUnusableAnswer(error)) throw error;
      console.warn(`No answer from ${model.config.model} for ${name}: ${error.message}`);
      return undefined;
    }
  }

  /** The reasoning effort is always sent, be it null, which overrides the model's own. */
  #parameters(): JsonObject {
    const { sampling } = this.#options;
    return new Map<string, JsonValue>([
      ...(sampling ?? []),
      ['reasoning_effort', sampling?.get('reasoning_effort') ?? null],
    ]);
  }

  #readAnswer(content: string, reasoning: string | null): JsonValue | undefined {
    const { schema } = this.#generator;
    if (schema === null) {
      const thought: readonly [string, JsonValue][] = reasoning ? [['reasoning_content', reasoning]] : [];
      return jsonObject(['role', 'assistant'], ['content', content], ...thought);
    }
    const answer = parseJson(content);
    const hasThought = Boolean(reasoning) && hasThinking(schema);
    if (!isJsonObject(answer)) return hasThought ? undefined : answer;
    return hasThought ? new Map<string, JsonValue>([...answer, ['thinking', reasoning]]) : answer;
  }

  #systemMessage(inputsSchema: JsonSchema): string {
    const { state, schema } = this.#generator;
    const examples = state.get('examples') ?? [];
    const instructions = state.get('instructions') ?? null;
    const known = this.#rendered;
    const isKnown =
      known?.examples === examples && known.instructions === instructions && known.inputs === inputsSchema;
    if (isKnown) return known.message;
    const message = renderPrompt(this.#options.promptTemplate || DEFAULT_PROMPT_TEMPLATE, {
      variables: this.#options.promptVariables ?? new Map(),
      instructions,
      inputs_schema: this.#options.useInputsSchema ? inputsSchema : null,
      outputs_schema: this.#options.useOutputsSchema ? schema : null,
      examples: examplePairs(examples),
    });
    this.#rendered = { examples, instructions, inputs: inputsSchema, message };
    return message;
  }

  #record(inputs: JsonObject, outputs: JsonValue, options: CallOptions): void {
    const { state } = this.#generator;
    const prediction = jsonObject(['inputs', inputs], ['outputs', outputs], ['reward', null]);
    if (options.record) {
      options.record(state, prediction);
      return;
    }
    const before = state.get('current_predictions');
    state.update([['current_predictions', [...(Array.isArray(before) ? before : []), prediction]]]);
  }
}

/** As it is sent: without the thoughts of a model that thinks by itself, and fit for the model's provider. */
function answerSchema({ schema, languageModel }: Generator, { sampling }: GeneratorOptions): JsonSchema {
  if (schema === null) return CHAT_MESSAGE_SCHEMA;
  if (languageModel === null) return schema;
  const effort = sampling?.get('reasoning_effort') ?? null;
  const reasons = languageModel.supportsReasoning === true && effort !== 'none' && effort !== 'disable';
  return sentSchema(languageModel.config.model, reasons ? withoutThinking(schema) : schema);
}

function examplePairs(examples: JsonValue): readonly (readonly [JsonValue, JsonValue])[] {
  if (!Array.isArray(examples)) return [];
  return examples
    .filter(isJsonObject)
    .map((example) => [example.get('inputs') ?? null, example.get('outputs') ?? null]);
}

function hasThinking(schema: JsonSchema): boolean {
  const properties = schema.get('properties');
  return isJsonObject(properties) && properties.has('thinking');
}

/** Drops the field `thinking` alone, not its numbered kin, which a mask would drop too. */
function withoutThinking(schema: JsonSchema): JsonSchema {
  const properties = schema.get('properties');
  if (!isJsonObject(properties) || !properties.has('thinking')) return schema;
  const required = schema.get('required');
  const changed: (readonly [string, JsonValue])[] = [
    ['properties', new Map([...properties].filter(([field]) => field !== 'thinking'))],
  ];
  if (isJsonArray(required)) changed.push(['required', required.filter((field) => field !== 'thinking')]);
  return new Map([...schema, ...changed]);
}

/** A failure of this sample alone: a model that has given up says so. */
function isUnusableAnswer(error: unknown): error is TidemarkError {
  if (error instanceof LanguageModelError) return error.details.stops !== true;
  return error instanceof TidemarkError && error.code === 'bad-json';
}

function noModel(name: string): ProgramError {
  return new ProgramError(
    'no-language-model',
    `The module "${name}" has no language model to ask. Pass one where it is made, { languageModel }, or to loadProgram.`,
    { details: { module: name } },
  );
}

function hasTools(name: string): ProgramError {
  return new ProgramError(
    'no-tools',
    `The Generator "${name}" offers tools to its language model, which is not supported here. Run it in Python.`,
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
