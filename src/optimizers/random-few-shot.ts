import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Variable } from '../programs/variable.ts';
import type { JsonObject } from '../python/json-value.ts';
import { checkSampling, GreedyOptimizer } from './greedy-optimizer.ts';
import type { GreedyOptions } from './greedy-optimizer.ts';
import { optimizerNames } from './optimizer.ts';

/** What a `RandomFewShot` can be given. */
export type RandomFewShotOptions = GreedyOptions;

const names: OptionNames<RandomFewShotOptions> = {
  ...optimizerNames,
  nbMinExamples: true,
  nbMaxExamples: true,
  sampling: true,
};

const DESCRIPTION = "Sample among the best predictions to populate the LM's prompt.";

/**
 * Puts the program's own predictions into its prompt as examples, and keeps the sets that score best.
 *
 * Predictions with a reward of 0 may be drawn as well, less likely under `'softmax'`. Follows
 * `synalinks.optimizers.RandomFewShot`, draw by draw.
 *
 * @example program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot({ nbMaxExamples: 24 }) });
 */
export class RandomFewShot extends GreedyOptimizer {
  readonly identity = { module: 'synalinks.optimizers', className: 'RandomFewShot' };

  /** @throws ArgumentError `unknown-option`, `bad-sampling`, `bad-range` */
  constructor(options: RandomFewShotOptions = {}) {
    if (new.target === RandomFewShot) checkOptions('RandomFewShot', options, names);
    super('RandomFewShot', DESCRIPTION, options);
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

  proposeCandidates(variables: readonly Variable[]): void {
    for (const variable of this.chooseVariables(variables)) {
      const examples = this.samplePredictions(variable);
      if (examples.length > 0) variable.update([['examples', examples]]);
    }
  }
}
