import { givenOptions } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import type { Logs } from '../callbacks/callback.ts';
import type { SaveReason } from '../checkpoints/checkpoint-store.ts';
import type { Program } from '../training/program.ts';
import { toSamples } from '../training/samples.ts';
import type { Row } from '../training/samples.ts';
import { busy } from '../training/trainer.ts';
import { architectureOf, judgeSamples, plainSample, promptsOf } from './examine-program.ts';
import { LoadedPrograms } from './loaded-programs.ts';
import { dataCalled, rowsCalled } from './named-data.ts';
import type { NamedData } from './named-data.ts';
import { usageOf } from './models-in-use.ts';
import { PageCallback } from './page-callback.ts';
import type { TrainerMethod, TrainerMethods, TrainerRequest, WorkerMessage } from './protocol.ts';
import type {
  JudgedSample,
  ModulePrompt,
  SamplePage,
  TrainerJudgeOptions,
  TrainerPromptOptions,
  TrainerSample,
  TrainerSampleOptions,
} from './trainer-answers.ts';
import type { PlainValue, TrainerFitOptions, TrainerHistory, TrainerUseOptions } from './trainer-client.ts';
import { checkRequest, checkSetup } from './trainer-options.ts';
import type { TrainerSetup } from './trainer-setup.ts';
import type { TrainerStatus } from './trainer-events.ts';
import { UsageReporter } from './usage-reporter.ts';
import { toWireError } from '../base/wire-error.ts';

/** The worker's side of a `TrainerClient`: answers requests, one trainer for the life of the worker. */
export class TrainerHost {
  readonly #setup: TrainerSetup;
  readonly #post: (message: WorkerMessage) => void;
  readonly #page: PageCallback;
  readonly #programs: LoadedPrograms;
  readonly #usage: UsageReporter;
  #isTraining = false;
  /** Whether it is to end, though it may still wait for the judging under way. */
  #isStopped = false;
  /** The judging under way: one at a time, as a program keeps one running result. */
  #judging: Promise<unknown> = Promise.resolve();

