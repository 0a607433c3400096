import { controlOf } from '../base/call-control.ts';
import type { CallControl } from '../base/call-control.ts';
import { CallbackList } from '../callbacks/callback-list.ts';
import type { CallbackParams, Logs } from '../callbacks/callback.ts';
import { History } from '../callbacks/history.ts';
import { verbosityOf, withProgress } from '../callbacks/progbar-logger.ts';
import type { SaveReason } from '../checkpoints/checkpoint-store.ts';
import type { Variable } from '../programs/variable.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { BestEpoch } from './best-epoch.ts';
import { breathe } from './breathe.ts';
import type { FitOptions } from './fit-options.ts';
import type { FitPlan } from './fit-plan.ts';
import type { FitWishes } from './fit-wishes.ts';
import type { Lineage } from './lineage.ts';
import { RestPoint } from './rest-point.ts';
import type { RunPosition } from './rest-point.ts';
import { evaluateBatches, trainOnBatch } from './run-data.ts';
import type { Sample } from './samples.ts';
import type { Trainer } from './trainer.ts';
import type { TrainingData } from './training-data.ts';
import { formatTrainingState } from './training-state.ts';
import type { TrainingState } from './training-state.ts';
import { isDue } from './validation-data.ts';
import type { ValidationData } from './validation-data.ts';

/**
 * One `fit`: epochs of batches, with the hooks of optimizer and callbacks in Synalinks' order.
 *
 * `Differs from Synalinks:` rows are shuffled when asked to, and validation data is not run through after every batch
 * unless `evaluateEveryBatch` asks for it.
 */
export class FitLoop {
  readonly #trainer: Trainer;
  readonly #data: TrainingData;
  readonly #validation: ValidationData;
  readonly #options: FitOptions;
  readonly #history = new History();
  readonly #callbacks: CallbackList;
  readonly #resumed: TrainingState | null;
  readonly #lineage: Lineage;
  readonly #identity: JsonValue;
  readonly #wishes: FitWishes;
  readonly #epochs: number;
  readonly #missing: readonly string[];
  readonly #best = new BestEpoch();
  /** What comes next: the epoch, and the batch in it. */
  #epoch: number;
  #batch: number;
  /** What is saved amid a batch is as of here. */
  #lastRest: RestPoint | null = null;
  /** The rest that is gone back to at this moment; null when none is. */
  #visited: RestPoint | null = null;

