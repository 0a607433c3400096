import type { OptionNames } from '../base/check-options.ts';
import type { CallControl } from '../base/call-control.ts';
import type { ClassIdentity } from '../programs/module.ts';
import { automaticName, checkName } from '../programs/names.ts';
import { TRAINABLE_FIELDS } from '../programs/trainable-state.ts';
import { Variable } from '../programs/variable.ts';
import { jsonEquals } from '../python/equality.ts';
import { softmaxFloat32 } from '../python/float32.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { RandomStreams } from '../python/random-streams.ts';
import { CandidateIndex } from './candidate-index.ts';
import type { DistinctBy } from './candidate-index.ts';
import {
  appended,
  bestOf,
  CANDIDATE_DROPS,
  byReward,
  competitors,
  listOf,
  rewardOf,
  takeOver,
  withoutFields,
} from './candidates.ts';
import type { TrainingBatch } from './training-batch.ts';

/** What every optimizer can be given. */
export interface OptimizerOptions {
  /** @default the class name in snake_case, made unique by a number */
  readonly name?: string | null;
  /** @default what the class says of itself */
  readonly description?: string | null;
  /** How many of the best candidates live on to the next epoch. @default 10 */
  readonly populationSize?: number;
  /** The higher, the more evenly is drawn. @default 0.3 */
  readonly samplingTemperature?: number;
  /**
   * Candidates differ by their instructions and examples, or by their instructions alone.
   *
   * `Differs from Synalinks:` which keeps only the first set of examples for each instruction text, so that better
   * ones are scored and forgotten; `'instructions'` brings that back. @default 'examples'
   */
  readonly distinctBy?: DistinctBy;
}

export const optimizerNames: OptionNames<OptimizerOptions> = {
  name: true,
  description: true,
  populationSize: true,
  samplingTemperature: true,
  distinctBy: true,
};

/** How an epoch ends. */
export interface EpochEndOptions extends CallControl {
  /** What a variable is to end the epoch with. @default the best of its candidates */
  readonly choose?: (variable: Variable) => JsonObject | undefined;
}

const ITERATIONS_SCHEMA = jsonObject(['title', 'Iterations'], ['type', 'object']);

/** A variable that nobody has used yet counts as this good, so that it is not the one to change. */
const UNVISITED_REWARD = 100_000;

/**
 * Changes a program's trainable variables between batches, and keeps what scored best.
 *
 * A subclass proposes candidates; this base gives them their turn, scores and ranks them. Follows
 * `synalinks.Optimizer`.
 */
export abstract class Optimizer {
  /** How this class is named in program files. */
  abstract readonly identity: ClassIdentity;
  readonly name: string;
  readonly description: string;
  readonly populationSize: number;
  readonly samplingTemperature: number;
  readonly distinctBy: DistinctBy;
  /** Where draws come from; the trainer puts its own here. */
  streams = new RandomStreams();
  readonly #iterations: Variable;
  readonly #index: CandidateIndex;

