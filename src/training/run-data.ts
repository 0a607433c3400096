import { CallbackList } from '../callbacks/callback-list.ts';
import type { Logs } from '../callbacks/callback.ts';
import { withProgress } from '../callbacks/progbar-logger.ts';
import type { DataValue } from '../programs/module.ts';
import type { Structured } from '../programs/structure.ts';
import type { PlainValue } from '../python/plain-value.ts';
import { checkData } from './batch-source.ts';
import type { Data } from './batch-source.ts';
import { batchesFrom, executionsOf } from './data-batches.ts';
import type { SampleBatches } from './data-batches.ts';
import {
  checkEvaluateOptions,
  checkPredictOptions,
  checkTestOnBatchOptions,
  checkTrainOnBatchOptions,
} from './fit-options.ts';
import type { BatchOptions, EvaluateOptions, PredictOptions, TrainOnBatchOptions } from './fit-options.ts';
import { judgeOutcomes } from './judge-outcomes.ts';
import type { Program } from './program.ts';
import { runSamples } from './run-samples.ts';
import type { RunOptions } from './run-samples.ts';
import { plainValues, toSamples } from './samples.ts';
import type { Row, Sample } from './samples.ts';
import { scoreStep, trainStep } from './train-step.ts';
import type { TrainedProgram, Trainer } from './trainer.ts';

/** A program that is compiled. */
export interface Compiled {
  readonly program: Program;
  readonly trainer: Trainer;
}

/** Inputs, and targets unless the batches hold them. */
export interface GivenData {
  readonly x: Data;
  readonly y: readonly Row[] | null | undefined;
}

/** Rows of one batch. */
export interface BatchRows {
  readonly x: readonly Row[];
  readonly y: readonly Row[] | null;
}

/**
 * Judges a program on data, without a trace while it is in training: what the measures held before they hold again, so
 * that a callback may do so.
 */
export async function evaluateData(
  { program, trainer }: Compiled,
  { x, y }: GivenData,
  options: EvaluateOptions,
): Promise<Logs> {
  checkData(x, y);
  checkEvaluateOptions(options);
  const batches = batchesFrom(program.body, x, y ?? null, options);
  const held = trainer.wishes ? trainer.judge.values() : null;
  try {
    return await evaluateBatches(trainer, batches, options, callbacksOf(program, batches, options));
  } finally {
    held?.forEach((value, variable) => variable.assign(value));
  }
}

/** Judges a program, batch by batch: the mean of the batches' rewards, and the metrics. */
export async function evaluateBatches(
  trainer: Trainer,
  batches: SampleBatches,
  options: EvaluateOptions,
  callbacks: CallbackList,
): Promise<Logs> {
  const { judge, program } = trainer;
  await callbacks.onTestBegin();
  judge.reset();
  for await (const execution of executionsOf(batches, trainer.stepsPerExecution)) {
    await callbacks.onTestBatchBegin(execution.first);
    for (const batch of execution.batches) await testOnBatch(trainer, batch, options);
    await callbacks.onTestBatchEnd(execution.last, judge.logs());
    if (program.stopEvaluating) break;
  }
  const logs = judge.logs();
  await callbacks.onTestEnd(logs);
  return logs;
}

/** Judges one batch of rows, on top of what was measured before. */
export function testOnRows(
  { program, trainer }: Compiled,
  { x, y }: BatchRows,
  options: BatchOptions,
): Promise<Logs> {
  checkTestOnBatchOptions(options);
  return testOnBatch(trainer, toSamples(program.body, x, y), options);
}

async function testOnBatch(trainer: Trainer, batch: readonly Sample[], options: BatchOptions): Promise<Logs> {
  const { judge, program } = trainer;
  const run = heldRun(trainer, options);
  await judgeOutcomes(judge, await runSamples(program.body, batch, run), run);
  return judge.logs();
}

/** Trains on one batch of rows, without the hooks of optimizer and callbacks. */
export function trainOnRows(
  { program, trainer }: Compiled,
  { x, y }: BatchRows,
  options: TrainOnBatchOptions,
): Promise<Logs> {
  trainer.checkIdle();
  checkTrainOnBatchOptions(options);
  const { validationData, ...others } = options;
  const scoring = toSamples(program.body, ...validationData);
  return trainOnBatch(trainer, toSamples(program.body, x, y), scoring, others);
}

/** Trains on one batch, without the hooks of optimizer and callbacks. */
export async function trainOnBatch(
  trainer: Trainer,
  batch: readonly Sample[],
  scoring: readonly Sample[],
  { step = 0, ...options }: BatchOptions & { readonly step?: number },
): Promise<Logs> {
  const { judge, optimizer, program } = trainer;
  const variables = program.body.trainableVariables;
  const parts = { program: program.body, judge, run: heldRun(trainer, options) };
  if (optimizer && variables.length > 0)
    await trainStep({ ...parts, optimizer, variables, step }, batch, scoring);
  else await scoreStep(parts, scoring);
  return judge.logs();
}

/** Answers inputs as plain objects, batch by batch; null where the program gave no answer. */
export async function predictData(
  program: Program,
  x: Data,
  options: PredictOptions,
): Promise<readonly (PlainValue | null)[]> {
  checkData(x, null);
  checkPredictOptions(options);
  const batches = batchesFrom(program.body, x, null, options);
  const callbacks = callbacksOf(program, batches, options);
  const outputs: Structured<DataValue>[] = [];
  await callbacks.onPredictBegin();
  for await (const execution of executionsOf(batches, program.trainer?.stepsPerExecution ?? 1)) {
    await callbacks.onPredictBatchBegin(execution.first);
    for (const batch of execution.batches) {
      const outcomes = await runSamples(program.body, batch, runOptions(options));
      outputs.push(...outcomes.map(({ output }) => output));
    }
    await callbacks.onPredictBatchEnd(execution.last);
    if (program.stopPredicting) break;
  }
  await callbacks.onPredictEnd();
  return outputs.map(plainValues);
}

function callbacksOf(
  program: TrainedProgram,
  batches: SampleBatches,
  { callbacks = [], verbose = 0, steps }: EvaluateOptions,
): CallbackList {
  const count = Array.isArray(batches) ? batches.length : (steps ?? null);
  return new CallbackList(withProgress(callbacks, verbose, count), { program });
}

const runOptions = ({ concurrency = 32, signal }: BatchOptions): RunOptions => ({
  training: false,
  concurrency,
  ...(signal ? { signal } : {}),
});

/** As `runOptions`, and held while training is paused. */
const heldRun = (trainer: Trainer, options: BatchOptions): RunOptions => ({
  ...runOptions(options),
  gate: trainer.gate,
});
