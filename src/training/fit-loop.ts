import { CallbackList } from '../callbacks/callback-list.ts';
import type { CallbackParams, Logs } from '../callbacks/callback.ts';
import { History } from '../callbacks/history.ts';
import { newRunId } from '../callbacks/run-id.ts';
import type { Variable } from '../programs/variable.ts';
import type { JsonValue } from '../python/json-value.ts';
import { batchesOf } from './batches-of.ts';
import { breathe } from './breathe.ts';
import type { FitOptions } from './fit-options.ts';
import type { Sample } from './samples.ts';
import { scoreStep, trainStep } from './train-step.ts';
import type { Trainer } from './trainer.ts';
import { formatTrainingState } from './training-state.ts';
import type { TrainingState } from './training-state.ts';

/** What a `fit` has to do. */
export interface FitPlan {
  readonly training: readonly Sample[];
  readonly validation: readonly Sample[];
  readonly options: FitOptions;
  /** What has to be the same when the run goes on one day. */
  readonly identity: JsonValue;
  /** Where it goes on; null when it starts anew. */
  readonly resumed: TrainingState | null;
  /** Path of the checkpoint that it goes on from. */
  readonly parent: string | null;
}

/**
 * One `fit`: epochs of batches, with the hooks of optimizer and callbacks in Synalinks' order.
 *
 * `Differs from Synalinks:` rows are shuffled when asked to, and validation data is not run through after every batch
 * unless `evaluateEveryBatch` asks for it.
 */
export class FitLoop {
  readonly #trainer: Trainer;
  readonly #training: readonly Sample[];
  readonly #validation: readonly Sample[];
  readonly #options: FitOptions;
  readonly #history = new History();
  readonly #callbacks: CallbackList;
  readonly #resumed: TrainingState | null;
  readonly #run: string;
  readonly #parent: string | null;
  readonly #identity: JsonValue;
  /** What comes next: the epoch, the batch in it, and the order of the rows. */
  #epoch: number;
  #batch: number;
  #order: readonly number[];
  /** With `stepsPerEpoch`: where in the order the next epoch goes on. */
  #offset = 0;