  constructor(className: string, description: string, options: OptimizerOptions = {}) {
    this.name = options.name ? checkName(options.name) : automaticName(className);
    this.description = options.description ?? description;
    this.populationSize = options.populationSize ?? 10;
    this.samplingTemperature = options.samplingTemperature ?? 0.3;
    this.distinctBy = options.distinctBy ?? 'examples';
    this.#index = new CandidateIndex(this.distinctBy);
    this.#iterations = new Variable({
      scope: this.name,
      name: `iterations_${this.name}`,
      schema: ITERATIONS_SCHEMA,
      value: jsonObject(['iterations', 0n], ['epochs', 0n]),
      trainable: false,
    });
  }

  /** How many epochs it has seen, over all runs. */
  get epochs(): number {
    return Number(this.#iterations.get('epochs') ?? 0);
  }

  /** How many batches and epochs it has seen, over all runs. */
  get variables(): readonly Variable[] {
    return [this.#iterations];
  }

  /** The state to write to a program file, keys in Synalinks' order. */
  abstract getConfig(): JsonObject;

  /** Changes the variables to something that may be better; it is scored after that. */
  abstract proposeCandidates(variables: readonly Variable[], batch: TrainingBatch): void | Promise<void>;

  /**
   * Makes sure that it has all it needs to train; called before a run begins, or goes on.
   *
   * @throws TrainingError when something is missing
   */
  checkReady(): void {
    // Most need nothing.
  }

  /**
   * Makes the variables ready for a run.
   *
   * `Differs from Synalinks:` what an earlier run found stays in the population; `fromSeeds` forgets it, as Synalinks
   * does.
   */
  onTrainBegin(variables: readonly Variable[], options: { readonly fromSeeds: boolean }): void {
    for (const variable of variables) {
      if (listOf(variable, 'seed_candidates').length === 0) {
        variable.update([['seed_candidates', [withoutFields(variable.value, SEED_DROPS)]]]);
      }
      variable.update([['candidates', []]]);
      if (options.fromSeeds) variable.update([['best_candidates', []]]);
    }
  }

  onEpochBegin(variables: readonly Variable[]): void {
    for (const variable of variables) {
      variable.update([
        ['predictions', []],
        ['candidates', []],
      ]);
    }
  }

  /** Starts the batch from one of the best candidates, or from a seed while there are none. */
  onBatchBegin(variables: readonly Variable[]): void {
    for (const variable of variables) {
      const start = this.chooseStart(variable);
      if (start) takeOver(variable, start);
      variable.update([
        ['nb_visit', 0n],
        ['cumulative_reward', 0],
      ]);
    }
  }

  onBatchEnd(variables: readonly Variable[]): void {
    for (const variable of variables) takeOver(variable, bestOf(competitors(variable)));
    this.#count('iterations');
  }

  /** Keeps the best candidates for the next epoch, and puts the very best, or what is chosen, into the variables. */
  onEpochEnd(variables: readonly Variable[], { choose }: EpochEndOptions = {}): void | Promise<void> {
    for (const variable of variables) {
      const all = byReward(competitors(variable));
      const best = choose?.(variable) ?? all[0];
      if (!best) continue;
      variable.update([['best_candidates', all.slice(0, this.populationSize)]]);
      takeOver(variable, best);
      const kept = withoutFields(best, ['reward']);
      const history = listOf(variable, 'history');
      const last = history.at(-1);
      if (last === undefined || !jsonEquals(last, kept)) variable.update([['history', [...history, kept]]]);
    }
    this.#count('epochs');
  }

  onTrainEnd(variables: readonly Variable[]): void {
    for (const variable of variables) takeOver(variable, bestOf(competitors(variable)));
  }

  /** Gives a batch's predictions of one variable their rewards. */
  recordPredictions(variable: Variable, predictions: readonly JsonObject[]): void {
    const rewards = predictions.map(rewardOf).filter((reward) => reward !== null);
    if (rewards.length === 0) return;
    variable.update([
      ['nb_visit', BigInt(rewards.length)],
      ['cumulative_reward', rewards.reduce((sum, reward) => sum + reward, 0)],
      ['predictions', appended(listOf(variable, 'predictions'), predictions)],
    ]);
  }

  /** Keeps what the variable is now as a candidate of this reward, unless there is one like it. */
  maybeAddCandidate(variable: Variable, reward: number): void {
    const [best, candidates] = [listOf(variable, 'best_candidates'), listOf(variable, 'candidates')];
    const candidate = new Map<string, JsonValue>([
      ...withoutFields(variable.value, CANDIDATE_DROPS),
      ['examples', listOf(variable, 'examples')],
      ['reward', reward],
    ]);
    const key = this.#index.keyOf(candidate);
    if (this.#index.has(best, key) || this.#index.has(candidates, key)) return;
    variable.update([['candidates', this.#index.with(candidates, candidate)]]);
  }

  /** Corrects the score of the candidates that the variables are now: a validation says more than a minibatch. */
  onValidated(variables: readonly Variable[], reward: number): void {
    for (const variable of variables) {
      const key = this.#index.keyOf(variable.value);
      const correct = (candidate: JsonObject): JsonObject =>
        this.#index.keyOf(candidate) === key ? new Map([...candidate, ['reward', reward]]) : candidate;
      for (const field of ['candidates', 'best_candidates']) {
        variable.update([[field, listOf(variable, field).map(correct)]]);
      }
    }
  }

  /** The candidate to start a batch from; null when there is none, and the variable stays as it is. */
  protected chooseStart(variable: Variable): JsonObject | null {
    const best = listOf(variable, 'best_candidates');
    const from = best.length > 0 ? best : listOf(variable, 'seed_candidates');
    return from.length === 0 ? null : (from[this.streams.python.choiceIndex(from.length)] ?? null);
  }

  /** Draws which variables to change: those of one name, the more likely the less they have earned. */
  protected chooseVariables(variables: readonly Variable[]): readonly Variable[] {
    const rewards = variables.map((variable) => {
      const visits = Number(variable.get('nb_visit') ?? 0);
      return visits === 0 ? UNVISITED_REWARD : Number(variable.get('cumulative_reward') ?? 0) / visits;
    });
    const probabilities = softmaxFloat32(
      rewards.map((reward) => -reward),
      this.samplingTemperature,
    );
    const [index] = this.streams.numpy.weightedChoice(variables.length, 1, probabilities);
    const chosen = variables[index ?? 0];
    return variables.filter((variable) => variable.name === chosen?.name);
  }

  #count(field: 'iterations' | 'epochs'): void {
    this.#iterations.update([[field, BigInt(Number(this.#iterations.get(field) ?? 0)) + 1n]]);
  }
}

const SEED_DROPS = TRAINABLE_FIELDS.filter((field) => field !== 'examples');
