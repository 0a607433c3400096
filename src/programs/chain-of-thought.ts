import { checkOptions, pickOptions } from '../base/check-options.ts';
import { concatSchema } from '../data/concat.ts';
import type { JsonSchema, SymbolicDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';
import { generatorNames, promptVariablesConfig } from './generator-options.ts';
import type { GeneratorOptions } from './generator-options.ts';
import { Generator } from './generator.ts';
import { languageModelEnvelope } from './language-model-envelope.ts';
import { Module } from './module.ts';
import type { CallOptions, DataValue } from './module.ts';
import { promptConfig, samplingConfig, schemaFlags } from './prompt-options.ts';
import type { Structured } from './structure.ts';

/** What a ChainOfThought is made from. The reasoning effort is `low` where none is set. */
export interface ChainOfThoughtOptions extends GeneratorOptions {
  /** The form of the answer, without the field for the thinking. */
  readonly dataModel: { readonly schema: JsonSchema };
}

const THINKING = toJsonValue({
  additionalProperties: false,
  properties: { thinking: { description: 'Your step by step thinking', title: 'Thinking', type: 'string' } },
  required: ['thinking'],
  title: 'Thinking',
  type: 'object',
}) as JsonObject;

/**
 * Lets a language model think before it answers: the answer begins with a field `thinking`.
 *
 * Follows `synalinks.ChainOfThought`.
 *
 * @example const outputs = await new ChainOfThought({ dataModel: Answer, languageModel }).call(Input(Query));
 */
export class ChainOfThought extends Module {
  readonly identity = { module: 'synalinks.modules', className: 'ChainOfThought' };
  override readonly takesTraining = true;
  readonly schema: JsonSchema;
  readonly generator: Generator;
  readonly #options: ChainOfThoughtOptions;

  /** @throws ArgumentError `unknown-option`, `bad-reasoning-effort`, `bad-name` */
  constructor(options: ChainOfThoughtOptions) {
    if (new.target === ChainOfThought) checkOptions('ChainOfThought', options, generatorNames);
    super('ChainOfThought', 'Useful to answer in a step by step manner.', options);
    this.schema = options.dataModel.schema;
    this.#options = { ...options, sampling: withLowEffort(options.sampling) };
    this.generator = new Generator({
      ...pickOptions<GeneratorOptions>(this.#options, generatorNames),
      dataModel: { schema: concatSchema(THINKING, this.schema) },
      name: `generator_${this.name}`,
      trainable: true,
    });
  }

  override get submodules(): readonly Module<boolean>[] {
    return [this.generator];
  }

  getConfig(): JsonObject {
    const options = this.#options;
    return jsonObject(
      ['schema', this.schema],
      ...promptConfig(options, promptVariablesConfig(options)),
      ...samplingConfig(options),
      ...schemaFlags(options),
      ['return_inputs', options.returnInputs ?? false],
      ['streaming', options.streaming ?? false],
      ['tool_schemas', options.toolSchemas ?? null],
      ...this.commonConfig(),
      ['language_model', languageModelEnvelope(options.languageModel ?? null)],
    );
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): SymbolicDataModel {
    return this.generator.connect(inputs);
  }

  protected forward(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    return this.generator.call(inputs, options);
  }
}

function withLowEffort(sampling: JsonObject = new Map()): JsonObject {
  return (sampling.get('reasoning_effort') ?? null) === null
    ? new Map([...sampling, ['reasoning_effort', 'low']])
    : sampling;
}
