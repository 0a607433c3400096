import { TrainingError } from '../base/errors.ts';
import { PauseGate } from '../base/pause-gate.ts';
import { loadPart } from '../base/load-part.ts';
import type { CallbackProgram } from '../callbacks/callback.ts';
import type { History } from '../callbacks/history.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Module } from '../programs/module.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { RandomStreams } from '../python/random-streams.ts';
import type { Reward } from '../rewards/reward.ts';
import { checkCount } from './check-count.ts';
import type { FitLoop } from './fit-loop.ts';
import type { FitRequest } from './fit-plan.ts';
import { FitWishes } from './fit-wishes.ts';
import { Judge } from './judge.ts';

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

/** What one program is trained and judged with, and the training under way. */
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
   * Trains as asked for; what that is is asked once it is certain that nothing else trains this program. Without an
   * optimizer nothing could be learned, and nothing is done.
   */
  async fit(request: () => Omit<FitRequest, 'trainer'>): Promise<History> {
    if (this.optimizer === null) {
      const { untrained } = await loadPart(() => import('./untrained.ts'));
      return untrained();
    }
    if (this.program.body.trainableVariables.length > 0) this.optimizer.checkReady();
    this.checkIdle();
    const wishes = new FitWishes();
    this.#wishes = wishes;
    try {
      const asked = { trainer: this, ...request() };
      const { planFit } = await loadPart(() => import('./fit-plan.ts'));
      this.#loop = await planFit(asked, wishes);
      return await this.#loop.run();
    } finally {
      this.#loop = null;
      this.#wishes = null;
      this.gate.open();
      wishes.end();
    }
  }

  /** @throws TrainingError `busy` while the program is being trained */
  checkIdle(): void {
    if (this.#wishes) throw busy();
  }
}

/** What whoever would train a program hears while it is being trained. */
export const busy = (): TrainingError =>
  new TrainingError('busy', 'This program is being trained. Wait until fit ends, or stop it first.');
