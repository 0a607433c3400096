import { pickOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import { concat } from '../data/concat.ts';
import { JsonDataModel, SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';
import { repr } from '../python/repr.ts';
import { generatorNames } from './generator-options.ts';
import type { GeneratorOptions } from './generator-options.ts';
import { Generator } from './generator.ts';
import { languageModelEnvelope } from './language-model-envelope.ts';
import { Module } from './module.ts';
import type { CallOptions, DataValue } from './module.ts';
import { objectOrNull } from './object-or-null.ts';
import { promptConfig, promptNames, samplingConfig, schemaFlags } from './prompt-options.ts';
import type { PromptOptions } from './prompt-options.ts';
import type { Structured } from './structure.ts';

/** What every decision is made from. */
export interface DecisionOptions extends PromptOptions {
  /** What is to be decided; it is put beside the inputs as a field `question`. */
  readonly question: string;
  /** What there is to choose from. */
  readonly labels: readonly string[];
}

export const decisionNames: OptionNames<DecisionOptions> = { ...promptNames, question: true, labels: true };

/** What tells one kind of decision from another. */
export interface DecisionKind {
  readonly className: string;
  readonly description: string;
  /** The form of the answer. */
  readonly schema: JsonSchema;
  /** The first words of the instructions; the labels follow. */
  readonly task: string;
  /** Config entries after the labels. */
  readonly config: readonly (readonly [string, JsonValue])[];
}

const QUESTION = toJsonValue({
  additionalProperties: false,
  properties: {
    question: { description: 'The question to ask yourself.', title: 'Question', type: 'string' },
  },
  required: ['question'],
  title: 'Question',
  type: 'object',
}) as JsonObject;

/** Lets a language model choose among labels. Subclasses say how many. */
export abstract class DecisionModule extends Module {
  override readonly takesTraining = true;
  readonly question: string;
  readonly labels: readonly string[];
  readonly generator: Generator;
  readonly #options: DecisionOptions;
  readonly #kind: DecisionKind;

  /** @throws ArgumentError `missing-question`, `missing-labels`, `bad-labels`, `bad-reasoning-effort` */
  constructor(options: DecisionOptions, makeKind: () => DecisionKind) {
    checkQuestion(options);
    const kind = makeKind();
    super(kind.className, kind.description, options);
    this.question = options.question;
    this.labels = options.labels;
    this.#kind = kind;
    this.#options = {
      ...options,
      instructions: options.instructions || instructionsOf(kind, options.labels),
    };
    this.generator = new Generator({
      ...pickOptions<GeneratorOptions>(this.#options, generatorNames),
      dataModel: kind,
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
      ['question', this.question],
      ['labels', this.labels],
      ...this.#kind.config,
      ...promptConfig(options),
      ...samplingConfig(options),
      ...schemaFlags(options),
      ...this.commonConfig(),
      ['language_model', languageModelEnvelope(options.languageModel ?? null)],
    );
  }

  protected outputSchema(): SymbolicDataModel {
    return new SymbolicDataModel(this.#kind.schema);
  }

  protected async forward(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    const isOne = inputs instanceof JsonDataModel;
    if (isOne && objectOrNull(inputs) === null) return null;
    const question = new JsonDataModel(QUESTION, jsonObject(['question', this.question]));
    return this.generator.call(isOne ? concat(inputs, question) : inputs, options);
  }
}

function instructionsOf({ task }: DecisionKind, labels: readonly string[]): string {
  return `You will be given a question, your task is to answer step-by-step to choose\n${task} the following labels: ${repr([...labels])}`;
}

function checkQuestion({ question, labels }: Partial<DecisionOptions>): void {
  if (!question) throw new ArgumentError('missing-question', 'The `question` argument must be provided.');
  if (!labels || labels.length === 0) {
    throw new ArgumentError('missing-labels', 'The `labels` argument must be provided.');
  }
  if (Array.isArray(labels) && labels.every((label) => typeof label === 'string')) return;
  throw new ArgumentError('bad-labels', 'The `labels` parameter must be a list of string.');
}