  constructor(trainer: Trainer, wishes: FitWishes, { data, validation, options, ...plan }: FitPlan) {
    this.#trainer = trainer;
    this.#wishes = wishes;
    this.#data = data;
    this.#validation = validation;
    this.#options = options;
    this.#identity = plan.identity;
    this.#resumed = plan.resumed;
    this.#lineage = plan.lineage;
    this.#missing = plan.missing;
    this.#epochs = options.epochs ?? this.#resumed?.epochs ?? 1;
    this.#epoch = this.#resumed?.epoch ?? options.initialEpoch ?? 0;
    this.#batch = this.#resumed?.batch ?? 0;
    const watching = [...(options.callbacks ?? []), this.#history];
    this.#callbacks = new CallbackList(withProgress(watching, options.verbose ?? 0, data.steps), {
      program: trainer.program,
      params: this.#params(),
    });
  }

  /** Everything needed to go on from this moment. Call it from a hook: between hooks the streams are in motion. */
  getState(): string {
    return formatTrainingState({
      ...this.#lineage,
      epochs: this.#epochs,
      ...(this.#visited?.position ?? this.#position),
      identity: this.#identity,
      streams: this.#visited?.streams ?? this.#trainer.streams.getState(),
      callbacks: this.#callbacks.getState(this.#visited?.callbacks),
      best: this.#best.getState(),
    });
  }

  /** @throws what a callback, the reward or the program throws, after `onTrainFailed` */
  async run(): Promise<History> {
    const { program } = this.#trainer;
    program.stopTraining = false;
    try {
      await this.#begin();
      let logs: Logs = {};
      while (await this.#hasNextEpoch()) logs = (await this.#runEpoch()) ?? logs;
      if (this.#wishes.isStopped) await this.#stop();
      this.#optimizer?.onTrainEnd(this.#variables);
      this.#best.putBack(this.#variables);
      await this.#callbacks.onTrainEnd(logs);
      return this.#history;
    } catch (error) {
      await this.#callbacks.onTrainFailed(error, (save) => this.#atLastRest(save));
      throw error;
    } finally {
      this.#data.close();
    }
  }

  get #position(): RunPosition {
    const { offset, order } = this.#data;
    const isWithin = this.#batch > 0 || offset > 0;
    return { epoch: this.#epoch, batch: this.#batch, offset, order: isWithin ? order : null };
  }

  /** Whether no further batch is to run: a callback has had enough, or somebody has stopped training. */
  get #isOver(): boolean {
    return this.#trainer.program.stopTraining || this.#wishes.isStopped;
  }

  get #optimizer(): Trainer['optimizer'] {
    return this.#variables.length > 0 ? this.#trainer.optimizer : null;
  }

  get #variables(): readonly Variable[] {
    return this.#trainer.program.body.trainableVariables;
  }

  get #keepsBest(): boolean {
    const { evaluateEveryBatch = false, keepBest = !evaluateEveryBatch } = this.#options;
    return keepBest;
  }

  get #control(): CallControl {
    return controlOf({ ...this.#options, gate: this.#trainer.gate });
  }

  async #begin(): Promise<void> {
    const { seed, startOver = false, continueFromSeeds = startOver } = this.#options;
    if (this.#resumed) {
      this.#trainer.streams.setState(this.#resumed.streams);
      this.#callbacks.setState(this.#resumed.callbacks);
      this.#best.setState(this.#resumed.best);
    } else if (seed !== undefined) this.#trainer.streams.seed(seed);
    if (this.#variables.length === 0) console.warn('The program does not have any trainable variables.');
    await this.#callbacks.onTrainBegin();
    const begun = this.#variables.filter((variable) => !this.#resumed || this.#isNew(variable));
    if (begun.length > 0) this.#optimizer?.onTrainBegin(begun, { fromSeeds: continueFromSeeds });
    this.#lastRest = new RestPoint(this.#trainer, this.#position, this.#callbacks.getWatchersState());
  }

  /** Whether the program did not have it yet when the run that goes on was saved. */
  #isNew({ path }: Variable): boolean {
    return this.#missing.includes(`trainable_variables/${path}`);
  }

  /** Whether there is an epoch to run, or to go on with; draws its order. */
  async #hasNextEpoch(): Promise<boolean> {
    if (this.#epoch >= this.#epochs || this.#isOver) return false;
    return this.#batch > 0 || this.#data.beginEpoch(this.#trainer.streams.numpy, this.#options.signal);
  }

  /** @returns the logs; null when training was stopped, which leaves the epoch open */
  async #runEpoch(): Promise<Logs | null> {
    const epoch = this.#epoch;
    if (this.#batch === 0) this.#beginEpoch();
    await this.#callbacks.onEpochBegin(epoch);
    await this.#runBatches();
    if (this.#wishes.isStopped) return null;
    let logs: Logs = this.#trainer.judge.logs();
    if (isDue(epoch, this.#options.validationFreq ?? 1)) logs = { ...logs, ...(await this.#validate()) };
    const choose = (variable: Variable): JsonObject | undefined => this.#best.of(variable);
    await this.#optimizer?.onEpochEnd(this.#variables, { ...this.#control, choose });
    this.#best.putBack(this.#variables);
    this.#epoch = epoch + 1;
    this.#batch = 0;
    await this.#callbacks.onEpochEnd(epoch, logs);
    await this.#rest();
    await breathe();
    return logs;
  }

  #beginEpoch(): void {
    this.#trainer.judge.reset();
    this.#optimizer?.onEpochBegin(this.#variables);
  }

  async #runBatches(): Promise<void> {
    while (!this.#isOver) {
      const batches = await this.#readExecution();
      if (batches.length === 0) break;
      await this.#execute(batches);
    }
    if (!this.#wishes.isStopped) this.#data.endEpoch();
  }

  /** The next batches that are run for one call of the hooks; none at the end of the epoch. */
  async #readExecution(): Promise<readonly (readonly Sample[])[]> {
    const batches: (readonly Sample[])[] = [];
    while (batches.length < this.#trainer.stepsPerExecution) {
      const batch = await this.#data.read(this.#batch + batches.length, this.#options.signal);
      if (batch === null) break;
      batches.push(batch);
    }
    return batches;
  }

  async #execute(batches: readonly (readonly Sample[])[]): Promise<void> {
    const [first, last] = [this.#batch, this.#batch + batches.length - 1];
    let logs: Logs = {};
    for (const [index, batch] of batches.entries()) {
      this.#optimizer?.onBatchBegin(this.#variables);
      if (index === 0) await this.#callbacks.onTrainBatchBegin(first);
      const options = { ...this.#options, step: first + index };
      const train = (): Promise<Logs> => trainOnBatch(this.#trainer, batch, this.#drawMinibatch(), options);
      logs = await this.#wishes.grantDuring(this.#save, train);
      if (this.#options.evaluateEveryBatch) await this.#evaluate();
      this.#optimizer?.onBatchEnd(this.#variables);
    }
    this.#batch = last + 1;
    await this.#callbacks.onTrainBatchEnd(last, logs);
    await this.#rest();
  }

  /** Between two batches: what is saved from now on is as of here. Waits while training is paused, or a callback holds it. */
  async #rest(): Promise<void> {
    this.#lastRest = new RestPoint(this.#trainer, this.#position, this.#callbacks.getWatchersState());
    await this.#wishes.grantDuring(this.#save, async () => {
      await this.#callbacks.onTrainRest();
      await this.#trainer.gate.pass(this.#options.signal);
    });
  }

  /** Has the callbacks save where training last rested. */
  readonly #save = (reason: SaveReason): Promise<void> =>
    this.#callbacks.onSaveRequest(reason, (save) => this.#atLastRest(save));

  #atLastRest<Result>(act: () => Result): Result {
    const rest = this.#lastRest;
    if (!rest) return act();
    this.#visited = rest;
    try {
      return rest.visit(act);
    } finally {
      this.#visited = null;
    }
  }

  async #stop(): Promise<void> {
    await this.#save('stopped');
    this.#trainer.program.stopTraining = true;
  }

  /** The validation samples that this batch's candidate is scored on. */
  #drawMinibatch(): readonly Sample[] {
    const { minibatchSize = 4 } = this.#options;
    const all = this.#validation.samples;
    if (minibatchSize === null || all.length <= minibatchSize) return all;
    return this.#trainer.streams.numpy
      .choice(all.length, minibatchSize)
      .map((index) => all[index])
      .filter((sample) => sample !== undefined);
  }

  async #validate(): Promise<Logs> {
    const measured = await this.#wishes.grantDuring(this.#save, () => this.#evaluate());
    const logs = this.#keepsBest ? this.#learnFrom(measured) : measured;
    return Object.fromEntries(Object.entries(logs).map(([name, value]) => [`val_${name}`, value]));
  }

  /** Takes a validation into account; its logs become those of the best so far, which the program goes back to. */
  #learnFrom(logs: Logs): Logs {
    const { reduction } = this.#trainer.judge.reward;
    // A sum or an extreme of many samples says nothing of one of a few, by which candidates are scored.
    const isMean = reduction === 'mean' || reduction === 'none' || reduction === null;
    if (isMean) this.#optimizer?.onValidated(this.#variables, Number(logs['reward']));
    return this.#best.challenge(this.#variables, logs);
  }

  #evaluate(): Promise<Logs> {
    this.#trainer.program.stopEvaluating = false;
    return evaluateBatches(this.#trainer, this.#validation.batches, this.#options, this.#callbacks);
  }

  #params(): CallbackParams {
    const { batchSize = 1, startOver = false, verbose = 0 } = this.#options;
    const names = this.#trainer.judge.logNames();
    return {
      verbose: verbosityOf(verbose),
      epochs: this.#epochs,
      steps: this.#data.steps,
      batchSize,
      ...this.#lineage,
      startsOver: startOver,
      ...(this.#trainer.optimizer ? { optimizer: this.#trainer.optimizer.identity.className } : {}),
      ...(names ? { logNames: [...names, ...names.map((name) => `val_${name}`)] } : {}),
    };
  }
}
