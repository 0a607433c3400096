import type { CallControl } from '../base/call-control.ts';
import { TrainingError } from '../base/errors.ts';
import { PauseGate } from '../base/pause-gate.ts';
import { CallbackList } from '../callbacks/callback-list.ts';
import type { CallbackProgram, Logs } from '../callbacks/callback.ts';
import { withProgress } from '../callbacks/progbar-logger.ts';
import { History } from '../callbacks/history.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { DataValue, Module } from '../programs/module.ts';
import type { Structured } from '../programs/structure.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { RandomStreams } from '../python/random-streams.ts';
import type { Reward } from '../rewards/reward.ts';
import { executionsOf } from './data-batches.ts';
import type { SampleBatches } from './data-batches.ts';
import { checkCount } from './fit-options.ts';
import type { BatchOptions, EvaluateOptions, PredictOptions } from './fit-options.ts';
import type { FitLoop } from './fit-loop.ts';
import type { FitPlan } from './fit-plan.ts';
import { FitWishes } from './fit-wishes.ts';
import { Judge } from './judge.ts';
import { runSamples } from './run-samples.ts';
import type { Sample } from './samples.ts';
import { scoreStep, trainStep } from './train-step.ts';

/** What a program is trained and judged with. */
export interface TrainerOptions {
  readonly optimizer?: Optimizer | null;
  readonly reward: Reward;
  readonly metrics?: readonly Metric[];
  /**
   * How many batches are run for one call of the batch hooks: `batch` is the first one's number when they begin, and
   * the last one's when they end.
   *
   * `Differs from Synalinks:` which trains on the first batch of each such group only, and drops the others.
   * @default 1
   */
  readonly stepsPerExecution?: number;
}

/** A program as its trainer sees it. */
export interface TrainedProgram extends CallbackProgram {
  /** The modules that run. */
  readonly body: Module<boolean>;
  stopTraining: boolean;
  stopEvaluating: boolean;
  stopPredicting: boolean;
}

/** Trains, judges and runs one program; `Program` hands over to it. */
export class Trainer {
  readonly program: TrainedProgram;
  readonly optimizer: Optimizer | null;
  readonly judge: Judge;
  readonly stepsPerExecution: number;
  /** Where all draws of this program's training come from. */
  readonly streams = new RandomStreams();
  /** Closed while training is paused. */
  readonly gate = new PauseGate();
  /** The training under way; null outside `fit`. */
  #loop: FitLoop | null = null;
  #wishes: FitWishes | null = null;
  #beginning: { readonly variables: JsonObject; readonly streams: JsonValue } | null = null;

