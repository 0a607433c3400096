import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError, TidemarkError } from '../base/errors.ts';
import type { ScoreFunction } from '../data/score-function.ts';
import { MeanMetricWrapper } from '../metrics/mean-metric-wrapper.ts';
import { Metric } from '../metrics/metric.ts';
import { Optimizer } from '../optimizers/optimizer.ts';
import { snakeCase } from '../programs/names.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';
import { RewardFunctionWrapper } from '../rewards/reward-function-wrapper.ts';
import { Reward } from '../rewards/reward.ts';
import { badOption } from './check-count.ts';
import { metricClasses, optimizerClasses, rewardClasses } from './known-classes.ts';
import type { Factories } from './known-classes.ts';
import { reviveObject } from './revive-object.ts';
import type { TrainerOptions } from './trainer.ts';

/** An optimizer that needs nothing but its name; `OMEGA` needs a language model, so it is no name. */
export type OptimizerName = 'RandomFewShot' | 'random_few_shot';

/** A reward that needs nothing but its name. */
export type RewardName = 'ExactMatch' | 'exact_match';

/** A metric that needs nothing but its name, which becomes its name in the logs too. */
export type MetricName =
  | 'Accuracy'
  | 'accuracy'
  | 'BinaryAccuracy'
  | 'binary_accuracy'
  | 'BinaryF1Score'
  | 'binary_f1_score'
  | 'BinaryFBetaScore'
  | 'binary_f_beta_score'
  | 'BinaryPrecision'
  | 'binary_precision'
  | 'BinaryRecall'
  | 'binary_recall'
  | 'CategoricalAccuracy'
  | 'categorical_accuracy'
  | 'CategoricalF1Score'
  | 'categorical_f1_score'
  | 'CategoricalFBetaScore'
  | 'categorical_f_beta_score'
  | 'CategoricalPrecision'
  | 'categorical_precision'
  | 'CategoricalRecall'
  | 'categorical_recall'
  | 'F1Score'
  | 'f1_score'
  | 'FBetaScore'
  | 'f_beta_score'
  | 'GapK'
  | 'gap_k'
  | 'PassAtK'
  | 'pass_at_k'
  | 'PassHatK'
  | 'pass_hat_k'
  | 'Precision'
  | 'precision'
  | 'Recall'
  | 'recall';

/**
 * An object as it stands in a program file: a class, and its config with keys in snake_case. Numbers in a plain config
 * are what the class takes, ints or floats.
 */
export interface ObjectConfig<ClassName extends string> {
  readonly class_name: ClassName;
  readonly config: JsonObject | { readonly [field: string]: unknown };
}

/** How a program is trained and judged. */
export interface CompileOptions extends Pick<TrainerOptions, 'stepsPerExecution'> {
  /** Changes the program; without one it can only be judged. @default null */
  readonly optimizer?: Optimizer | OptimizerName | ObjectConfig<keyof typeof optimizerClasses> | null;
  /** Says how good a prediction is; a plain function is wrapped, as `RewardFunctionWrapper` does. */
  readonly reward: Reward | RewardName | ObjectConfig<keyof typeof rewardClasses> | ScoreFunction;
  /** Measures beside the reward; a plain function is averaged, as `MeanMetricWrapper` does. @default none */
  readonly metrics?: readonly (
    Metric | MetricName | ObjectConfig<keyof typeof metricClasses> | ScoreFunction
  )[];
}

const names: OptionNames<CompileOptions> = {
  optimizer: true,
  reward: true,
  metrics: true,
  stepsPerExecution: true,
};

/**
 * Makes what is only named.
 *
 * Follows `get` of `synalinks.optimizers`, `.rewards` and `.metrics`: names in CamelCase or snake_case, whatever the case.
 *
 * @throws ArgumentError `unknown-option`, `unknown-identifier`, and what the class refuses
 */
export function resolveCompile(options: CompileOptions): TrainerOptions {
  checkOptions('compile', options, names);
  const { optimizer = null, reward, metrics = [], ...rest } = options;
  checkCompile({ optimizer, reward, metrics });
  return {
    ...rest,
    optimizer:
      optimizer === null || optimizer instanceof Optimizer
        ? optimizer
        : make<Optimizer>(optimizerClasses, optimizer, 'optimizer'),
    reward: resolveReward(reward),
    metrics: metrics.map(resolveMetric),
  };
}

/** Refuses what authors without types mistake for an instance, or for a list; a class would count as a function. */
function checkCompile({
  optimizer,
  reward,
  metrics,
}: { readonly [Name in keyof CompileOptions]: unknown }): void {
  if (!Array.isArray(metrics)) throw badOption('metrics', shown(metrics), 'a list');
  const aClass = [optimizer, reward, ...(metrics as readonly unknown[])].find(isClass);
  if (!aClass) return;
  throw new ArgumentError(
    'unknown-identifier',
    `The class ${aClass.name} was passed itself. Expected an instance of it: new ${aClass.name}(…).`,
    { details: { className: aClass.name } },
  );
}

function isClass(given: unknown): given is { readonly name: string } {
  const prototype: unknown = typeof given === 'function' ? given.prototype : null;
  return [Optimizer, Reward, Metric].some((base) => prototype instanceof base);
}

function resolveReward(reward: CompileOptions['reward']): Reward {
  if (reward instanceof Reward) return reward;
  if (typeof reward !== 'function') return make<Reward>(rewardClasses, reward, 'reward');
  return new RewardFunctionWrapper(reward, { name: functionName(reward) });
}

function resolveMetric(metric: NonNullable<CompileOptions['metrics']>[number]): Metric {
  if (metric instanceof Metric) return metric;
  if (typeof metric !== 'function') return make<Metric>(metricClasses, metric, 'metric');
  return new MeanMetricWrapper(metric, { name: functionName(metric) });
}

/** A function without a name gets an automatic one. */
const functionName = ({ name }: ScoreFunction): string | null => (name === '' ? null : snakeCase(name));

function make<T>(classes: Factories<T>, identifier: string | ObjectConfig<string>, kind: string): T {
  try {
    return reviveObject(classes, toEnvelope(identifier), kind);
  } catch (cause) {
    if (!(cause instanceof TidemarkError)) throw cause;
    throw new ArgumentError(
      'unknown-identifier',
      `Could not interpret ${kind} identifier: ${shown(identifier)}. Expected one of ` +
        `${Object.keys(classes).join(', ')}, { class_name, config }, or an instance.${reasonOf(cause)}`,
      { details: { kind }, cause },
    );
  }
}

function toEnvelope(identifier: string | ObjectConfig<string>): JsonValue {
  if (typeof identifier !== 'object' || identifier === null) return identifier;
  const { class_name: className, config } = identifier;
  return jsonObject(['class_name', className], ['config', isJsonObject(config) ? config : toConfig(config)]);
}

/** JavaScript cannot tell 2.0 from 2, and some classes want the former: none minds a float for an int. */
function toConfig(config: unknown): JsonValue {
  if (typeof config !== 'object' || config === null) return null;
  const entries = Object.entries(config);
  return new Map(
    entries.map(([field, value]) => [field, typeof value === 'number' ? value : toJsonValue(value)]),
  );
}

/** What the class itself said of its config. */
const reasonOf = ({ cause }: TidemarkError): string =>
  cause instanceof TidemarkError ? ` ${cause.message}` : '';

const shown = (identifier: unknown): string =>
  (JSON.stringify(identifier) ?? String(identifier)).slice(0, 80);
