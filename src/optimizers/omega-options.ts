import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Revive } from '../data/config-reader.ts';
import type { EmbedFunction, EmbeddingOptions } from '../data/embedding.ts';
import type { JsonObject } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { checkSelection } from './evolutionary-optimizer.ts';
import type { EvolutionaryOptions } from './evolutionary-optimizer.ts';
import type { Distance } from './novelty-search.ts';
import { optimizerNames } from './optimizer.ts';

const ALGORITHMS = ['ga', 'dns'] as const;

/** Who survives an epoch: the best by reward alone, or by dominated novelty search. */
export type EvolutionAlgorithm = (typeof ALGORITHMS)[number];

/** What an `OMEGA` can be given; names and defaults are Synalinks'. */
export interface OMEGAOptions extends EvolutionaryOptions, EmbeddingOptions {
  /** What the optimizer should know of the task. @default nothing */
  readonly instructions?: string | null;
  /** How much the language model reasons by itself. @default null */
  readonly reasoningEffort?: string | null;
  /** Lets the language model think before it writes a candidate: better, but longer answers. @default true */
  readonly useChainOfThought?: boolean;
  /** How many neighbours a candidate has: one nearer than `1 / kNearestFitter` is a neighbour. @default 5 */
  readonly kNearestFitter?: number;
  /** How far two candidates are apart, from 0 to 1. @default by the meaning of their fields: it needs `embed` */
  readonly distanceFunction?: Distance | null;
  /** @default 'dns' */
  readonly algorithm?: EvolutionAlgorithm;
  /**
   * Ends an epoch as Synalinks does: it is not counted, so that no crossover ever happens, nothing goes into the
   * history, and the variable is left as the last batch left it. @default false
   */
  readonly bareEpochEnd?: boolean;
  /**
   * Takes a candidate's reward for one of its fields when candidates are compared, as Synalinks does: the same texts
   * with other rewards are then not the same. @default false
   */
  readonly embedsReward?: boolean;
}

export const omegaNames: OptionNames<OMEGAOptions> = {
  ...optimizerNames,
  languageModel: true,
  mutationTemperature: true,
  crossoverTemperature: true,
  selection: true,
  selectionTemperature: true,
  mergingRate: true,
  embed: true,
  embeddingModel: true,
  instructions: true,
  reasoningEffort: true,
  useChainOfThought: true,
  kNearestFitter: true,
  distanceFunction: true,
  algorithm: true,
  bareEpochEnd: true,
  embedsReward: true,
};

/** Reads the config of an OMEGA. @throws DataError `bad-field`, `unknown-field`; ArgumentError `bad-selection`, `bad-algorithm` */
export function readOMEGAOptions(config: JsonObject, revive: Revive): OMEGAOptions {
  const reader = new ConfigReader('OMEGA', config);
  const options = {
    name: reader.string('name'),
    description: reader.string('description'),
    ...readNumbers(reader),
    selection: checkSelection(reader.string('selection') ?? 'softmax'),
    ...readModels(reader, revive),
    instructions: reader.string('instructions'),
    reasoningEffort: reader.string('reasoning_effort'),
    useChainOfThought: reader.value('use_chain_of_thought') !== false,
    algorithm: checkAlgorithm(reader.string('algorithm') ?? 'dns'),
  };
  reader.finish();
  return options;
}

function readNumbers(reader: ConfigReader): Partial<OMEGAOptions> {
  const numbers = {
    populationSize: reader.number('population_size'),
    mergingRate: reader.number('merging_rate'),
    mutationTemperature: reader.number('mutation_temperature'),
    crossoverTemperature: reader.number('crossover_temperature'),
    selectionTemperature: reader.number('selection_temperature'),
    kNearestFitter: reader.number('k_nearest_fitter'),
  };
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== null));
}

function readModels(reader: ConfigReader, revive: Revive): Partial<OMEGAOptions> {
  const [model, embeddingModel] = [reader.value('language_model'), reader.value('embedding_model')];
  const embed = embeddingModel === null ? null : revive(embeddingModel);
  return {
    languageModel: model === null ? null : (revive(model) as OMEGAOptions['languageModel'] & object),
    embed: typeof embed === 'function' ? (embed as EmbedFunction) : null,
    embeddingModel,
  };
}

/** @throws ArgumentError `bad-algorithm` */
export function checkAlgorithm(algorithm: string): EvolutionAlgorithm {
  const known = ALGORITHMS.find((name) => name === algorithm);
  if (known) return known;
  throw new ArgumentError(
    'bad-algorithm',
    `Parameter \`algorithm\` should be between ${repr([...ALGORITHMS])}. Received: ${algorithm}`,
    { details: { algorithm } },
  );
}

/** @throws ArgumentError `bad-range` */
export function checkNeighbours(count: number): number {
  if (Number.isInteger(count) && count > 0) return count;
  throw new ArgumentError(
    'bad-range',
    `kNearestFitter is ${count}. Expected a whole number above 0: candidates nearer than 1 / kNearestFitter are neighbours.`,
  );
}
