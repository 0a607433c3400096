import { ArgumentError, TrainingError } from '../base/errors.ts';
import { languageModelEnvelope } from '../programs/language-model-envelope.ts';
import { NamedModel } from '../programs/named-model.ts';
import type { PromptOptions } from '../programs/prompt-options.ts';
import type { Variable } from '../programs/variable.ts';
import { softmaxFloat32 } from '../python/float32.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { byReward, listOf, rewardOf } from './candidates.ts';
import { Optimizer } from './optimizer.ts';
import type { OptimizerOptions } from './optimizer.ts';
import type { TrainingBatch } from './training-batch.ts';

const SELECTIONS = ['best', 'random', 'softmax'] as const;

/** How the candidate to start from is chosen: the best, any, or the likelier the higher its reward. */
export type Selection = (typeof SELECTIONS)[number];

/** What every evolutionary optimizer can be given. */
export interface EvolutionaryOptions extends OptimizerOptions {
  /** Who writes the new candidates. It may be missing while a program is only read and written. */
  readonly languageModel?: PromptOptions['languageModel'];
  /** How freely candidates are changed. @default 0.3 */
  readonly mutationTemperature?: number;
  /** How freely candidates are merged. @default 0.3 */
  readonly crossoverTemperature?: number;
  /** @default 'softmax' */
  readonly selection?: Selection;
  /** With `'softmax'`: the higher, the more evenly is drawn. @default 0.3 */
  readonly selectionTemperature?: number;
  /** How much more likely a crossover becomes with each epoch, from never at first. @default 0.02 */
  readonly mergingRate?: number;
}

/**
 * Lets candidates evolve: each batch changes one of the best (mutation), or merges two of them (crossover).
 *
 * A subclass says how a candidate is mutated and how two are merged; null from either keeps what the variable is.
 * Follows `synalinks.optimizers.EvolutionaryOptimizer`, draw by draw.
 */
export abstract class EvolutionaryOptimizer extends Optimizer {
  readonly languageModel: NonNullable<PromptOptions['languageModel']> | null;
  readonly mutationTemperature: number;
  readonly crossoverTemperature: number;
  readonly selection: Selection;
  readonly selectionTemperature: number;
  readonly mergingRate: number;

  /** @throws ArgumentError `bad-selection`, `bad-name` */
  constructor(className: string, description: string, options: EvolutionaryOptions = {}) {
    super(className, description, options);
    this.languageModel = options.languageModel ?? null;
    this.mutationTemperature = options.mutationTemperature ?? 0.3;
    this.crossoverTemperature = options.crossoverTemperature ?? 0.3;
    this.selection = checkSelection(options.selection ?? 'softmax');
    this.selectionTemperature = options.selectionTemperature ?? 0.3;
    this.mergingRate = options.mergingRate ?? 0.02;
  }

  getConfig(): JsonObject {
    return jsonObject(
      ['population_size', BigInt(this.populationSize)],
      ['name', this.name],
      ['description', this.description],
      ['merging_rate', this.mergingRate],
      ['mutation_temperature', this.mutationTemperature],
      ['crossover_temperature', this.crossoverTemperature],
      ['selection', this.selection],
      ['selection_temperature', this.selectionTemperature],
      ['language_model', languageModelEnvelope(this.languageModel)],
    );
  }

  /** @throws TrainingError `no-language-model` when there is none, or only the name of one that nobody here can reach */
  override checkReady(): void {
    const model = this.languageModel;
    if (model !== null && !(model instanceof NamedModel && !model.isConnected)) return;
    const what =
      model === null ? 'has no language model' : `names "${model.config.model}", which is not connected here`;
    throw new TrainingError(
      'no-language-model',
      `The optimizer "${this.name}" ${what}. Expected one to write new candidates. Give one: ` +
        `new ${this.identity.className}({ languageModel }), or loadProgram(path, { languageModel }).`,
      { details: { optimizer: this.name } },
    );
  }

  async proposeCandidates(variables: readonly Variable[], batch: TrainingBatch): Promise<void> {
    const chosen = this.chooseVariables(variables);
    const crosses = this.streams.python.random() <= this.mergingRate * this.epochs;
    for (const variable of chosen) {
      const candidate = await this.#evolve(variable, crosses, batch);
      if (candidate) variable.update(candidate);
    }
  }

  /** Changes one candidate; null when that failed. It has a `reward`, unless it is a seed. */
  protected abstract mutate(
    variable: Variable,
    candidate: JsonObject,
    batch: TrainingBatch,
  ): Promise<JsonObject | null>;

  /** Makes one candidate of two; null when that failed. */
  protected abstract merge(
    variable: Variable,
    candidates: { readonly current: JsonObject; readonly other: JsonObject },
    batch: TrainingBatch,
  ): Promise<JsonObject | null>;

  protected override chooseStart(variable: Variable): JsonObject | null {
    return (
      this.#select(listOf(variable, 'best_candidates')) ?? this.#draw(listOf(variable, 'seed_candidates'))
    );
  }

  async #evolve(variable: Variable, crosses: boolean, batch: TrainingBatch): Promise<JsonObject | null> {
    const current = this.chooseStart(variable);
    if (current === null) return null;
    const best = listOf(variable, 'best_candidates');
    const other = crosses && best.length >= 2 ? this.#draw(best) : null;
    return other === null
      ? this.mutate(variable, current, batch)
      : this.merge(variable, { current, other }, batch);
  }

  #select(candidates: readonly JsonObject[]): JsonObject | null {
    if (candidates.length === 0) return null;
    if (this.selection === 'random') return this.#draw(candidates);
    if (this.selection === 'best') return byReward(candidates)[0] ?? null;
    const rewards = candidates.map((candidate) => rewardOf(candidate) ?? 0);
    const probabilities = softmaxFloat32(rewards, this.selectionTemperature);
    const [index = 0] = this.streams.numpy.weightedChoice(candidates.length, 1, probabilities);
    return candidates[index] ?? null;
  }

  #draw(candidates: readonly JsonObject[]): JsonObject | null {
    return candidates.length === 0
      ? null
      : (candidates[this.streams.python.choiceIndex(candidates.length)] ?? null);
  }
}

/** @throws ArgumentError `bad-selection` */
export function checkSelection(selection: string): Selection {
  const known = SELECTIONS.find((name) => name === selection);
  if (known) return known;
  throw new ArgumentError(
    'bad-selection',
    `Parameter \`selection\` should be between ${repr([...SELECTIONS])}. Received: ${selection}`,
    { details: { selection } },
  );
}
