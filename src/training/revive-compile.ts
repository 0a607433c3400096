import { TrainingError } from '../base/errors.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { atPath, badFile } from '../programs/bad-file.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { RewardFunctionWrapper } from '../rewards/reward-function-wrapper.ts';
import type { Reward } from '../rewards/reward.ts';
import { metricClasses, optimizerClasses, rewardClasses } from './known-classes.ts';
import { reviveFunction, reviveObject } from './revive-object.ts';
import type { ReviveContext } from './revive-object.ts';
import type { TrainerOptions } from './trainer.ts';

/** What takes the place of parts of a compile config. */
export interface CompileParts extends ReviveContext {
  readonly reward?: Reward;
  readonly optimizer?: Optimizer;
}

/** `reward_weights` and `run_eagerly` mean nothing here: Python does not apply them as it should. */
const KEYS: readonly string[] = [
  'optimizer',
  'reward',
  'metrics',
  'reward_weights',
  'run_eagerly',
  'steps_per_execution',
];

/**
 * Reads the compile config of a program file.
 *
 * @throws ProgramError `bad-file`, `unknown-class`, `unknown-field` with `details.path`; TrainingError `no-reward`
 */
export function reviveCompile(config: JsonObject, given: CompileParts): TrainerOptions {
  const reader = new ConfigReader('Program.compile()', config);
  for (const key of KEYS) reader.has(key);
  atPath('compile_config', () => reader.finish());
  const metrics = config.get('metrics') ?? [];
  if (!isJsonArray(metrics)) throw badFile('compile_config.metrics', 'the metrics are no list');
  return {
    optimizer: given.optimizer ?? readOptimizer(config.get('optimizer') ?? null, given),
    reward: given.reward ?? readReward(config.get('reward') ?? null, given),
    metrics: metrics.map((metric, index) =>
      reviveObject<Metric>(metricClasses, metric, `compile_config.metrics[${index}]`, given),
    ),
    stepsPerExecution: readCount(config.get('steps_per_execution') ?? 1n),
  };
}

/** Python takes anything for a count, and finds out in training; what is none counts as one. */
const readCount = (value: JsonValue): number => (typeof value === 'bigint' && value > 0n ? Number(value) : 1);

function readOptimizer(envelope: JsonValue, parts: ReviveContext): Optimizer | null {
  return envelope === null
    ? null
    : reviveObject<Optimizer>(optimizerClasses, envelope, 'compile_config.optimizer', parts);
}

function readReward(envelope: JsonValue, parts: ReviveContext): Reward {
  if (envelope === null) throw new TrainingError('no-reward', 'The file names no reward.');
  const path = 'compile_config.reward';
  const isFunction = isJsonObject(envelope) && envelope.get('class_name') === 'function';
  return isFunction
    ? new RewardFunctionWrapper(reviveFunction(envelope, path, parts))
    : reviveObject<Reward>(rewardClasses, envelope, path, parts);
}
