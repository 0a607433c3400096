import { checkOptions, pickOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import { concat } from '../data/concat.ts';
import { JsonDataModel, SymbolicDataModel } from '../data/json-data-model.ts';
import { logicalAnd } from '../data/logic.ts';
import { isJsonArray, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { Decision } from './decision.ts';
import { decisionNames } from './decision-module.ts';
import type { DecisionModule, DecisionOptions } from './decision-module.ts';
import { languageModelEnvelope } from './language-model-envelope.ts';
import { Module } from './module.ts';
import type { CallOptions, DataValue } from './module.ts';
import { MultiDecision } from './multi-decision.ts';
import { objectOrNull } from './object-or-null.ts';
import { objectEnvelope } from './object-envelope.ts';
import { promptConfig, samplingConfig, schemaFlags } from './prompt-options.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';

/** What a Branch is made from. */
export interface BranchOptions extends DecisionOptions {
  /** What is called for each label, in their order. */
  readonly branches: readonly Module<boolean>[];
  /** Puts the decision beside the inputs of the branches. @default true */
  readonly injectDecision?: boolean;
  /** Puts the decision before the outputs of the branches. @default true */
  readonly returnDecision?: boolean;
  /** Lets several branches be called at once. Python's files do not say it: a loaded Branch calls one. @default false */
  readonly several?: boolean;
}

const names: OptionNames<BranchOptions> = {
  ...decisionNames,
  branches: true,
  injectDecision: true,
  returnDecision: true,
  several: true,
};

/**
 * Lets a language model choose which modules are called. There is one output for each label; those of the branches that
 * were not chosen are null.
 *
 * Follows `synalinks.Branch`.
 *
 * @example
 * const [easy, hard] = await new Branch({
 *   question: 'How hard is it?', labels: ['easy', 'hard'], branches: [short, thorough], languageModel,
 * }).call(inputs);
 */
export class Branch extends Module<true> {
  readonly identity = { module: 'synalinks.modules', className: 'Branch' };
  override readonly takesTraining = true;
  readonly branches: readonly Module<boolean>[];
  readonly decision: DecisionModule;
  readonly #options: BranchOptions;

  /** @throws ArgumentError `unknown-option`, `missing-branches`, and what a Decision throws */
  constructor(options: BranchOptions) {
    if (new.target === Branch) checkOptions('Branch', options, names);
    super('Branch', 'Use a `LanguageModel` to select which module(s) to call based on an', options);
    checkBranches(options);
    this.branches = options.branches;
    this.#options = options;
    const decision = {
      ...pickOptions<DecisionOptions>(options, decisionNames),
      name: `decision_${this.name}`,
      trainable: true,
    };
    this.decision = options.several
      ? new MultiDecision({ ...decision, inline: true })
      : new Decision(decision);
  }

  override get submodules(): readonly Module<boolean>[] {
    return [...this.branches, this.decision];
  }

  getConfig(): JsonObject {
    const options = this.#options;
    return jsonObject(
      ['question', options.question],
      ['labels', options.labels],
      ['inject_decision', options.injectDecision ?? true],
      ['return_decision', options.returnDecision ?? true],
      ...promptConfig(options),
      ...samplingConfig(options),
      ...schemaFlags(options),
      ...this.commonConfig(),
      ['language_model', languageModelEnvelope(options.languageModel ?? null)],
      ['branches', this.branches.map((branch) => objectEnvelope(branch))],
    );
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): readonly SymbolicDataModel[] {
    const decision = this.decision.connect(inputs);
    const given = this.#withDecision(inputs, decision);
    return this.branches.map((branch) => {
      const [output] = flatten<SymbolicDataModel>(branch.connect(given));
      const joined = this.#options.returnDecision === false ? output : logicalAnd(decision, output ?? null);
      return new SymbolicDataModel(joined?.schema ?? new Map());
    });
  }

  protected async forward(
    inputs: Structured<DataValue>,
    options: CallOptions,
  ): Promise<readonly DataValue[]> {
    const decision = inputs === null ? null : objectOrNull(await this.decision.call(inputs, options));
    const chosen = decision === null ? [] : choicesOf(decision.json);
    if (decision === null || chosen.length === 0) return this.branches.map(() => null);
    const given = this.#withDecision(inputs, decision);
    return Promise.all(
      this.branches.map(async (branch, index) => {
        if (!chosen.includes(this.#options.labels[index] ?? null)) return null;
        const [output = null] = flatten<DataValue>(await branch.call(given, options));
        return this.#options.returnDecision === false ? output : logicalAnd(decision, objectOrNull(output));
      }),
    );
  }

  #withDecision<T extends SymbolicDataModel | DataValue>(inputs: Structured<T>, decision: T): Structured<T> {
    const isOne = inputs instanceof JsonDataModel || inputs instanceof SymbolicDataModel;
    return isOne && this.#options.injectDecision !== false ? (concat(inputs, decision) as T) : inputs;
  }
}

function choicesOf(decision: JsonObject): readonly JsonValue[] {
  const choice = decision.get('choice') ?? decision.get('choices') ?? null;
  return isJsonArray(choice) ? choice : [choice].filter((label) => label !== null && label !== '');
}

function checkBranches({ branches, labels }: Partial<BranchOptions>): void {
  if (!branches || branches.length === 0) {
    throw new ArgumentError('missing-branches', 'The `branches` argument must be provided.');
  }
  if (labels && labels.length !== branches.length) {
    throw new ArgumentError('missing-branches', 'The `labels` and `branches` must have the same length.');
  }
}
