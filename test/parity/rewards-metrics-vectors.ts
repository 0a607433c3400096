import type { Revive } from '../../src/data/config-reader.ts';
import { exactMatch } from '../../src/data/exact-match.ts';
import { JsonDataModel } from '../../src/data/json-data-model.ts';
import type { ScoreFunction } from '../../src/data/score-function.ts';
import { Accuracy } from '../../src/metrics/accuracy.ts';
import { BatchMetric } from '../../src/metrics/batch-metric.ts';
import { BinaryAccuracy } from '../../src/metrics/binary-accuracy.ts';
import { BinaryF1Score } from '../../src/metrics/binary-f1-score.ts';
import { BinaryFBetaScore } from '../../src/metrics/binary-f-beta-score.ts';
import { BinaryPrecision } from '../../src/metrics/binary-precision.ts';
import { BinaryRecall } from '../../src/metrics/binary-recall.ts';
import { CategoricalAccuracy } from '../../src/metrics/categorical-accuracy.ts';
import { CategoricalF1Score } from '../../src/metrics/categorical-f1-score.ts';
import { CategoricalFBetaScore } from '../../src/metrics/categorical-f-beta-score.ts';
import { CategoricalPrecision } from '../../src/metrics/categorical-precision.ts';
import { CategoricalRecall } from '../../src/metrics/categorical-recall.ts';
import { F1Score } from '../../src/metrics/f1-score.ts';
import { FBetaScore } from '../../src/metrics/f-beta-score.ts';
import { GapK } from '../../src/metrics/gap-k.ts';
import { MeanMetricWrapper } from '../../src/metrics/mean-metric-wrapper.ts';
import { Mean } from '../../src/metrics/mean.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { PassAtK } from '../../src/metrics/pass-at-k.ts';
import { PassHatK } from '../../src/metrics/pass-hat-k.ts';
import { Precision } from '../../src/metrics/precision.ts';
import { Recall } from '../../src/metrics/recall.ts';
import type { MeanValues } from '../../src/metrics/running-mean.ts';
import { Sum } from '../../src/metrics/sum.ts';
import { resetAutomaticNames } from '../../src/programs/names.ts';
import { sumFloat32 } from '../../src/python/float32.ts';
import { isJsonArray, isJsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { repr } from '../../src/python/repr.ts';
import { ExactMatch } from '../../src/rewards/exact-match.ts';
import { reduceRewards } from '../../src/rewards/reduction.ts';
import type { Reduction } from '../../src/rewards/reduction.ts';
import { RewardFunctionWrapper } from '../../src/rewards/reward-function-wrapper.ts';
import type { Reward } from '../../src/rewards/reward.ts';
import { differs, held, heldByRule, isSameJson, parseRecorded } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

/** A target or a prediction, by the place of its schema in the table of the vector. */
type Side = { readonly schema: number; readonly json: string } | null;

interface RecordedError {
  readonly type: string;
  readonly message: string;
}

interface ReductionVector extends Vector {
  readonly kind: 'reduce_rewards';
  readonly rewards_json: string;
  readonly reduction: Reduction;
  readonly result_json: string;
}

interface RewardVector extends Vector {
  readonly kind: 'reward';
  readonly class: string;
  readonly config_json: string;
  readonly schemas_json: readonly string[];
  readonly construct_error?: RecordedError;
  readonly samples?: readonly {
    readonly y_true: Side;
    readonly y_pred: Side;
    readonly reward_json?: string;
    readonly error?: RecordedError;
  }[];
}

interface Snapshot {
  readonly result_json: string;
  readonly state_json: string;
}

interface Step {
  readonly op: 'update' | 'update_batch' | 'reset';
  readonly values_json?: string;
  readonly y_true?: Side | readonly Side[];
  readonly y_pred?: Side | readonly Side[];
  readonly after: Snapshot;
  readonly error?: RecordedError;
}

interface MetricVector extends Vector {
  readonly kind: 'metric';
  readonly class: string;
  readonly config_json: string;
  readonly schemas_json: readonly string[];
  readonly construct_error?: RecordedError;
  readonly name: string;
  readonly direction: string | null;
  readonly variable_path: string;
  readonly saved_config_json: string;
  readonly initial: Snapshot;
  readonly steps: readonly Step[];
}

/** How a reward or a metric is made of a config. */
interface Maker<T> {
  fromConfig(config: JsonObject, revive: Revive): T;
}

const rewards: Readonly<Record<string, Maker<Reward>>> = { ExactMatch, RewardFunctionWrapper };

const metrics: Readonly<Record<string, Maker<Metric>>> = {
  Accuracy,
  BinaryAccuracy,
  BinaryF1Score,
  BinaryFBetaScore,
  BinaryPrecision,
  BinaryRecall,
  CategoricalAccuracy,
  CategoricalF1Score,
  CategoricalFBetaScore,
  CategoricalPrecision,
  CategoricalRecall,
  F1Score,
  FBetaScore,
  GapK,
  Mean,
  MeanMetricWrapper,
  PassAtK,
  PassHatK,
  Precision,
  Recall,
  Sum,
};

/** Repeats a reduction, the scoring of samples, or the life of a metric. */
export function checkRewardsMetricsVector(vector: Vector): Verdict | Promise<Verdict> {
  const recorded = vector as ReductionVector | RewardVector | MetricVector;
  if (recorded.kind === 'reduce_rewards') return checkReduction(recorded);
  if (recorded.kind === 'reward') return checkReward(recorded);
  return recorded.tags.includes('unusable') ? checkUnusable(recorded) : checkMetric(recorded);
}

function checkReduction(vector: ReductionVector): Verdict {
  const values = parseRecorded(vector.rewards_json) as readonly number[];
  return compare('result', vector.result_json, reduceRewards(values.map(Number), vector.reduction)) ?? held;
}

async function checkReward(vector: RewardVector): Promise<Verdict> {
  const maker = rewards[vector.class];
  if (maker === undefined) return differs('class', vector.class, undefined);
  const fn: JsonObject =
    vector.class === 'RewardFunctionWrapper' ? new Map([['fn', 'exact_match']]) : new Map();
  const config = new Map([...(parseRecorded(vector.config_json) as JsonObject), ...fn]);
  const made = attempt(() => maker.fromConfig(config, revive));
  if (vector.construct_error !== undefined || made instanceof Error) {
    return checkRefusal('construction', vector.construct_error, made) ?? held;
  }
  for (const [place, sample] of (vector.samples ?? []).entries()) {
    const [yTrue, yPred] = [sideOf(vector, sample.y_true), sideOf(vector, sample.y_pred)];
    const received = await attemptAsync(() => made.call(yTrue, yPred));
    const difference =
      sample.error !== undefined || received instanceof Error
        ? checkRefusal(`sample ${place}`, sample.error, received)
        : compare(`sample ${place}`, sample.reward_json ?? '', received);
    if (difference !== undefined) return difference;
  }
  return held;
}

async function checkMetric(vector: MetricVector): Promise<Verdict> {
  const made = attempt(() => makeMetric(vector));
  if (vector.construct_error !== undefined || made instanceof Error) {
    return checkRefusal('construction', vector.construct_error, made) ?? held;
  }
  const difference = checkIdentity(vector, made) ?? checkSnapshot('initially', vector.initial, made);
  if (difference !== undefined) return difference;
  for (const [place, step] of vector.steps.entries()) {
    const where = `step ${place} (${step.op})`;
    const outcome = await attemptAsync(() => takeStep(vector, made, step));
    const wrong =
      step.error !== undefined || outcome instanceof Error
        ? checkRefusal(where, step.error, outcome)
        : undefined;
    const found = wrong ?? checkSnapshot(where, step.after, made);
    if (found !== undefined) return found;
  }
  return held;
}

/** Python's Sum cannot be updated. Ours is the sum of all values, in float32. */
async function checkUnusable(vector: MetricVector): Promise<Verdict> {
  const sum = makeMetric(vector);
  if (!(sum instanceof Sum)) return checkMetric(vector);
  const difference = checkIdentity(vector, sum) ?? checkSnapshot('initially', vector.initial, sum);
  if (difference !== undefined) return difference;
  let expected = 0;
  for (const step of vector.steps) {
    const values = [numbers(parseRecorded(step.values_json ?? '[]'))].flat() as number[];
    sum.update(values);
    expected = Math.fround(expected + sumFloat32(values));
    if (sum.result() !== expected) return differs('sum', expected, sum.result());
  }
  return heldByRule('unusable');
}

/** A metric that has no name in its config gets an automatic one; the recorded number depends on what came before. */
function makeMetric(vector: MetricVector): Metric {
  const maker = metrics[vector.class];
  if (maker === undefined) throw new Error(`no class ${vector.class}`);
  resetAutomaticNames();
  const config = parseRecorded(vector.config_json) as JsonObject;
  const metric = maker.fromConfig(config, revive);
  const isNumbered = !config.has('name') && vector.name?.replace(/_\d+$/, '') === metric.name;
  return isNumbered ? maker.fromConfig(new Map([...config, ['name', vector.name]]), revive) : metric;
}

/** What the recordings write in place of a function, of a wrapped reward, and of the reward of pass@k. */
const revive: Revive = (recorded) => {
  if (recorded === 'exact_match') return exactMatchFunction;
  if (!isJsonObject(recorded)) return undefined;
  return ExactMatch.fromConfig((recorded.get('ExactMatch') ?? recorded) as JsonObject);
};

const exactMatchFunction: ScoreFunction = (_yTrue, _yPred, context) =>
  exactMatch(context.yTrue, context.yPred);

function checkIdentity(vector: MetricVector, metric: Metric): Verdict | undefined {
  // Functions and rewards inside a config were not recorded.
  const config = new Map([...metric.getConfig()].filter(([key]) => key !== 'fn' && key !== 'reward'));
  if (metric.name !== vector.name) return differs('name', vector.name, metric.name);
  if (metric.direction !== vector.direction) return differs('direction', vector.direction, metric.direction);
  const [path] = metric.variables.map((variable) => variable.path);
  if (path !== vector.variable_path) return differs('path', vector.variable_path, path);
  return compare('config', vector.saved_config_json, config);
}

function checkSnapshot(where: string, recorded: Snapshot, metric: Metric): Verdict | undefined {
  const [variable] = metric.variables;
  return (
    compare(`result ${where}`, recorded.result_json, metric.result()) ??
    compare(`state ${where}`, recorded.state_json, variable?.value ?? null)
  );
}

async function takeStep(vector: MetricVector, metric: Metric, step: Step): Promise<void> {
  if (step.op === 'reset') return metric.resetState();
  if (step.values_json !== undefined && metric instanceof Mean) {
    return metric.update(numbers(parseRecorded(step.values_json)));
  }
  if (step.op === 'update_batch' && metric instanceof BatchMetric) {
    return metric.updateBatch(sidesOf(vector, step.y_true), sidesOf(vector, step.y_pred));
  }
  const [[yTrue = null], [yPred = null]] = [sidesOf(vector, step.y_true), sidesOf(vector, step.y_pred)];
  return metric.updateState(yTrue, yPred);
}

function sidesOf(
  vector: MetricVector,
  sides: Side | readonly Side[] | undefined = null,
): readonly (JsonDataModel | null)[] {
  return [sides].flat().map((side) => sideOf(vector, side as Side));
}

function sideOf(vector: RewardVector | MetricVector, side: Side): JsonDataModel | null {
  if (side === null) return null;
  const schema = parseRecorded(vector.schemas_json[side.schema] ?? '{}');
  return new JsonDataModel(schema as JsonObject, parseRecorded(side.json) as JsonObject);
}

function numbers(value: JsonValue): MeanValues {
  return isJsonArray(value) ? value.map(numbers) : Number(value);
}

function compare(what: string, recorded: string, received: JsonValue): Verdict | undefined {
  return isSameJson(parseRecorded(recorded), received) ? undefined : differs(what, recorded, repr(received));
}

/** Only the messages of the library's own errors are compared. */
function checkRefusal(
  what: string,
  recorded: RecordedError | undefined,
  received: unknown,
): Verdict | undefined {
  const message = received instanceof Error ? received.message : undefined;
  if (recorded === undefined || message === undefined) return differs(what, recorded?.message, message);
  return recorded.type !== 'ValueError' || isSameWording(recorded.message, message)
    ? undefined
    : differs(what, recorded.message, message);
}

/** A Python set is written in no order of its own, so that what it holds is left aside. */
function isSameWording(recorded: string, received: string): boolean {
  const [before = '', after] = recorded.split(/\{.*\}/);
  return after === undefined
    ? received === recorded
    : received.startsWith(before) && received.endsWith(after);
}

function attempt<T>(action: () => T): T | Error {
  try {
    return action();
  } catch (error) {
    return error as Error;
  }
}

async function attemptAsync<T>(action: () => Promise<T>): Promise<T | Error> {
  try {
    return await action();
  } catch (error) {
    return error as Error;
  }
}