  constructor(trainer: Trainer, { training, validation, options, ...plan }: FitPlan) {
    this.#trainer = trainer;
    this.#training = training;
    this.#validation = validation;
    this.#options = options;
    this.#identity = plan.identity;
    this.#resumed = plan.resumed;
    this.#run = options.run ?? this.#resumed?.run ?? newRunId();
    this.#parent = plan.parent;
    this.#epoch = this.#resumed?.epoch ?? options.initialEpoch ?? 0;
    this.#batch = this.#resumed?.batch ?? 0;
    this.#offset = this.#resumed?.offset ?? 0;
    this.#order = this.#resumed?.order ?? training.map((_, index) => index);
    this.#callbacks = new CallbackList([...(options.callbacks ?? []), this.#history], {
      program: trainer.program,
      params: this.#params(),
    });
  }

  /** Everything needed to go on from this moment. Call it from a hook: between hooks the streams are in motion. */
  getState(): string {
    return formatTrainingState({
      run: this.#run,
      epoch: this.#epoch,
      batch: this.#batch,
      offset: this.#offset,
      order: this.#batch > 0 || this.#offset > 0 ? this.#order : null,
      identity: this.#identity,
      streams: this.#trainer.streams.getState(),
      callbacks: this.#callbacks.getState(),
    });
  }

  /** @throws what a callback, the reward or the program throws, after `onTrainFailed` */
  async run(): Promise<History> {
    const { program } = this.#trainer;
    program.stopTraining = false;
    try {
      await this.#begin();
      let logs: Logs = {};
      const { epochs = 1 } = this.#options;
      while (this.#epoch < epochs && !program.stopTraining) logs = await this.#runEpoch();
      this.#optimizer?.onTrainEnd(this.#variables);
      await this.#callbacks.onTrainEnd(logs);
      return this.#history;
    } catch (error) {
      await this.#callbacks.onTrainFailed(error);
      throw error;
    }
  }

  get #optimizer(): Trainer['optimizer'] {
    return this.#variables.length > 0 ? this.#trainer.optimizer : null;
  }

  get #variables(): readonly Variable[] {
    return this.#trainer.program.body.trainableVariables;
  }

  async #begin(): Promise<void> {
    const { seed, continueFromSeeds = false } = this.#options;
    if (this.#resumed) {
      this.#trainer.streams.setState(this.#resumed.streams);
      this.#callbacks.setState(this.#resumed.callbacks);
    } else if (seed !== undefined) this.#trainer.streams.seed(seed);
    await this.#callbacks.onTrainBegin();
    if (!this.#resumed) this.#optimizer?.onTrainBegin(this.#variables, { fromSeeds: continueFromSeeds });
  }

  async #runEpoch(): Promise<Logs> {
    const epoch = this.#epoch;
    if (this.#batch === 0) this.#beginEpoch();
    await this.#callbacks.onEpochBegin(epoch);
    await this.#runBatches();
    let logs: Logs = this.#trainer.judge.logs();
    if (isDue(epoch, this.#options.validationFreq ?? 1)) logs = { ...logs, ...(await this.#validate()) };
    this.#optimizer?.onEpochEnd(this.#variables);
    this.#epoch = epoch + 1;
    this.#batch = 0;
    await this.#callbacks.onEpochEnd(epoch, logs);
    await breathe();
    return logs;
  }

  #beginEpoch(): void {
    const { shuffle = true } = this.#options;
    if (this.#offset === 0 && shuffle) {
      this.#order = this.#trainer.streams.numpy.permutation(this.#training.length);
    }
    this.#trainer.judge.reset();
    this.#optimizer?.onEpochBegin(this.#variables);
  }

  async #runBatches(): Promise<void> {
    const { batchSize = 1, stepsPerEpoch } = this.#options;
    const batches = batchesOf(this.#order, batchSize);
    const start = this.#offset;
    const end = Math.min(batches.length, start + (stepsPerEpoch ?? batches.length));
    while (start + this.#batch < end && !this.#trainer.program.stopTraining) {
      const indices = batches[start + this.#batch] ?? [];
      await this.#runBatch(
        this.#batch,
        indices.map((index) => this.#training[index]).filter((sample) => sample !== undefined),
      );
    }
    this.#offset = end < batches.length ? end : 0;
  }

  async #runBatch(step: number, batch: readonly Sample[]): Promise<void> {
    const { judge } = this.#trainer;
    this.#optimizer?.onBatchBegin(this.#variables);
    await this.#callbacks.onTrainBatchBegin(step);
    await this.#step(batch);
    const logs = judge.logs();
    if (this.#options.evaluateEveryBatch) await this.#evaluate();
    this.#optimizer?.onBatchEnd(this.#variables);
    this.#batch = step + 1;
    await this.#callbacks.onTrainBatchEnd(step, logs);
  }

  async #step(batch: readonly Sample[]): Promise<void> {
    const { program, judge } = this.#trainer;
    const { concurrency = 32, signal } = this.#options;
    const parts = { program: program.body, judge, run: { concurrency, ...(signal ? { signal } : {}) } };
    const scoring = this.#drawMinibatch();
    const optimizer = this.#optimizer;
    if (optimizer) await trainStep({ ...parts, optimizer, variables: this.#variables }, batch, scoring);
    else await scoreStep(parts, scoring);
  }

  /** The validation samples that this batch's candidate is scored on. */
  #drawMinibatch(): readonly Sample[] {
    const { minibatchSize = 4 } = this.#options;
    const all = this.#validation;
    if (minibatchSize === null || all.length <= minibatchSize) return all;
    return this.#trainer.streams.numpy
      .choice(all.length, minibatchSize)
      .map((index) => all[index])
      .filter((sample) => sample !== undefined);
  }

  async #validate(): Promise<Logs> {
    const logs = await this.#evaluate();
    return Object.fromEntries(Object.entries(logs).map(([name, value]) => [`val_${name}`, value]));
  }

  #evaluate(): Promise<Logs> {
    const {
      validationBatchSize: batchSize = 32,
      validationSteps: steps,
      concurrency,
      signal,
    } = this.#options;
    const options = {
      batchSize,
      steps,
      ...(concurrency ? { concurrency } : {}),
      ...(signal ? { signal } : {}),
    };
    return this.#trainer.evaluate(this.#validation, options, this.#callbacks);
  }

  #params(): CallbackParams {
    const { epochs = 1, batchSize = 1, stepsPerEpoch } = this.#options;
    const names = this.#trainer.judge.logNames();
    return {
      verbose: 0,
      epochs,
      steps: stepsPerEpoch ?? Math.ceil(this.#training.length / batchSize),
      batchSize,
      run: this.#run,
      parent: this.#parent,
      ...(this.#trainer.optimizer ? { optimizer: this.#trainer.optimizer.identity.className } : {}),
      ...(names ? { logNames: [...names, ...names.map((name) => `val_${name}`)] } : {}),
    };
  }
}

function isDue(epoch: number, frequency: number | readonly number[]): boolean {
  return typeof frequency === 'number' ? (epoch + 1) % frequency === 0 : frequency.includes(epoch + 1);
}
