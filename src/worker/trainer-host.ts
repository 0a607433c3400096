import { ArgumentError } from '../base/errors.ts';
import type { Logs } from '../callbacks/callback.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import { loadProgram, programFromJson } from '../training/load-program.ts';
import type { Program } from '../training/program.ts';
import type { Row } from '../training/samples.ts';
import { PageCallback } from './page-callback.ts';
import type { TrainerMethod, TrainerMethods, TrainerRequest, WorkerMessage } from './protocol.ts';
import type { PlainValue, TrainerFitOptions, TrainerHistory, TrainerUseOptions } from './trainer-client.ts';
import type { DataRows, TrainerSetup } from './trainer-setup.ts';
import type { TrainerStatus } from './trainer-events.ts';
import { toWireError } from './wire-error.ts';

/** A program from a checkpoint, kept while the same one is asked for. */
interface LoadedProgram {
  readonly path: string;
  readonly mtime: number;
  readonly program: Program;
}

/** The worker's side of a `TrainerClient`: answers requests, one trainer for the life of the worker. */
export class TrainerHost {
  readonly #setup: TrainerSetup;
  readonly #post: (message: WorkerMessage) => void;
  readonly #page: PageCallback;
  #loaded: LoadedProgram | null = null;
  #isTraining = false;
  /** The judging under way: one at a time, as a program keeps one running result. */
  #judging: Promise<unknown> = Promise.resolve();

  constructor(setup: TrainerSetup, post: (message: WorkerMessage) => void) {
    this.#setup = setup;
    this.#post = post;
    this.#page = new PageCallback(post);
  }

  /** Does what is asked and posts the result, or the error. */
  async answer(request: TrainerRequest): Promise<void> {
    try {
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
      case 'pause':
        return this.#steer('paused', () => this.#page.pause());
      case 'resume':
        return this.#steer('training', () => this.#page.resume());
      case 'stop':
        return this.#steer('stopping', () => this.#page.stop());
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

  async #fit(options: TrainerFitOptions): Promise<TrainerHistory> {
    const { program, x, y, validationData, callbacks = [], fitOptions = {}, store } = this.#setup;
    this.#isTraining = true;
    this.#post({ type: 'status', status: 'training' });
    try {
      await this.#judging;
      const { epoch, history } = await program.fit(x, y, {
        ...fitOptions,
        ...options,
        ...(validationData ? { validationData } : {}),
        ...(store ? { store } : {}),
        callbacks: [this.#page, ...callbacks],
      });
      return { epoch, history };
    } finally {
      this.#isTraining = false;
      this.#page.reset();
      this.#post({ type: 'status', status: 'idle' });
    }
  }

  #evaluate(dataset: string, { checkpoint }: TrainerUseOptions): Promise<Logs> {
    const rows = this.#rows(dataset);
    const turn = this.#judging.then(() => this.#judge(rows, checkpoint));
    this.#judging = turn.catch(() => undefined);
    return turn;
  }

  async #judge([x, y]: DataRows, checkpoint: string | undefined): Promise<Logs> {
    const isLive = checkpoint === undefined && this.#isTraining;
    const program = isLive ? await this.#copy() : await this.#programOf(checkpoint);
    const callbacks = program === this.#setup.program ? [this.#page] : [];
    return program.evaluate(x, y, { callbacks });
  }

  async #predict(
    inputs: readonly PlainValue[],
    { checkpoint }: TrainerUseOptions,
  ): Promise<readonly (PlainValue | null)[]> {
    const program = await this.#programOf(checkpoint);
    return (await program.predict(inputs as readonly Row[])) as readonly (PlainValue | null)[];
  }

  /** The program of a checkpoint, or the one in training. */
  async #programOf(path: string | undefined): Promise<Program> {
    if (path === undefined) return this.#setup.program;
    const store = this.#setup.store ?? (await openCheckpointStore());
    const mtime = (await store.info(path))?.mtime ?? 0;
    const known = this.#loaded;
    if (known?.path === path && known.mtime === mtime) return known.program;
    const program = path.endsWith('.variables.json')
      ? await this.#withVariables(path)
      : await loadProgram(path, { ...this.#setup.loadOptions, store });
    this.#loaded = { path, mtime, program };
    return program;
  }

  /** The architecture in training with a checkpoint's variables. */
  async #withVariables(path: string): Promise<Program> {
    const { store } = this.#setup;
    const copy = await this.#copy();
    await copy.loadVariables(path, store ? { store } : {});
    return copy;
  }

  /** The program as it is now: what is done with a copy does not disturb training. */
  #copy(): Promise<Program> {
    return programFromJson(this.#setup.program.toProgramFile(), this.#setup.loadOptions);
  }

  #rows(dataset: string): DataRows {
    const { x, y, validationData, datasets = {} } = this.#setup;
    if (dataset === 'train') return [x, y];
    if (dataset === 'validation' && validationData) return validationData;
    const rows = Object.hasOwn(datasets, dataset) ? datasets[dataset] : undefined;
    if (rows) return rows;
    const names = ['train', ...(validationData ? ['validation'] : []), ...Object.keys(datasets)];
    throw new ArgumentError(
      'unknown-dataset',
      `There is no data set "${dataset}". Expected one of ${names.join(', ')}. Add it to \`datasets\` in the worker file.`,
      { details: { dataset } },
    );
  }
}

function unknownMethod(request: never): never {
  throw new ArgumentError(
    'unknown-method',
    `The trainer was asked for ${JSON.stringify(request)}, which it cannot do.`,
  );
}