  constructor(setup: TrainerSetup, post: (message: WorkerMessage) => void) {
    checkSetup(setup);
    this.#setup = setup;
    this.#post = post;
    this.#page = new PageCallback(post);
    this.#programs = new LoadedPrograms(setup);
    this.#usage = new UsageReporter(
      () => usageOf(setup.program),
      (usage) => post({ type: 'usage', usage }),
    );
  }

  /** Does what is asked and posts the result, or the error. */
  async answer(request: TrainerRequest): Promise<void> {
    try {
      checkRequest(request);
      const result = await this.#perform(request);
      this.#post({ type: 'result', id: request.id, result });
    } catch (error) {
      this.#post({ type: 'error', id: request.id, error: toWireError(error) });
    }
  }

  #perform(request: TrainerRequest): Promise<TrainerMethods[TrainerMethod]['result']> | null {
    switch (request.method) {
      case 'fit':
        return this.#fit(...request.args);
      case 'evaluate':
        return this.#evaluate(...request.args);
      case 'predict':
        return this.#predict(...request.args);
      case 'samples':
        return this.#samples(...request.args);
      case 'judge':
        return this.#judgeSamples(...request.args);
      case 'prompt':
        return this.#prompt(...request.args);
      case 'inspect':
        return this.#inspect(...request.args);
      case 'pause':
        return this.#steer('paused', () => this.#setup.program.pause());
      case 'resume':
        return this.#steer('training', () => this.#setup.program.resume());
      case 'stop':
        return this.#steer('stopping', () => this.#stop());
      case 'save':
        return this.#save(...request.args);
      default:
        return unknownMethod(request);
    }
  }

  /** Acts on the training under way; without one there is nothing to do. */
  #steer(status: TrainerStatus, act: () => void): null {
    if (this.#isTraining) {
      this.#post({ type: 'status', status });
      act();
    }
    return null;
  }

  #stop(): void {
    this.#isStopped = true;
    this.#setup.program.stop();
  }

  async #save(reason: SaveReason): Promise<null> {
    await this.#setup.program.saveNow(reason);
    return null;
  }

  async #fit(options: TrainerFitOptions): Promise<TrainerHistory> {
    const { program, x, y, validationData, callbacks = [], fitOptions = {}, store } = this.#setup;
    if (this.#isTraining) throw busy();
    this.#isTraining = true;
    this.#isStopped = false;
    this.#post({ type: 'status', status: 'training' });
    this.#usage.start();
    try {
      await this.#judging;
      const fit = program.fit(x, y, {
        ...fitOptions,
        ...givenOptions(options),
        ...(validationData ? { validationData } : {}),
        ...(store ? { store } : {}),
        callbacks: [this.#page, ...callbacks],
      });
      if (this.#isStopped) program.stop();
      const { epoch, history } = await fit;
      return { epoch, history };
    } finally {
      this.#isTraining = false;
      program.resume();
      this.#usage.stop();
      this.#post({ type: 'status', status: 'idle' });
    }
  }

  #evaluate(dataset: string, { checkpoint }: TrainerUseOptions): Promise<Logs> {
    const data = dataCalled(dataset, this.#setup);
    const turn = this.#judging.then(() => this.#judge(data, checkpoint));
    this.#judging = turn.catch(() => undefined);
    return turn;
  }

  async #judge({ x, y, ...options }: NamedData, checkpoint: string | undefined): Promise<Logs> {
    const program = await this.#steady(checkpoint);
    const callbacks = program === this.#setup.program ? [this.#page] : [];
    this.#usage.start();
    try {
      return await program.evaluate(x, y, { ...options, callbacks });
    } finally {
      if (!this.#isTraining) this.#usage.stop();
    }
  }

  /** A program that does not change while it is judged: of the one in training, a copy. */
  #steady(checkpoint: string | undefined): Promise<Program> {
    const isLive = checkpoint === undefined && this.#isTraining;
    return isLive ? this.#programs.copy() : this.#programs.of(checkpoint);
  }

  async #predict(
    inputs: readonly PlainValue[],
    { checkpoint }: TrainerUseOptions,
  ): Promise<readonly (PlainValue | null)[]> {
    const program = await this.#programs.of(checkpoint);
    return (await program.predict(inputs as readonly Row[])) as readonly (PlainValue | null)[];
  }

  async #samples(dataset: string, options: TrainerSampleOptions): Promise<SamplePage<TrainerSample>> {
    const [x, y] = rowsCalled(dataset, this.#setup);
    const samples = toSamples(this.#setup.program.body, pageOf(x, options), y && pageOf(y, options));
    return { total: x.length, samples: samples.map(plainSample) };
  }

  async #judgeSamples(
    dataset: string,
    { checkpoint, ...page }: TrainerJudgeOptions,
  ): Promise<SamplePage<JudgedSample>> {
    const [x, y] = rowsCalled(dataset, this.#setup);
    const program = await this.#steady(checkpoint);
    const samples = toSamples(program.body, pageOf(x, page), y && pageOf(y, page));
    const trainer = this.#setup.program.trainer ?? program.trainer;
    return { total: x.length, samples: await judgeSamples(program, samples, trainer) };
  }

  async #prompt(
    input: PlainValue,
    { checkpoint, ask = false }: TrainerPromptOptions,
  ): Promise<readonly ModulePrompt[]> {
    return promptsOf(await this.#programs.of(checkpoint), input as Row, ask);
  }

  async #inspect({ checkpoint }: TrainerUseOptions): Promise<PlainValue> {
    return architectureOf(await this.#programs.of(checkpoint));
  }
}

function pageOf(rows: readonly Row[], { start = 0, count = 32 }: TrainerSampleOptions): readonly Row[] {
  return rows.slice(start, start + count);
}

function unknownMethod(request: never): never {
  throw new ArgumentError(
    'unknown-method',
    `The trainer was asked for ${JSON.stringify(request)}, which it cannot do.`,
  );
}
