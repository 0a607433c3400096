import { ArgumentError } from '../base/errors.ts';
import type { Variable } from '../programs/variable.ts';
import { softmaxFloat32 } from '../python/float32.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { byReward, listOf, rewardOf } from './candidates.ts';
import { Optimizer } from './optimizer.ts';
import type { OptimizerOptions } from './optimizer.ts';

const SAMPLINGS = ['random', 'best', 'softmax'] as const;

/** How examples are drawn from the predictions. */
export type Sampling = (typeof SAMPLINGS)[number];

/** What every greedy optimizer can be given. */
export interface GreedyOptions extends OptimizerOptions {
  /** The fewest examples in a prompt. @default 1 */
  readonly nbMinExamples?: number;
  /** The most examples in a prompt. @default 3 */
  readonly nbMaxExamples?: number;
  /** Evenly, the best ones, or the likelier the higher the reward. @default 'softmax' */
  readonly sampling?: Sampling;
}

/**
 * Makes candidates of the program's own predictions: a subclass proposes, with examples that this base draws.
 *
 * Follows `synalinks.optimizers.GreedyOptimizer`, draw by draw.
 */
export abstract class GreedyOptimizer extends Optimizer {
  readonly nbMinExamples: number;
  readonly nbMaxExamples: number;
  readonly sampling: Sampling;

  /** @throws ArgumentError `bad-sampling`, `bad-range` */
  constructor(className: string, description: string, options: GreedyOptions = {}) {
    super(className, description, options);
    this.nbMinExamples = options.nbMinExamples ?? 1;
    this.nbMaxExamples = options.nbMaxExamples ?? 3;
    this.sampling = checkSampling(options.sampling ?? 'softmax');
    if (this.nbMinExamples <= this.nbMaxExamples) return;
    throw new ArgumentError(
      'bad-range',
      `nbMinExamples is ${this.nbMinExamples} and nbMaxExamples is ${this.nbMaxExamples}. Expected the first to be the smaller one.`,
    );
  }

  getConfig(): JsonObject {
    return jsonObject(
      ['population_size', BigInt(this.populationSize)],
      ['name', this.name],
      ['description', this.description],
      ['nb_min_examples', BigInt(this.nbMinExamples)],
      ['nb_max_examples', BigInt(this.nbMaxExamples)],
      ['sampling', this.sampling],
      ['sampling_temperature', this.samplingTemperature],
    );
  }

  /** Draws examples from a variable's predictions; none when the draw says so, or when there are no predictions. */
  protected samplePredictions(variable: Variable): readonly JsonObject[] {
    const { numpy } = this.streams;
    const predictions = listOf(variable, 'predictions');
    const size = numpy.randint(this.nbMinExamples, this.nbMaxExamples + 1);
    if (size === 0) return [];
    if (predictions.length <= size) return predictions;
    if (this.sampling === 'best') return byReward(predictions).slice(0, size);
    const indices =
      this.sampling === 'random'
        ? numpy.choice(predictions.length, size)
        : numpy.weightedChoice(predictions.length, size, this.#probabilities(predictions));
    return indices.map((index) => predictions[index]).filter((prediction) => prediction !== undefined);
  }

  #probabilities(predictions: readonly JsonObject[]): Float32Array {
    const rewards = predictions.map((prediction) => rewardOf(prediction) ?? 0);
    return softmaxFloat32(rewards, this.samplingTemperature);
  }
}

/** @throws ArgumentError `bad-sampling` */
export function checkSampling(sampling: string): Sampling {
  const known = SAMPLINGS.find((name) => name === sampling);
  if (known) return known;
  throw new ArgumentError(
    'bad-sampling',
    `Parameter \`sampling\` should be between ['random', 'best', 'softmax']. Received: ${sampling}`,
    { details: { sampling } },
  );
}
