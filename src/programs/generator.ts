import { checkOptions } from '../base/check-options.ts';
import { controlOf } from '../base/call-control.ts';
import { LanguageModelError, ProgramError, TidemarkError } from '../base/errors.ts';
import { concat } from '../data/concat.ts';
import { JsonDataModel, SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import type { ChatModel } from '../language-models/chat-model.ts';
import { sentSchema } from '../language-models/structured-output.ts';
import { isJsonArray, isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { parseJson } from '../python/json-text.ts';
import { repr } from '../python/repr.ts';
import type { chatMessagesOf } from './chat-messages.ts';
import { CHAT_MESSAGE_SCHEMA } from './chat-schemas.ts';
import { checkIntegers } from './check-integers.ts';
import { DEFAULT_PROMPT_TEMPLATE } from './default-prompt-template.ts';
import { generatorNames, promptVariablesConfig } from './generator-options.ts';
import type { GeneratorOptions } from './generator-options.ts';
import { languageModelEnvelope } from './language-model-envelope.ts';
import { Module } from './module.ts';
import type { CallOptions, DataValue } from './module.ts';
import { checkReasoningEffort, samplingConfig, schemaFlags } from './prompt-options.ts';
import type { renderPrompt } from './prompt-template.ts';
import { objectOrNull } from './object-or-null.ts';
import { pythonStrip } from '../python/python-strip.ts';
import type { Structured } from './structure.ts';
import { INSTRUCTIONS_SCHEMA, initialState } from './trainable-state.ts';
import type { Variable } from './variable.ts';

interface Prompting {
  readonly renderPrompt: typeof renderPrompt;
  readonly chatMessagesOf: typeof chatMessagesOf;
}

/** What makes prompts is larger than all the rest of a program, so it is loaded with the first one. */
let prompting: Prompting | undefined;

const DESCRIPTION = 'Use a `LanguageModel` to generate a data model from an arbitrary input data model.';

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
  /** The form of the answer; null for a chat message. */
  readonly schema: JsonSchema | null;
  readonly languageModel: ChatModel | null;
  /** The instructions and examples, with what the optimizer knows of them. */
  readonly state: Variable;
  readonly #options: GeneratorOptions;
  readonly #instructions: string | null;
  readonly #answerSchema: JsonSchema;
  /** The system message for the state it was made from: the same for all samples of a batch. */
  #rendered:
    { examples: JsonValue; instructions: JsonValue; inputs: JsonSchema; message: string } | undefined;

  /** @throws ArgumentError `unknown-option`, `bad-reasoning-effort`, `bad-name` */
  constructor(options: GeneratorOptions) {
    if (new.target === Generator) checkOptions('Generator', options, generatorNames);
    super('Generator', DESCRIPTION, options);
    checkReasoningEffort(options);
    this.#options = options;
    this.schema = options.dataModel?.schema ?? null;
    this.languageModel = options.languageModel ?? null;
    this.#instructions = this.schema
      ? options.instructions || defaultInstructions(this.schema)
      : (options.instructions ?? null);
    this.#answerSchema = this.#schemaOfAnswers();
    this.state = this.addVariable(`state_${this.name}`, INSTRUCTIONS_SCHEMA, this.#initialState());
  }

  getConfig(): JsonObject {
    const options = this.#options;
    return jsonObject(
      ['schema', this.schema],
      ['prompt_template', options.promptTemplate || DEFAULT_PROMPT_TEMPLATE],
      ...promptVariablesConfig(options),
      ['examples', options.examples ?? []],
      ['instructions', this.#instructions],
      ['seed_instructions', options.seedInstructions ?? []],
      ...schemaFlags(options),
      ['return_inputs', options.returnInputs ?? false],
      ...samplingConfig(options),
      ['streaming', this.schema === null && (options.streaming ?? false)],
      ['tool_schemas', options.toolSchemas ?? null],
      ...this.commonConfig(),
      ['language_model', languageModelEnvelope(this.languageModel)],
    );
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): SymbolicDataModel {
    const output = new SymbolicDataModel(this.#fullSchema());
    return this.#options.returnInputs && inputs instanceof SymbolicDataModel
      ? (concat(inputs, output) as SymbolicDataModel)
      : output;
  }

  protected async forward(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    if (inputs === null) return null;
    if (!(inputs instanceof JsonDataModel)) throw severalInputs(this.name);
    checkIntegers(inputs.json);
    const answer = await this.#ask(inputs, options);
    if (answer === undefined) return null;
    if (options.training) this.#record(inputs.json, answer, options);
    // Synalinks takes whatever JSON it gets, null too: what needs an object asks `objectOrNull`.
    const output = new JsonDataModel(this.#answerSchema, answer as JsonObject);
    if (!this.#options.returnInputs) return output;
    return objectOrNull(output) && concat(inputs, output);
  }

  #fullSchema(): JsonSchema {
    return this.schema ?? CHAT_MESSAGE_SCHEMA;
  }

  /** As it is sent: without the thoughts of a model that thinks by itself, and fit for the model's provider. */
  #schemaOfAnswers(): JsonSchema {
    if (this.schema === null) return CHAT_MESSAGE_SCHEMA;
    const schema = this.#reasonsNatively() ? withoutThinking(this.schema) : this.schema;
    return this.languageModel ? sentSchema(this.languageModel.config.model, schema) : schema;
  }

  #initialState(): JsonObject {
    const { examples, seedInstructions } = this.#options;
    return initialState({
      examples: (examples ?? []).map(([inputs, outputs]) =>
        jsonObject(['inputs', inputs], ['outputs', outputs]),
      ),
      seedCandidates: (seedInstructions ?? []).map((text) => jsonObject(['instructions', text])),
      instructions: this.#instructions,
    });
  }

  /** Whether the model thinks by itself, so that the answer needs no field for it. */
  #reasonsNatively(): boolean {
    const effort = this.#options.sampling?.get('reasoning_effort') ?? null;
    return this.languageModel?.supportsReasoning === true && effort !== 'none' && effort !== 'disable';
  }

  /** Asks the model; undefined when it gave no usable answer. */
  async #ask(inputs: JsonDataModel, options: CallOptions): Promise<JsonValue | undefined> {
    const { signal, gate, preview } = options;
    const { renderPrompt: render, chatMessagesOf: messagesOf } = (prompting ??= await loadPrompting());
    const messages = messagesOf(inputs, () => this.#systemMessage(inputs.schema, render));
    const schema = this.schema && this.#answerSchema;
    if (preview && !preview({ module: this.name, messages, schema })) return undefined;
    const model = this.languageModel;
    if (!model) throw noModel(this.name);
    if (this.#options.toolSchemas) throw hasTools(this.name);
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
      console.warn(`No answer from ${model.config.model} for ${this.name}: ${error.message}`);
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
    if (this.schema === null) {
      const thought: readonly [string, JsonValue][] = reasoning ? [['reasoning_content', reasoning]] : [];
      return jsonObject(['role', 'assistant'], ['content', content], ...thought);
    }
    const answer = parseJson(content);
    const hasThought = Boolean(reasoning) && hasThinking(this.schema);
    if (!isJsonObject(answer)) return hasThought ? undefined : answer;
    return hasThought ? new Map<string, JsonValue>([...answer, ['thinking', reasoning]]) : answer;
  }

  #systemMessage(inputsSchema: JsonSchema, render: typeof renderPrompt): string {
    const examples = this.state.get('examples') ?? [];
    const instructions = this.state.get('instructions') ?? null;
    const known = this.#rendered;
    const isKnown =
      known?.examples === examples && known.instructions === instructions && known.inputs === inputsSchema;
    if (isKnown) return known.message;
    const message = render(this.#options.promptTemplate || DEFAULT_PROMPT_TEMPLATE, {
      variables: this.#options.promptVariables ?? new Map(),
      instructions,
      inputs_schema: this.#options.useInputsSchema ? inputsSchema : null,
      outputs_schema: this.#options.useOutputsSchema ? this.schema : null,
      examples: examplePairs(examples),
    });
    this.#rendered = { examples, instructions, inputs: inputsSchema, message };
    return message;
  }

  #record(inputs: JsonObject, outputs: JsonValue, options: CallOptions): void {
    const prediction = jsonObject(['inputs', inputs], ['outputs', outputs], ['reward', null]);
    if (options.record) {
      options.record(this.state, prediction);
      return;
    }
    const before = this.state.get('current_predictions');
    this.state.update([['current_predictions', [...(Array.isArray(before) ? before : []), prediction]]]);
  }
}

async function loadPrompting(): Promise<Prompting> {
  const [template, messages] = await Promise.all([
    import('./prompt-template.ts'),
    import('./chat-messages.ts'),
  ]);
  return { ...template, ...messages };
}

function examplePairs(examples: JsonValue): readonly (readonly [JsonValue, JsonValue])[] {
  if (!Array.isArray(examples)) return [];
  return examples
    .filter(isJsonObject)
    .map((example) => [example.get('inputs') ?? null, example.get('outputs') ?? null]);
}

function defaultInstructions(schema: JsonSchema): string {
  const properties = schema.get('properties');
  const keys = isJsonObject(properties) ? [...properties.keys()] : [];
  return `Your task is to answer with a JSON containing the following keys: ${repr(keys)}`;
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
