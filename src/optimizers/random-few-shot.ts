import { ArgumentError } from '../base/errors.ts';
import { ConfigReader } from '../data/config-reader.ts';
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

/** What a `RandomFewShot` can be given. */
export interface RandomFewShotOptions extends OptimizerOptions {
  /** The fewest examples in a prompt. @default 1 */
  readonly nbMinExamples?: number;
  /** The most examples in a prompt. @default 3 */
  readonly nbMaxExamples?: number;
  /** Evenly, the best ones, or the likelier the higher the reward. @default 'softmax' */
  readonly sampling?: Sampling;
}

const DESCRIPTION = "Sample among the best predictions to populate the LM's prompt.";

/**
 * Puts the program's own predictions into its prompt as examples, and keeps the sets that score best.
 *
 * Predictions with a reward of 0 may be drawn as well, less likely under `'softmax'`. Follows
 * `synalinks.optimizers.RandomFewShot`, draw by draw.
 *
 * @example program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot({ nbMaxExamples: 24 }) });
 */
export class RandomFewShot extends Optimizer {
  readonly identity = { module: 'synalinks.optimizers', className: 'RandomFewShot' };
  readonly nbMinExamples: number;
  readonly nbMaxExamples: number;
  readonly sampling: Sampling;

  /** @throws ArgumentError `bad-sampling`, `bad-range` */
  constructor(options: RandomFewShotOptions = {}) {
    super('RandomFewShot', DESCRIPTION, options);
    this.nbMinExamples = options.nbMinExamples ?? 1;
    this.nbMaxExamples = options.nbMaxExamples ?? 3;
    this.sampling = checkSampling(options.sampling ?? 'softmax');
    if (this.nbMinExamples <= this.nbMaxExamples) return;
    throw new ArgumentError(
      'bad-range',
      `nbMinExamples is ${this.nbMinExamples} and nbMaxExamples is ${this.nbMaxExamples}. Expected the first to be the smaller one.`,
    );
  }

  /** @throws DataError `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject): RandomFewShot {
    const reader = new ConfigReader('RandomFewShot', config);
    const options = {
      populationSize: reader.number('population_size') ?? 10,
      name: reader.string('name'),
      description: reader.string('description'),
      nbMinExamples: reader.number('nb_min_examples') ?? 1,
      nbMaxExamples: reader.number('nb_max_examples') ?? 3,
      sampling: checkSampling(reader.string('sampling') ?? 'softmax'),
      samplingTemperature: reader.number('sampling_temperature') ?? 0.3,
    };
    reader.finish();
    return new RandomFewShot(options);
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

  proposeCandidates(variables: readonly Variable[]): void {
    for (const variable of this.chooseVariables(variables)) {
      const examples = this.#sample(listOf(variable, 'predictions'));
      if (examples.length > 0) variable.update([['examples', examples]]);
    }
  }

  #sample(predictions: readonly JsonObject[]): readonly JsonObject[] {
    const { numpy } = this.streams;
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

function checkSampling(sampling: string): Sampling {
  const known = SAMPLINGS.find((name) => name === sampling);
  if (known) return known;
  throw new ArgumentError(
    'bad-sampling',
    `Parameter \`sampling\` should be between ['random', 'best', 'softmax']. Received: ${sampling}`,
    { details: { sampling } },
  );
}
