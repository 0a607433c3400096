import { checkOptions } from '../base/check-options.ts';
import { loadPart } from '../base/load-part.ts';
import { concat } from '../data/concat.ts';
import { SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import type { ChatModel } from '../language-models/chat-model.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { CHAT_MESSAGE_SCHEMA } from './chat-schemas.ts';
import { DEFAULT_PROMPT_TEMPLATE } from './default-prompt-template.ts';
import type { GeneratorAsker } from './generator-asker.ts';
import { generatorNames, promptVariablesConfig } from './generator-options.ts';
import type { GeneratorOptions } from './generator-options.ts';
import { languageModelEnvelope } from './language-model-envelope.ts';
import { Module } from './module.ts';
import type { CallOptions, DataValue } from './module.ts';
import { checkReasoningEffort, samplingConfig, schemaFlags } from './prompt-options.ts';
import type { Structured } from './structure.ts';
import { INSTRUCTIONS_SCHEMA, initialState } from './trainable-state.ts';
import type { Variable } from './variable.ts';

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
  /** Made with the first call. */
  #asker: GeneratorAsker | undefined;

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
    const output = new SymbolicDataModel(this.schema ?? CHAT_MESSAGE_SCHEMA);
    return this.#options.returnInputs && inputs instanceof SymbolicDataModel
      ? (concat(inputs, output) as SymbolicDataModel)
      : output;
  }

  protected async forward(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    if (inputs === null) return null;
    // What asks is larger than all the rest of a program, with what renders prompts, so it is loaded with the first call.
    if (!this.#asker) {
      const { GeneratorAsker } = await loadPart(() => import('./generator-asker.ts'));
      this.#asker ??= new GeneratorAsker(this, this.#options);
    }
    return this.#asker.answer(inputs, options);
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
}

function defaultInstructions(schema: JsonSchema): string {
  const properties = schema.get('properties');
  const keys = isJsonObject(properties) ? [...properties.keys()] : [];
  return `Your task is to answer with a JSON containing the following keys: ${repr(keys)}`;
}