  /** @throws TrainingError `duplicate-name` when a metric has a name that is taken; ArgumentError `bad-option` */
  constructor(program: TrainedProgram, options: TrainerOptions) {
    const { optimizer = null, reward, metrics = [], stepsPerExecution = 1 } = options;
    checkCount('stepsPerExecution', stepsPerExecution);
    const names = ['reward', ...metrics.map(({ name }) => name)];
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
      throw new TrainingError(
        'duplicate-name',
        `Two metrics are called "${twice}". Expected a name of its own for each, and none called "reward".`,
        { details: { name: twice } },
      );
    }
    this.program = program;
    this.optimizer = optimizer;
    this.stepsPerExecution = stepsPerExecution;
    this.judge = new Judge(reward, metrics);
    if (optimizer) optimizer.streams = this.streams;
  }

  /** What is wanted of the training under way; null outside `fit`. */
  get wishes(): FitWishes | null {
    return this.#wishes;
  }

  /** Takes note of where the program stands before its first `fit`. */
  rememberBeginning(variables: JsonObject): void {
    this.#beginning ??= { variables, streams: this.streams.getState() };
  }

  /** Puts the random streams back to where they were before the first `fit`. @returns the variables of then */
  goToBeginning(): JsonObject {
    const { variables, streams } = this.#beginning ?? { variables: new Map(), streams: null };
    if (streams !== null) this.streams.setState(streams);
    return variables;
  }

  /** The state of the training under way, as text; null outside `fit`. */
  getTrainingState(): string | null {
    return this.#loop?.getState() ?? null;
  }

  /**
   * Trains as planned; the plan is made once it is certain that nothing else trains this program. Without an optimizer
   * nothing could be learned, and nothing is done.
   */
  async fit(makePlan: () => Promise<FitPlan>): Promise<History> {
    if (this.optimizer === null) return untrained();
    if (this.program.body.trainableVariables.length > 0) this.optimizer?.checkReady();
    this.checkIdle();
    const wishes = new FitWishes();
    this.#wishes = wishes;
    try {
      const [{ FitLoop }, plan] = await Promise.all([import('./fit-loop.ts'), makePlan()]);
      this.#loop = new FitLoop(this, wishes, plan);
      return await this.#loop.run();
    } finally {
      this.#loop = null;
      this.#wishes = null;
      this.gate.open();
      wishes.end();
    }
  }

  /**
   * Judges the program without a trace: what the measures held before they hold again, so that a callback may judge
   * while training is under way.
   */
  async evaluateAside(batches: SampleBatches, options: EvaluateOptions): Promise<Logs> {
    const isTraining = this.#loop !== null;
    const held = isTraining ? this.judge.values() : null;
    try {
      return await this.evaluate(batches, options);
    } finally {
      held?.forEach((value, variable) => variable.assign(value));
    }
  }

  /** Judges the program, batch by batch: the mean of the batches' rewards, and the metrics. */
  async evaluate(
    batches: SampleBatches,
    options: EvaluateOptions,
    callbacks = callbacksOf(this.program, batches, options),
  ): Promise<Logs> {
    const { judge, program } = this;
    program.stopEvaluating = false;
    await callbacks.onTestBegin();
    judge.reset();
    for await (const execution of executionsOf(batches, this.stepsPerExecution)) {
      await callbacks.onTestBatchBegin(execution.first);
      for (const batch of execution.batches) await this.testOnBatch(batch, options);
      await callbacks.onTestBatchEnd(execution.last, judge.logs());
      if (program.stopEvaluating) break;
    }
    const logs = judge.logs();
    await callbacks.onTestEnd(logs);
    return logs;
  }

  /** Judges one batch, on top of what was measured before. */
  async testOnBatch(batch: readonly Sample[], options: BatchOptions): Promise<Logs> {
    const run = this.#runOptions(options);
    await this.judge.update(await runSamples(this.program.body, batch, run), run);
    return this.judge.logs();
  }

  /** Trains on one batch, without the hooks of optimizer and callbacks. */
  async trainOnBatch(
    batch: readonly Sample[],
    scoring: readonly Sample[],
    { step = 0, ...options }: BatchOptions & { readonly step?: number },
  ): Promise<Logs> {
    const { judge, optimizer, program } = this;
    const variables = program.body.trainableVariables;
    const parts = { program: program.body, judge, run: this.#runOptions(options) };
    if (optimizer && variables.length > 0)
      await trainStep({ ...parts, optimizer, variables, step }, batch, scoring);
    else await scoreStep(parts, scoring);
    return judge.logs();
  }

  #runOptions(options: BatchOptions): ReturnType<typeof runOptions> & CallControl {
    return { ...runOptions(options), gate: this.gate };
  }

  /** @throws TrainingError `busy` while the program is being trained */
  checkIdle(): void {
    if (!this.#wishes) return;
    throw new TrainingError('busy', 'This program is being trained. Wait until fit ends, or stop it first.');
  }
}

/** Runs a program, batch by batch; null where it gave no answer. */
export async function predictBatches(
  program: TrainedProgram,
  batches: SampleBatches,
  options: PredictOptions,
  stepsPerExecution = 1,
): Promise<readonly Structured<DataValue>[]> {
  const callbacks = callbacksOf(program, batches, options);
  const outputs: Structured<DataValue>[] = [];
  program.stopPredicting = false;
  await callbacks.onPredictBegin();
  for await (const execution of executionsOf(batches, stepsPerExecution)) {
    await callbacks.onPredictBatchBegin(execution.first);
    for (const batch of execution.batches) {
      const outcomes = await runSamples(program.body, batch, runOptions(options));
      outputs.push(...outcomes.map(({ output }) => output));
    }
    await callbacks.onPredictBatchEnd(execution.last);
    if (program.stopPredicting) break;
  }
  await callbacks.onPredictEnd();
  return outputs;
}

/** Says in Synalinks' words that there is nothing to train with. */
function untrained(): History {
  console.warn(
    '`Program.fit()` was called but no optimizer is set on the compiled program; training cannot update any ' +
      'variables, so iterating the training data would be wasted compute. Skipping the fit loop. If you intended to ' +
      'evaluate, call `program.evaluate(x, y)` directly. If you intended to train, recompile with an optimizer (e.g. ' +
      '`program.compile({ optimizer: new RandomFewShot(), reward })`).',
  );
  return new History();
}

function callbacksOf(
  program: TrainedProgram,
  batches: SampleBatches,
  { callbacks = [], verbose = 0, steps }: EvaluateOptions,
): CallbackList {
  const count = Array.isArray(batches) ? batches.length : (steps ?? null);
  return new CallbackList(withProgress(callbacks, verbose, count), { program });
}

const runOptions = ({
  concurrency = 32,
  signal,
}: BatchOptions): { training: false; concurrency: number; signal?: AbortSignal } => ({
  training: false,
  concurrency,
  ...(signal ? { signal } : {}),
});
